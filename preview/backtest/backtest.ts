import type { Problem } from "../../model/problem";
import type { Guardrail, GuardrailKind, Plan } from "../../plan/types";
import { diffPlans } from "../diff";
import type { HistoryFolder } from "../history/folder";
import { isReplayed } from "../history/wanted";
import { hoursText, type WorkingHours } from "./hours";
import type { Ledger, LedgerResult } from "./ledger";
import { ledgerResults, pairsOf, playAll, toldOf, type GuardrailBacktest } from "./play";
import { Replays } from "./replays";
import { teamsOf, type TeamPages } from "./teams";

/** Version of the document: what reads it can tell whether it understands it. */
export const backtestVersion = 1;

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

/** Replays a plan, and the one before it, on the past that a folder holds. */
export async function backtestOf(
  inputs: BacktestInputs,
): Promise<{ readonly backtest: Backtest; readonly problems: readonly Problem[] }> {
  const { base, folder, head, hours, only } = inputs;
  const plans = { base: base?.plan ?? null, head };
  const pairs = pairsOf(plans, base === null ? [] : diffPlans(base.plan, head).changes).filter(
    ({ after, before }) => only === null || (after ?? before)?.id === only,
  );
  const { played, problems, withoutHistory } = await playAll(pairs, plans, new Replays(folder));
  const guardrails = played.map((each) => toldOf(each, hours));
  const backtest: Backtest = {
    schemaVersion: backtestVersion,
    stack: inputs.stack,
    base: base?.name ?? null,
    workingHours: hoursText(hours),
    guardrails,
    teams: teamsOf(guardrails, inputs.budget),
    ledger: ledgerResults(played, plans, inputs.ledger, only),
    withoutHistory,
    notReplayed: only === null ? notReplayed(head.guardrails) : [],
    unusedFiles: only === null ? folder.unused : [],
  };
  return { backtest, problems };
}

/** Alerts of kinds that no series of values decides. */
export function notReplayed(guardrails: readonly Guardrail[]): Backtest["notReplayed"] {
  const others = guardrails.filter((each) => "pages" in each && !isReplayed(each)).map(({ kind }) => kind);
  return [...new Set(others)].map((kind) => ({
    kind,
    guardrails: others.filter((each) => each === kind).length,
  }));
}
