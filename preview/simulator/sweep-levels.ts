import { clockOf, distinctClocks, timeOf, type Clock, type Look } from "./clock";
import type { Grid } from "./history";
import type { NotificationRules } from "./notifications";
import { phasesOf, type SimulationOptions } from "./options";
import { outcomeOf, type Period, type TrackedGroup } from "./outcome";
import { firstReading, questionsIn, type Reading } from "./readings";
import {
  rangeOf,
  spreads,
  unsupported,
  type Outcome,
  type Reason,
  type Simulation,
  type Tally,
  type Unsupported,
} from "./result";
import { walk, type Evaluations, type Levels, type StateRules } from "./states";

/** What is evaluated again and again: the windows of a monitor, an error budget or a rule, whatever makes them. */
export interface Subject {
  /** Its buckets. */
  readonly grid: Grid;
  /** How far it looks back. */
  readonly look: Look;
  /** Seconds of history that its first evaluation needs before the window: the shift of a change alert. */
  readonly lead: number;
  /** Seconds between two evaluations. */
  readonly every: number;
  /** Its groups, each with the group as which it is told of. */
  readonly groups: readonly { readonly name: string; readonly told: string }[];
  /** A group's evaluations. */
  readonly evaluationsOf: (group: string, clock: Clock, reading: Reading) => Evaluations;
  /** What decides a group's state. */
  readonly rulesOf: (reading: Reading) => StateRules;
  /** When someone is told. */
  readonly notifications: NotificationRules;
  /** Bits of the open questions that it comes to whatever the data. */
  readonly open: number;
  /** Why it is not exact, whatever the levels. */
  readonly reasons: readonly Reason[];
}

interface Shown {
  readonly outcome: Outcome;
  /** Bits of the open questions that it came to. */
  readonly open: number;
}

interface Run {
  readonly clock: Clock;
  readonly reading: Reading;
}

/** Tries several levels on the same windows, at every phase of the clock and under every reading that matters. */
export function sweepLevels(
  subject: Subject,
  candidates: readonly Levels[],
  options: SimulationOptions,
): readonly Simulation[] {
  const clocks = clocksOf(subject, options);
  const [first] = clocks;
  if (!first || first.count === 0) {
    return candidates.map(tooShort);
  }
  const period: Period = { from: options.from ?? -Infinity, to: options.to ?? Infinity };
  const shown = runLevels(subject, candidates, { clock: first, reading: firstReading }, period);
  const tallies = shown.map(({ outcome }) => [outcome.tally]);
  for (const clock of clocks.slice(1)) {
    const run = runLevels(subject, candidates, { clock, reading: firstReading }, period);
    run.forEach(({ outcome }, index) => tallies[index]?.push(outcome.tally));
  }
  const phase = tallies.map((each) => (differ(each) ? [phaseReason(each.length)] : []));
  const open = otherReadings(subject, candidates, shown, { clock: first, period });
  return shown.map(({ outcome }, index): Simulation => {
    const reasons = [
      ...subject.reasons,
      ...coverageReasons(period, first),
      ...(phase[index] ?? []),
      ...(open[index]?.reasons ?? []),
    ];
    return {
      verdict: reasons.length === 0 ? "exact" : "approximate",
      reasons,
      outcome,
      range: rangeOf([...(tallies[index] ?? []), ...(open[index]?.tallies ?? [])]),
      clock: { first: first.first, every: subject.every, evaluations: first.count, phases: clocks.length },
    };
  });
}

/** The value of each window, as a chart shows it beside its levels. */
export interface WindowSeries {
  /** When each value was evaluated. */
  readonly clock: Clock;
  /** Each group's values; NaN for a window without one. */
  readonly groups: readonly { readonly group: string; readonly values: Float64Array }[];
}

/** What the levels are compared with, at the phase of the clock that a result shows. */
export function windowSeries(subject: Subject, options: SimulationOptions): WindowSeries | Unsupported {
  const [clock] = clocksOf(subject, options);
  if (!clock) return tooShort();
  const groups = subject.groups.map(({ name }) => ({
    group: name,
    values: subject.evaluationsOf(name, clock, firstReading).values,
  }));
  return { clock, groups };
}

