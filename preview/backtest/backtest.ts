import type { Problem } from "../../model/problem";
import type { Guardrail, GuardrailKind, Plan } from "../../plan/types";
import { summaryOf } from "../../report/summary";
import { diffPlans } from "../diff";
import type { HistoryFolder } from "../history/folder";
import { saidOfOrigin } from "../history/origin";
import { isReplayed, wantedBy, type Replayed } from "../history/wanted";
import type { Reason, Simulation } from "../simulator/result";
import { unsupported } from "../simulator/result";
import { figuresOf, type Figures } from "./figures";
import { hoursText, type WorkingHours } from "./hours";
import { changedIncidents, type IncidentChange } from "./incidents";
import { detectionOf, type Ledger, type LedgerResult } from "./ledger";
import { replay } from "./replay";
import { teamsOf, type TeamPages } from "./teams";

/** Version of the document: what reads it can tell whether it understands it. */
export const backtestVersion = 1;

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

/** A plan's past. */
export interface Backtest {
  /** Version of this document. */
  readonly schemaVersion: typeof backtestVersion;
  /** Environment. */
  readonly stack: string;
  /** What is compared with; null for nothing. */
  readonly base: string | null;
  /** The hours that are not off-hours. */
  readonly workingHours: string;
  /** Each guardrail of which there is a past, in the order of the plan. */
  readonly guardrails: readonly GuardrailBacktest[];
  /** Pages of each team, against its budget. */
  readonly teams: readonly TeamPages[];
  /** What became of the incidents of the ledger. */
  readonly ledger: readonly LedgerResult[];
  /** Guardrails without a past, each with the files that would hold it; none where nothing measures its signal. */
  readonly withoutHistory: readonly { readonly id: string; readonly files: readonly string[] }[];
  /** Alerts of kinds that no series of values decides. */
  readonly notReplayed: readonly { readonly kind: GuardrailKind; readonly guardrails: number }[];
  /** Files that no guardrail asked for. */
  readonly unusedFiles: readonly string[];
}

/** What a backtest is made of. */
export interface BacktestInputs {
  /** Environment. */
  readonly stack: string;
  /** The plan before, and what it was read from; null without one. */
  readonly base: { readonly name: string; readonly plan: Plan } | null;
  /** The plan after, or as it is. */
  readonly head: Plan;
  /** Id of the only guardrail to look at; null for all. */
  readonly only: string | null;
  /** The past. */
  readonly folder: HistoryFolder;
  /** The hours that are not off-hours. */
  readonly hours: WorkingHours;
  /** Pages that a team can bear in a week. */
  readonly budget: number;
  /** Incidents that must be told; null without a ledger. */
  readonly ledger: Ledger | null;
}

interface Pair {
  readonly before: Replayed | null;
  readonly after: Replayed | null;
}

interface Played extends Pair {
  readonly was: Simulation | null;
  readonly is: Simulation | null;
}

/** Replays a plan, and the one before it, on the past that a folder holds. */
export async function backtestOf(
  inputs: BacktestInputs,
): Promise<{ readonly backtest: Backtest; readonly problems: readonly Problem[] }> {
  const { base, folder, head, only } = inputs;
  const problems = new Map<string, Problem>();
  const played: Played[] = [];
  const withoutHistory: { id: string; files: readonly string[] }[] = [];
  for (const pair of pairsOf(base?.plan ?? null, head)) {
    if (only !== null && (pair.after ?? pair.before)?.id !== only) continue;
    const { files, result, wrong } = await play(pair, inputs);
    for (const each of wrong) problems.set(JSON.stringify(each), each);
    if (result) played.push(result);
    else if (pair.after) withoutHistory.push({ id: pair.after.id, files });
  }
  const guardrails = played.map((each) => toldOf(each, inputs));
  const backtest: Backtest = {
    schemaVersion: backtestVersion,
    stack: inputs.stack,
    base: base?.name ?? null,
    workingHours: hoursText(inputs.hours),
    guardrails,
    teams: teamsOf(guardrails, inputs.budget),
    ledger: ledgerOf(played, inputs),
    withoutHistory,
    notReplayed: only === null ? notReplayed(head.guardrails) : [],
    unusedFiles: only === null ? folder.unused : [],
  };
  return { backtest, problems: [...problems.values()] };
}

/** Each alert of either plan with itself in the other, under its new id. */
function pairsOf(base: Plan | null, head: Plan): readonly Pair[] {
  const after = head.guardrails.filter(isReplayed);
  if (base === null) return after.map((each) => ({ before: null, after: each }));
  const changes = diffPlans(base, head).changes;
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

interface Play {
  readonly result: Played | null;
  readonly files: readonly string[];
  readonly wrong: readonly Problem[];
}

async function play({ after, before }: Pair, { base, folder, head }: BacktestInputs): Promise<Play> {
  const now = after && wantedBy(after, head);
  const then = before && base && wantedBy(before, base.plan);
  const found = now && (await folder.historyOf(after.id, now));
  // A file with the guardrail's name holds the query as it is now.
  const same = then?.whole?.text === now?.whole?.text && JSON.stringify(then) === JSON.stringify(now);
  const old = same ? found : then && (await folder.historyOf(after ? null : before.id, then));
  const wrong = [...(found?.problems ?? []), ...(old?.problems ?? [])];
  const files = found?.missing ?? [];
  const nothing = !found?.history && !old?.history;
  if (nothing || wrong.length > 0) return { result: null, files, wrong };
  const madeUp = saidOfOrigin(folder.origin);
  const was =
    before && base
      ? old?.history
        ? noted(replay(before, base.plan, old.history), madeUp)
        : unsupported("history", "Its query was another one, of which no file named by its hash is there.")
      : null;
  const is =
    after &&
    (found?.history
      ? noted(replay(after, head, found.history), madeUp)
      : unsupported("history", "No file holds the past of its query."));
  return { result: { before, after, was, is }, files, wrong };
}

/** A result with what must be said of all of them: it is not exact then. */
function noted(simulation: Simulation, text: string | null): Simulation {
  if (text === null || simulation.verdict === "unsupported") return simulation;
  return {
    ...simulation,
    verdict: "approximate",
    reasons: [...simulation.reasons, { code: "history", text }],
  };
}

function toldOf({ after, before, is, was }: Played, { hours }: BacktestInputs): GuardrailBacktest {
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

const teamOf = ({ service, tags }: Guardrail): string =>
  tags.find((tag) => tag.startsWith("team:"))?.slice("team:".length) ?? service;

const replayOf = (guardrail: Replayed, simulation: Simulation, hours: WorkingHours): Replay => ({
  verdict: simulation.verdict,
  reasons: simulation.reasons,
  figures: simulation.verdict === "unsupported" ? null : figuresOf(guardrail, simulation, hours),
});

function ledgerOf(played: readonly Played[], { base, head, ledger, only }: BacktestInputs): LedgerResult[] {
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
          before: base && detect(found ? found.was : unknown(base.plan)),
          after: detect(found ? found.is : unknown(head)),
        };
      }),
  );
}

function notReplayed(guardrails: readonly Guardrail[]): Backtest["notReplayed"] {
  const others = guardrails.filter((each) => "pages" in each && !isReplayed(each)).map(({ kind }) => kind);
  return [...new Set(others)].map((kind) => ({
    kind,
    guardrails: others.filter((each) => each === kind).length,
  }));
}
