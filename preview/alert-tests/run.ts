import { groupName } from "../simulator/history";
import type { Notification, Simulated, State } from "../simulator/result";
import { simulate, windowsOf, type SimulatedMonitor } from "../simulator/simulate";
import type { SimulationOptions } from "../simulator/options";
import { countedKinds, type GroupTags } from "./form";
import { given, type Given } from "./given";
import type { Read } from "./notation";
import type { AlertTest, PlacedExpectation } from "./read";

/** An expectation that was not met. */
export interface Failure {
  /** Its line in the file. */
  readonly line: number;
  /** When, in seconds since the start. */
  readonly at: number;
  /** The group; `*` for a monitor without groups. */
  readonly group: string;
  /** What was looked at. */
  readonly of: "state" | "sent" | "sentNow";
  /** What the test expects. */
  readonly expected: string;
  /** What came out. */
  readonly got: string;
  /** The value that was compared with the levels; null where the window has none. */
  readonly value: number | null;
  /** The points around that time: those before it, as the monitor sees them, then those after it. */
  readonly around: readonly { readonly before: readonly number[]; readonly after: readonly number[] }[];
}

/** What became of a test. */
export interface Outcome {
  /** The expectations that were not met; empty when it passed. */
  readonly failures: readonly Failure[];
  /** What Datadog's documentation leaves open in it. */
  readonly doubts: readonly string[];
}

/** A test is evaluated at round times, and nothing was measured before it starts. */
const options: SimulationOptions = { phases: [0], startsEmpty: true };

/** Runs a test; a test that cannot be run says why. */
export function runTest(test: AlertTest, monitor: SimulatedMonitor): Read<Outcome> {
  if (monitor.query === null)
    return { ok: false, why: "nothing measures its signal yet, so it has no query." };
  const until = Math.max(...test.expect.map(({ at }) => at));
  const gift = given(monitor.query, { ...test, until });
  if (!gift.ok) return gift;
  const { history } = gift.value;
  const simulation = simulate(monitor, history, options);
  if (simulation.verdict === "unsupported")
    return { ok: false, why: simulation.reasons.map(({ text }) => text).join(" ") };
  const failures = test.expect.flatMap((expectation) =>
    unmet(expectation, { given: gift.value, monitor, simulation, test }),
  );
  // Its points are what a test says: an interval is no doubt, other readings of the documentation are.
  const open = simulation.reasons.filter(
    ({ code }) => code === "silent-documentation" || code === "percentile",
  );
  return { ok: true, value: { failures, doubts: open.map(({ text }) => text) } };
}

interface Run {
  readonly test: AlertTest;
  readonly monitor: SimulatedMonitor;
  readonly given: Given;
  readonly simulation: Simulated;
}

function unmet(expectation: PlacedExpectation, run: Run): readonly Failure[] {
  const { at, line, sent, sentNow, state } = expectation;
  const { groups, notifications } = run.simulation.outcome;
  const group = groupName(expectation.group ?? {}, run.given.by);
  const found: Pick<Failure, "of" | "expected" | "got">[] = [];
  const mine = notifications.filter((each) => concerns(each, expectation.group));
  const compare = (of: Failure["of"], expected: string, got: string): void => {
    if (expected !== got) found.push({ of, expected, got });
  };
  if (state !== undefined) {
    const changes = groups.find((each) => each.group === group)?.transitions ?? [];
    compare("state", state, spelled(changes.filter(({ time }) => time <= at).at(-1)?.to ?? "gone"));
  }
  if (sent) compare("sent", counted(sent), counted(tally(mine.filter(({ time }) => time <= at))));
  if (sentNow) compare("sentNow", counted(sentNow), counted(tally(mine.filter(({ time }) => time === at))));
  if (found.length === 0) return [];
  const seen = { line, at, group, value: valueAt(run, group, at), around: aroundOf(run.test, expectation) };
  return found.map((each) => ({ ...each, ...seen }));
}

const spelled = (state: State): string =>
  ({ "no data": "no-data", gone: "unknown" })[state as string] ?? state;

/** A notification may tell of several groups: it concerns those that have all of its tags. */
function concerns({ group }: Notification, tags: GroupTags | undefined): boolean {
  if (tags === undefined || group === "*") return true;
  const own = Object.entries(tags).map(([tag, value]) => `${tag}:${value}`);
  return group.split(",").every((each) => own.includes(each));
}

type Counts = Readonly<Partial<Record<(typeof countedKinds)[number], number>>>;

function tally(notifications: readonly Notification[]): Counts {
  return Object.fromEntries(
    countedKinds.map((kind) => [kind, notifications.filter((each) => each.kind === kind).length]),
  );
}

const counted = (counts: Counts): string =>
  countedKinds
    .flatMap((kind) => ((counts[kind] ?? 0) > 0 ? [`${kind} ${counts[kind] ?? 0}`] : []))
    .join(", ") || "nothing";

function valueAt({ given: { history }, monitor }: Run, group: string, at: number): number | null {
  const windows = windowsOf(monitor, history, options);
  if ("verdict" in windows) return null;
  const { clock, groups } = windows;
  const values = groups.find((each) => each.group === group)?.values;
  const value = values?.[Math.floor((at - clock.first) / clock.every)] ?? NaN;
  return Number.isNaN(value) ? null : value;
}

const shown = 4;

function aroundOf({ interval, series }: AlertTest, { at, group }: PlacedExpectation): Failure["around"] {
  const next = Math.ceil(at / interval);
  const wanted = JSON.stringify(group ?? {});
  return series
    .filter((each) => each.group === undefined || JSON.stringify(each.group) === wanted)
    .map(({ values }) => ({
      before: [...values.subarray(Math.max(0, next - shown), next)],
      after: [...values.subarray(next, next + 2)],
    }));
}
