import type { Problem } from "../../model/problem";
import type { Guardrail, Plan } from "../../plan/types";
import type { PlanDiff } from "../diff";
import { isReplayed } from "../history/wanted";
import type { ChangeBacktest, StackBacktest } from "../schema";
import { mostIncidents } from "../schema-backtest";
import type { Simulation } from "../simulator/result";
import { notReplayed } from "./backtest";
import { chartOf } from "./chart";
import type { Figures, Ranged } from "./figures";
import { hoursText, type WorkingHours } from "./hours";
import { isLost, ledgerProblems, type Ledger } from "./ledger";
import {
  ledgerResults,
  pairsOf,
  playAll,
  teamOf,
  toldOf,
  type GuardrailBacktest,
  type Pair,
  type Played,
} from "./play";
import type { Replays } from "./replays";
import { budgetProblems, exceeds, teamsOf } from "./teams";

/** What the past of an environment says of a change. */
export interface PlanBacktest {
  /** What each changed alert would have done, by its {@link keyOf} after the change. */
  readonly changes: ReadonlyMap<string, ChangeBacktest>;
  /** What they mean together. */
  readonly stack: StackBacktest;
  /** What is worse than before and should not be: a team over its budget, an incident that is no longer told in time. */
  readonly problems: readonly Problem[];
}

/** What a preview's backtest is made of. */
export interface PlanBacktestInputs {
  /** The plan before. */
  readonly base: Plan;
  /** The plan after. */
  readonly head: Plan;
  /** In what the two differ. */
  readonly changes: PlanDiff["changes"];
  /** The past. */
  readonly past: {
    /** Where it was read, as a reader knows the place. */
    readonly source: string;
    /** Whether it was made up. */
    readonly made: boolean;
    /** What replays on it. */
    readonly replays: Replays;
  };
  /** The hours that are not off-hours. */
  readonly hours: WorkingHours;
  /** Pages that a team can bear in a week. */
  readonly budget: number;
  /** Incidents that must be told, and the file that says so; null without a ledger. */
  readonly ledger: (Ledger & { readonly file: string }) | null;
}

/**
 * Replays what a change touches, and what else counts for it: alerts that page its teams, and those of the ledger. Null
 * where nothing that alerts on values changes, or nothing of its past is there.
 */
export async function planBacktestOf(
  inputs: PlanBacktestInputs,
): Promise<{ readonly backtest: PlanBacktest | null; readonly problems: readonly Problem[] }> {
  const { changes, hours, ledger, past } = inputs;
  const changed = alertsIn(changes);
  if (changed.size === 0) return { backtest: null, problems: [] };
  const all = pairsOf(inputs, changes);
  const counting = all.filter(countsFor(inputs, all, changed));
  const { played, problems, withoutHistory } = await playAll(counting, inputs, past.replays);
  if (played.length === 0) return { backtest: null, problems };
  const pairs = played.map((each) => ({ ...each, told: toldOf(each, hours) }));
  const touched = pairs.filter((each) => changed.has(keyOfPair(each)));
  const stack = stackBacktestOf({ pairs, touched, withoutHistory: withoutHistory.length }, inputs);
  const backtest: PlanBacktest = {
    changes: new Map(touched.map((each) => [keyOfPair(each), changeBacktestOf(each, inputs)])),
    stack,
    problems: [
      ...budgetProblems(stack.teams.filter((each) => each.exceeds)),
      ...ledgerProblems(ledger?.file ?? "", stack.ledger),
    ],
  };
  return { backtest, problems };
}

/** The alerts in which more than words differ. */
const alertsIn = (changes: PlanDiff["changes"]): ReadonlySet<string> =>
  new Set(
    changes
      .filter(({ classes }) => classes[0] !== "text-only")
      .filter(({ after, before }) => [after, before].some((each) => each !== null && isReplayed(each)))
      .map(keyOfPair),
  );

/** What tells guardrails of a plan apart: one that becomes another kind is another one. */
export const keyOf = ({ id, kind }: Pick<Guardrail, "id" | "kind">): string => `${kind} ${id}`;

