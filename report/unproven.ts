import type { Plan } from "../plan/types";

/** A promise of a runbook that nothing shows to be kept. */
export interface Unproven {
  /** Guardrail and promise, such as `shop/database-backup.recoveryPoint`. */
  readonly path: string;
  /** What is promised, with its unit. */
  readonly promised: string;
  /** Why nothing shows it. */
  readonly because: string;
  /** What the runbook's owner is asked. */
  readonly ask: string;
}

/** The promises of a plan that wait for an answer of their runbook's owner. */
export function unprovenPromises({ guardrails }: Plan): readonly Unproven[] {
  return guardrails.flatMap(({ id, sources }) =>
    sources
      .filter(({ field, stated }) => field.endsWith(".keptBy") && stated === "unproven")
      .map(({ ask, because, field }) => {
        const promise = field.replace(/\.keptBy$/, "");
        const objective = sources.filter((each) => each.field === `${promise}.objective`).at(-1);
        return {
          path: `${id}.${promise}`,
          promised: objective?.stated ?? "",
          because: because ?? "",
          ask: ask ?? "",
        };
      }),
  );
}