const tooShort = (): Unsupported =>
  unsupported("history", "The history is shorter than what one evaluation looks at.");

function clocksOf({ every, grid, lead, look }: Subject, options: SimulationOptions): readonly Clock[] {
  const reach = options.startsEmpty ? 0 : look.delay + look.window + lead - grid.step;
  const period = { start: grid.start + reach, end: grid.start + grid.size * grid.step };
  const clocks = phasesOf(options, every).map((phase) => clockOf(period, every, phase));
  return distinctClocks(clocks, grid, look);
}

function runLevels(
  subject: Subject,
  candidates: readonly Levels[],
  { clock, reading }: Run,
  period: Period,
): readonly Shown[] {
  const groups = candidates.map((): TrackedGroup[] => []);
  const rules = subject.rulesOf(reading);
  for (const { name, told } of subject.groups) {
    const evaluations = subject.evaluationsOf(name, clock, reading);
    candidates.forEach((levels, index) => {
      groups[index]?.push({ name, told, track: walk(evaluations, levels, rules, reading) });
    });
  }
  return groups.map((tracked) => {
    const { open, outcome } = outcomeOf(tracked, clock, { ...subject.notifications, period }, reading);
    return { outcome, open: tracked.reduce((bits, { track }) => bits | track.open, open | subject.open) };
  });
}

/** Simulates every other reading of what the candidates came to; a reading that changes nothing is no reason. */
function otherReadings(
  subject: Subject,
  candidates: readonly Levels[],
  shown: readonly Shown[],
  run: { readonly clock: Clock; readonly period: Period },
): readonly { readonly reasons: readonly Reason[]; readonly tallies: readonly Tally[] }[] {
  const found = candidates.map(() => ({ reasons: [] as Reason[], tallies: [] as Tally[] }));
  const open = shown.reduce((bits, each) => bits | each.open, 0);
  for (const { code, others, text } of questionsIn(open)) {
    const tried = others.map((other) => {
      const reading = { ...firstReading, ...other };
      return runLevels(subject, candidates, { clock: run.clock, reading }, run.period);
    });
    found.forEach(({ reasons, tallies }, index) => {
      const here = tried.flatMap((each) => each[index]?.outcome.tally ?? []);
      const before = shown[index]?.outcome.tally;
      if (before && differ([before, ...here])) reasons.push({ code, text });
      tallies.push(...here);
    });
  }
  return found;
}

const differ = (tallies: readonly Tally[]): boolean => spreads(rangeOf(tallies));

/** The reason that a result has whose phases of the clock see different points. */
export const phaseReason = (phases: number): Reason => ({
  code: "phase",
  text: `It depends on when in its interval it is evaluated: ${phases} phases of the clock see different points.`,
});

/** Why a result stands for a part of what was asked for; empty when the history covers all of it. */
export function coverageReasons({ from, to }: Period, clock: Clock): readonly Reason[] {
  const [first, end] = [clock.first, timeOf(clock, clock.count)];
  const [start, stop] = [Math.max(from, first), Math.min(to, end)];
  const asked = (to === Infinity ? end : to) - (from === -Infinity ? first : from);
  // The first and the last evaluation stand up to one interval inside.
  if (asked - (stop - start) < 2 * clock.every) return [];
  const share = Math.max(0, Math.floor(((stop - start) / asked) * 100));
  return [{ code: "history", text: `The history covers ${share} % of the time that was asked for.` }];
}

/** Datadog does not say at which interval its alerts read points; up to this one it makes no visible difference. */
const closeInterval = 20;

/** Why points of an interval are only close to what the provider evaluates; empty when they are as good. */
export function intervalReasons(step: number): readonly Reason[] {
  if (step <= closeInterval) return [];
  return [
    { code: "input-interval", text: `One point stands for ${step} s; the provider may read finer ones.` },
  ];
}