const keyOfPair = ({
  after,
  before,
}: {
  readonly before: Guardrail | null;
  readonly after: Guardrail | null;
}) => keyOf(after ?? before ?? { id: "", kind: "monitor" });

/** Only alerts that page count against a budget, and only a team of which an alert changes can come to exceed it. */
function countsFor(
  { ledger }: PlanBacktestInputs,
  all: readonly Pair[],
  changed: ReadonlySet<string>,
): (pair: Pair) => boolean {
  const sides = ({ after, before }: Pair) => [before, after].filter((each) => each !== null);
  const teams = new Set(
    all.filter((each) => changed.has(keyOfPair(each))).flatMap((each) => sides(each).map(teamOf)),
  );
  const named = new Set(ledger?.incidents.flatMap(({ guardrails }) => guardrails.map(({ id }) => id)));
  return (pair) =>
    changed.has(keyOfPair(pair)) ||
    sides(pair).some((each) => named.has(each.id) || (each.pages && teams.has(teamOf(each))));
}

/** A pair that was replayed, with its numbers. */
interface Told extends Played {
  readonly told: GuardrailBacktest;
}

function changeBacktestOf({ told, ...played }: Told, { base, head }: PlanBacktestInputs): ChangeBacktest {
  const { after, before, gained, lost } = told;
  const sides = [before, after].filter((each) => each !== null);
  const reasons = new Map(sides.flatMap((each) => each.reasons).map((each) => [each.text, each]));
  const more = (count: number): number => Math.max(0, count - mostIncidents);
  return {
    verdict: worstOf(sides.map(({ verdict }) => verdict)),
    reasons: [...reasons.values()],
    before: before?.figures ?? null,
    after: after?.figures ?? null,
    gained: gained.slice(0, mostIncidents),
    lost: lost.slice(0, mostIncidents),
    omittedIncidents: { gained: more(gained.length), lost: more(lost.length) },
    chart: chartOf(played, played.after === null ? base : head),
  };
}

const byTrust = ["unsupported", "approximate", "exact"] as const;

const worstOf = (verdicts: readonly Simulation["verdict"][]): Simulation["verdict"] =>
  byTrust.find((each) => verdicts.includes(each)) ?? "unsupported";

interface Outcome {
  readonly pairs: readonly Told[];
  readonly touched: readonly Told[];
  readonly withoutHistory: number;
}

function stackBacktestOf(
  { pairs, touched, withoutHistory }: Outcome,
  inputs: PlanBacktestInputs,
): StackBacktest {
  const { budget, head, hours, ledger, past } = inputs;
  const ends = (side: "from" | "to"): readonly number[] =>
    pairs.flatMap(({ history }) => history?.[side] ?? []);
  return {
    source: past.source,
    made: past.made,
    from: Math.min(...ends("from")),
    until: Math.max(...ends("to")),
    workingHours: hoursText(hours),
    pagesPerWeek: pagesOf(touched),
    teams: teamsOf(
      pairs.map(({ told }) => told),
      budget,
    ).map((each) => ({ ...each, before: each.before ?? 0, exceeds: exceeds(each) })),
    ledger: ledgerResults(pairs, inputs, ledger, null).flatMap((each) =>
      each.before === null ? [] : [{ ...each, before: each.before, lost: isLost(each) }],
    ),
    replayed: pairs.length,
    withoutHistory,
    notReplayed: notReplayed(head.guardrails).reduce((sum, { guardrails }) => sum + guardrails, 0),
  };
}

/** Of the alerts that are known on both sides, where they have two. */
function pagesOf(touched: readonly Told[]): StackBacktest["pagesPerWeek"] {
  const known = touched
    .map(({ told }) => told)
    .filter(({ after, before }) => [before, after].every((each) => each === null || each.figures !== null));
  const sum = (side: "before" | "after"): Ranged =>
    known.map((each) => each[side]?.figures?.pagesPerWeek ?? none).reduce(plus, none);
  return { before: sum("before"), after: sum("after") };
}

const none: Figures["pagesPerWeek"] = { shown: 0, least: 0, most: 0 };

const plus = (one: Ranged, other: Ranged): Ranged => ({
  shown: one.shown + other.shown,
  least: one.least + other.least,
  most: one.most + other.most,
});
