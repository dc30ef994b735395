import type { Plan, PlanSource } from "../plan/types";

/** A promise of a runbook that nothing shows to be kept. */
export interface Unproven {
  /** Guardrail and promise, such as `shop/database-backup.recoveryPoint` or `shop/on-call.unproven.high`. */
  readonly path: string;
  /** What is promised: a figure with its unit, or whom the escalation is to reach in time. */
  readonly promised: string;
  /** Why nothing shows it. */
  readonly because: string;
  /** What the runbook's owner is asked. */
  readonly ask: string;
}

/** The promises of a plan that wait for an answer of their runbook's owner. */
export function unprovenPromises({ guardrails }: Plan): readonly Unproven[] {
  return guardrails.flatMap(({ id, sources }) =>
    sources.flatMap((source) => {
      const { ask, because, field } = source;
      const promised = promisedBy(source, sources);
      if (promised === undefined) return [];
      const path = `${id}.${field.replace(/\.keptBy$/, "")}`;
      return [{ path, promised, because: because ?? "", ask: ask ?? "" }];
    }),
  );
}

/** What a source says to be unproven; undefined for every other source. */
function promisedBy({ field, stated }: PlanSource, sources: readonly PlanSource[]): string | undefined {
  if (field.startsWith("unproven.")) return stated ?? "";
  if (!field.endsWith(".keptBy") || stated !== "unproven") return undefined;
  const objective = field.replace(/\.keptBy$/, ".objective");
  return sources.filter((each) => each.field === objective).at(-1)?.stated ?? "";
}
