import type { Problem } from "../../model/problem";
import type { Guardrail, Plan } from "../../plan/types";
import { summaryOf } from "../../report/summary";
import type { PlanDiff } from "../diff";
import { isReplayed, wantedBy, type Replayed } from "../history/wanted";
import type { History } from "../simulator/history";
import { unsupported, type Reason, type Simulation } from "../simulator/result";
import { figuresOf, type Figures } from "./figures";
import type { WorkingHours } from "./hours";
import { changedIncidents, type IncidentChange } from "./incidents";
import { detectionOf, type Ledger, type LedgerResult } from "./ledger";
import type { Replays } from "./replays";

/** An alert before and after a change. */
export interface Pair {
  /** Before; null without a plan to compare with, and where it is new. */
  readonly before: Replayed | null;
  /** After, or as it is; null where it is gone. */
  readonly after: Replayed | null;
}

/** A pair with what it would have done. */
export interface Played extends Pair {
  /** Before. */
  readonly was: Simulation | null;
  /** After. */
  readonly is: Simulation | null;
  /** The past of the alert after the change; of the one before it where it is gone, or only that one's is there. */
  readonly history: History | null;
}

/** What one side of a backtest says of a guardrail. */
export interface Replay {
  /** Whether the numbers can be relied on. */
  readonly verdict: Simulation["verdict"];
  /** Why they are not exact, or not there. */
  readonly reasons: readonly Reason[];
  /** The numbers; null where they are not there. */
  readonly figures: Figures | null;
}

/** One guardrail, replayed. */
export interface GuardrailBacktest extends IncidentChange {
  /** Its id. */
  readonly id: string;
  /** Its team, as its tag names it. */
  readonly team: string;
  /** What it watches. */
  readonly title: string;
  /** What it does, in a few words; after the change where it is still there. */
  readonly summary: string;
  /** Before the change; null without one to compare with, and where it is new. */
  readonly before: Replay | null;
  /** After the change, or as it is; null where it is gone. */
  readonly after: Replay | null;
}

/** The two plans that are replayed. */
export interface Plans {
  /** The plan before; null without one. */
  readonly base: Plan | null;
  /** The plan after, or as it is. */
  readonly head: Plan;
}

/** Each alert of either plan with itself in the other, under its new id. */
export function pairsOf({ base, head }: Plans, changes: PlanDiff["changes"]): readonly Pair[] {
  const after = head.guardrails.filter(isReplayed);
  if (base === null) return after.map((each) => ({ before: null, after: each }));
  const oldIds = new Map(
    changes.flatMap((each) => (each.before && each.after ? [[each.after.id, each.before.id]] : [])),
  );
  const byId = new Map(base.guardrails.filter(isReplayed).map((each) => [each.id, each]));
  const added = new Set(changes.flatMap((each) => (each.before === null ? (each.after?.id ?? []) : [])));
  const both = after.map((each) => ({
    before: added.has(each.id) ? null : (byId.get(oldIds.get(each.id) ?? each.id) ?? null),
    after: each,
  }));
  const gone = changes.flatMap((each) =>
    each.after === null && each.before && isReplayed(each.before) ? [each.before] : [],
  );
  return [...both, ...gone.map((each) => ({ before: each, after: null }))];
}

/** What became of the pairs. */
export interface PlayedPairs {
  /** Those of which there is a past. */
  readonly played: readonly Played[];
  /** Those after the change without one, each with the files that would hold it. */
  readonly withoutHistory: readonly { readonly id: string; readonly files: readonly string[] }[];
  /** What is wrong with the files that were read, each once. */
  readonly problems: readonly Problem[];
}

/** Replays pairs one after the other. */
export async function playAll(pairs: readonly Pair[], plans: Plans, replays: Replays): Promise<PlayedPairs> {
  const problems = new Map<string, Problem>();
  const played: Played[] = [];
  const withoutHistory: { id: string; files: readonly string[] }[] = [];
  for (const pair of pairs) {
    const { files, result, wrong } = await play(pair, plans, replays);
    for (const each of wrong) problems.set(JSON.stringify(each), each);
    if (result) played.push(result);
    else if (pair.after) withoutHistory.push({ id: pair.after.id, files });
  }
  return { played, withoutHistory, problems: [...problems.values()] };
}

interface Play {
  readonly result: Played | null;
  readonly files: readonly string[];
  readonly wrong: readonly Problem[];
}

async function play({ after, before }: Pair, { base, head }: Plans, replays: Replays): Promise<Play> {
  const found = after && (await replays.of(after, head, after.id));
  const old = before && base && (await replays.of(before, base, nameOfOld(before, base, after, head)));
  const wrong = [...(found?.problems ?? []), ...(old?.problems ?? [])];
  const files = found?.missing ?? [];
  const nothing = !found?.history && !old?.history;
  if (nothing || wrong.length > 0) return { result: null, files, wrong };
  const was =
    old &&
    (old.simulation ??
      unsupported("history", "Its query was another one, of which no file named by its hash is there."));
  const is = found && (found.simulation ?? unsupported("history", "No file holds the past of its query."));
  return {
    result: { before, after, was, is, history: found?.history ?? old?.history ?? null },
    files,
    wrong,
  };
}

/** A file with the guardrail's name holds the query as it is now. */
function nameOfOld(before: Replayed, base: Plan, after: Replayed | null, head: Plan): string | null {
  if (after === null) return before.id;
  const same = JSON.stringify(wantedBy(before, base)) === JSON.stringify(wantedBy(after, head));
  return same ? after.id : null;
}

/** A pair in numbers. */
export function toldOf({ after, before, is, was }: Played, hours: WorkingHours): GuardrailBacktest {
  const [shown] = [after, before].filter((each) => each !== null);
  const changed =
    was && is && was.verdict !== "unsupported" && is.verdict !== "unsupported"
      ? changedIncidents(was, is)
      : { gained: [], lost: [] };
  return {
    id: shown?.id ?? "",
    team: shown ? teamOf(shown) : "",
    title: shown?.title ?? "",
    summary: shown ? summaryOf(shown) : "",
    before: before && was && replayOf(before, was, hours),
    after: after && is && replayOf(after, is, hours),
    ...changed,
  };
}

/** The team of a guardrail, as its tag names it. */
export const teamOf = ({ service, tags }: Guardrail): string =>
  tags.find((tag) => tag.startsWith("team:"))?.slice("team:".length) ?? service;

const replayOf = (guardrail: Replayed, simulation: Simulation, hours: WorkingHours): Replay => ({
  verdict: simulation.verdict,
  reasons: simulation.reasons,
  figures: simulation.verdict === "unsupported" ? null : figuresOf(guardrail, simulation, hours),
});

/** What became of the incidents of a ledger, of one guardrail or of all. */
export function ledgerResults(
  played: readonly Played[],
  { base, head }: Plans,
  ledger: Ledger | null,
  only: string | null,
): readonly LedgerResult[] {
  const results = ledger?.incidents ?? [];
  return results.flatMap((incident) =>
    incident.guardrails
      .filter(({ id }) => only === null || id === only)
      .map(({ id, within }) => {
        const found = played.find((each) => each.after?.id === id || each.before?.id === id);
        const unknown = (plan: Plan): string | null =>
          plan.guardrails.some((each) => each.id === id) ? "No file holds its past." : null;
        const detect = (simulation: Simulation | string | null) => detectionOf(simulation, incident, within);
        return {
          incident: incident.name,
          id,
          within,
          before: base && detect(found ? found.was : unknown(base)),
          after: detect(found ? found.is : unknown(head)),
        };
      }),
  );
}
