import type { Problem } from "../../model/problem";
import type { Guardrail, Plan } from "../../plan/types";
import { decidingFields } from "../compare";
import type { HistoryFolder } from "../history/folder";
import { saidOfOrigin } from "../history/origin";
import { countedMonitor, objectiveOf, wantedBy, type Replayed } from "../history/wanted";
import type { History } from "../simulator/history";
import type { Simulation } from "../simulator/result";
import { replay } from "./replay";

/** What a past says of a guardrail. */
export interface PastOf {
  /** The past; null where no file is of this guardrail. */
  readonly history: History | null;
  /** What it would have done; null without a past. */
  readonly simulation: Simulation | null;
  /** Names of files that would serve: any of them that is missing. */
  readonly missing: readonly string[];
  /** What is wrong with the files that were read. */
  readonly problems: readonly Problem[];
}

/** Replays guardrails on one folder's past: what asks the same of the same files is replayed once. */
export class Replays {
  private readonly folder: HistoryFolder;
  private readonly made = new Map<string, Promise<PastOf>>();
  private readonly madeUp: string | null;
  private asked = new Set<string>();

  constructor(folder: HistoryFolder) {
    this.folder = folder;
    this.madeUp = saidOfOrigin(folder.origin);
  }

  /**
   * What a guardrail of a plan would have done.
   *
   * @param id - under which its file is looked for; null where a file of that name would hold another query
   */
  of(guardrail: Replayed, plan: Plan, id: string | null): Promise<PastOf> {
    const key = `${id ?? ""}\n${askedBy(guardrail, plan)}`;
    const making = this.made.get(key) ?? this.make(guardrail, plan, id);
    this.made.set(key, making);
    this.asked.add(key);
    return making;
  }

  /** Forgets what nobody asked for since the last call, so that a watch does not grow with each edit. */
  forgetUnasked(): void {
    for (const key of this.made.keys()) if (!this.asked.has(key)) this.made.delete(key);
    this.asked = new Set();
  }

  private async make(guardrail: Replayed, plan: Plan, id: string | null): Promise<PastOf> {
    const { history, missing, problems } = await this.folder.historyOf(id, wantedBy(guardrail, plan));
    const readable = history !== null && problems.length === 0;
    const simulation = readable ? noted(replay(guardrail, plan, history), this.madeUp) : null;
    return { history, missing, problems, simulation };
  }
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

/** All of a guardrail, and of what it watches, that can decide what it would have done. */
function askedBy(guardrail: Replayed, plan: Plan): string {
  const objective = guardrail.kind === "burn-rate" ? objectiveOf(guardrail, plan) : undefined;
  const monitor = objective && countedMonitor(objective, plan);
  return JSON.stringify([guardrail, objective, monitor].map((each) => each && deciding(each)));
}

const deciding = (guardrail: Guardrail): readonly unknown[] => [
  guardrail.kind,
  ...decidingFields(guardrail.kind).map((field) => [
    field,
    (guardrail as unknown as Readonly<Record<string, unknown>>)[field],
  ]),
];
