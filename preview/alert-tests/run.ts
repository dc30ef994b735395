import type { Problem } from "../../model/problem";
import type { Among, Replayed } from "../history/wanted";
import { groupName } from "../simulator/history";
import type { History } from "../simulator/history";
import type { Notification, Simulated, State } from "../simulator/result";
import { triedAlert, type TriedAlert } from "./alert";
import { betweenEvaluations, impossible, lateProblems } from "./expectations";
import { countedKinds, type GroupTags } from "./form";
import { given, type Misfit } from "./given";
import type { AlertTest, PlacedExpectation } from "./read";

/** An expectation that was not met. */
export interface Failure {
  /** Its line in the file. */
  readonly line: number;
  /** The alert of which it was not met. */
  readonly guardrail: string;
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
  /** What was compared with the levels, as a part of a sentence. */
  readonly compared: string;
  /** The points around that time: those before it, as the alert sees them, then those after it. */
  readonly around: readonly { readonly before: readonly number[]; readonly after: readonly number[] }[];
}

/** What became of a test. */
export interface Outcome {
  /** The expectations that were not met; empty when it passed. */
  readonly failures: readonly Failure[];
  /** What Datadog's documentation leaves open in it. */
  readonly doubts: readonly string[];
}

/** What became of a test, or all that keeps it from being run. */
export type Ran =
  | { readonly ok: true; readonly value: Outcome }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Runs a test on one of its alerts. */
export function runTest(test: AlertTest, guardrail: Replayed, among: Among): Ran {
  const run = prepared(test, guardrail, among);
  if ("problems" in run) return { ok: false, problems: run.problems };
  const failures = run.expectations.flatMap((each) => explained(each, unmet(each, run), run));
  // Its points are what a test says: an interval is no doubt, other readings of the documentation are.
  const open = run.simulation.reasons.filter(
    ({ code }) => code === "silent-documentation" || code === "percentile",
  );
  return { ok: true, value: { failures, doubts: open.map(({ text }) => text) } };
}

/** Whether a test on one of its alerts passes, without saying why not; undefined where it cannot be run. */
export function passes(test: AlertTest, guardrail: Replayed, among: Among): boolean | undefined {
  const run = prepared(test, guardrail, among);
  return "problems" in run ? undefined : run.expectations.every((each) => unmet(each, run).length === 0);
}

interface Run {
  readonly id: string;
  readonly test: AlertTest;
  readonly alert: TriedAlert;
  readonly history: History;
  readonly simulation: Simulated;
  /** Those that concern this alert. */
  readonly expectations: readonly PlacedExpectation[];
}

function prepared(
  test: AlertTest,
  guardrail: Replayed,
  among: Among,
): Run | { readonly problems: readonly Problem[] } {
  const { id } = guardrail;
  const tried = triedAlert(guardrail, among, test.as);
  if (!tried.ok) return refused(test, "guardrail", tried.why);
  const alert = tried.value;
  const expectations = test.expect.filter((each) => each.guardrail === undefined || each.guardrail === id);
  const until = Math.max(...test.expect.map(({ at }) => at));
  const problems = [...lateProblems(test), ...impossible(expectations, { ...alert, id, test })];
  // A time that no test should reach must not be filled with points first.
  const gift = given(alert.reads, { ...test, until: problems.length > 0 ? 0 : until });
  if ("misfits" in gift) problems.push(...gift.misfits.map((each) => misfitProblem(test, each)));
  if ("misfits" in gift || problems.length > 0) return { problems };
  const { history } = gift;
  const simulation = alert.simulate(history);
  if (simulation.verdict === "unsupported")
    return refused(test, "series", simulation.reasons.map(({ text }) => text).join(" "));
  const between = betweenEvaluations(expectations, { id, test }, simulation.clock);
  if (between.length > 0) return { problems: between };
  return { id, test, alert, history, simulation, expectations };
}

function refused(
  { file, guardrail, lines }: AlertTest,
  key: "guardrail" | "series",
  rule: string,
): { readonly problems: readonly Problem[] } {
  const problem: Problem = {
    code: `alert-test/${key}`,
    path: `${file}:${lines[key]} ${key}`,
    value: guardrail,
    rule,
    remedy: "`npx belfry plan --format json` shows what it reads; docs/alert-tests.md says what is tested.",
  };
  return { problems: [problem] };
}

const misfitProblem = (
  { file, guardrail, lines, series: all }: AlertTest,
  { series, why }: Misfit,
): Problem => ({
  code: "alert-test/series",
  path: `${file}:${(series === null ? undefined : all[series]?.line) ?? lines.series} series`,
  value: guardrail,
  rule: why,
  remedy: "Give each thing that it reads its points, such as { part: 1, values: 60x14 }; _ is a missing one.",
});

type Difference = Pick<Failure, "of" | "expected" | "got">;

function unmet(
  { at, group: tags, sent, sentNow, state }: PlacedExpectation,
  run: Run,
): readonly Difference[] {
  const { groups, notifications } = run.simulation.outcome;
  const found: Difference[] = [];
  const mine = notifications.filter((each) => concerns(each, tags));
  const compare = (of: Failure["of"], expected: string, got: string): void => {
    if (expected !== got) found.push({ of, expected, got });
  };
  if (state !== undefined) {
    const group = groupName(tags ?? {}, run.alert.by);
    const changes = groups.find((each) => each.group === group)?.transitions ?? [];
    compare("state", state, spelled(changes.filter(({ time }) => time <= at).at(-1)?.to ?? "gone"));
  }
  if (sent) compare("sent", counted(sent), counted(tally(mine.filter(({ time }) => time <= at))));
  if (sentNow) compare("sentNow", counted(sentNow), counted(tally(mine.filter(({ time }) => time === at))));
  return found;
}

function explained(
  expectation: PlacedExpectation,
  differences: readonly Difference[],
  { alert, history, id, simulation, test }: Run,
): readonly Failure[] {
  if (differences.length === 0) return [];
  const { at, line } = expectation;
  const group = groupName(expectation.group ?? {}, alert.by);
  const compared = alert.compared(history, { at, group, clock: simulation.clock });
  const around = aroundOf(test, expectation);
  return differences.map((each) => ({ ...each, line, guardrail: id, at, group, compared, around }));
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

const shown = 4;

function aroundOf({ interval, series }: AlertTest, { at, group }: PlacedExpectation): Failure["around"] {
  const next = Math.ceil(at / interval);
  const wanted = JSON.stringify(group ?? {});
  return series
    .filter(
      (each) => each.group === undefined || group === undefined || JSON.stringify(each.group) === wanted,
    )
    .map(({ values }) => ({
      before: [...values.subarray(Math.max(0, next - shown), next)],
      after: [...values.subarray(next, next + 2)],
    }));
}
