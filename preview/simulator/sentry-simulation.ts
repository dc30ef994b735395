import { clockOf, distinctClocks, timeOf, type Clock } from "./clock";
import { phasesOf, type SimulationOptions } from "./options";
import { groupOutcome, tallyOf } from "./outcome";
import { rangeOf, spreads, unsupported, type Notification, type Outcome, type Simulation } from "./result";
import type { SentryValues } from "./sentry-values";
import type { Track } from "./states";
import { coverageReasons, phaseReason } from "./sweep-levels";

/** What going through the updates of a rule leaves behind. */
export interface Processed {
  /** Its changes of state. */
  readonly track: Track;
  /** What was sent, without the time. */
  readonly sent: readonly Omit<Notification, "time">[];
  /** At which update each was sent. */
  readonly sentAt: readonly number[];
}

/** A rule that takes one value after the other. */
export interface Updates {
  /** Its values. */
  readonly values: SentryValues;
  /** Seconds between two updates. */
  readonly every: number;
  /** Seconds of history that the first update needs. */
  readonly lead: number;
  /** How the simulation is run. */
  readonly options: SimulationOptions;
}

/** Goes through the updates at every phase of the clock that sees other points. */
export function simulateUpdates(
  { every, lead, options, values }: Updates,
  process: (values: Float64Array, clock: Clock) => Processed,
): Simulation {
  const { grid } = values;
  const reach = options.startsEmpty ? 0 : lead - grid.step;
  const period = { start: grid.start + reach, end: grid.start + grid.size * grid.step };
  const all = phasesOf(options, every).map((phase) => clockOf(period, every, phase));
  const clocks = distinctClocks(all, grid, { window: lead, delay: 0 });
  const [first] = clocks;
  if (!first || first.count === 0) return unsupported("history", "The history is shorter than one window.");
  const outcomes = clocks.map((clock) => outcomeAt(process(values.at(clock), clock), clock, options));
  const range = rangeOf(outcomes.map(({ tally }) => tally));
  const asked = { from: options.from ?? -Infinity, to: options.to ?? Infinity };
  const reasons = [
    ...values.reasons,
    ...coverageReasons(asked, first),
    ...(spreads(range) ? [phaseReason(clocks.length)] : []),
  ];
  return {
    verdict: reasons.length === 0 ? "exact" : "approximate",
    reasons,
    outcome: outcomes[0] ?? { groups: [], notifications: [], tally: tallyOf([], []) },
    range,
    clock: { first: first.first, every, evaluations: first.count, phases: clocks.length },
  };
}

function outcomeAt({ sent, sentAt, track }: Processed, clock: Clock, options: SimulationOptions): Outcome {
  const period = { from: options.from ?? -Infinity, to: options.to ?? Infinity };
  const groups = [groupOutcome("*", track, clock, period)];
  const notifications = sent
    .map((each, index) => ({ ...each, time: timeOf(clock, sentAt[index] ?? 0) }))
    .filter(({ time }) => time >= period.from && time < period.to);
  return { groups, notifications, tally: tallyOf(groups, notifications) };
}
