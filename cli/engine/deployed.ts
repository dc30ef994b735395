import { nameIn } from "../../preview/deployed/state";
import type { StackExport } from "../../recovery/deployment";
import type { Plan } from "../../plan/types";

/** What a state says is deployed, counted. */
export interface Deployed {
  /** Resources at providers, by type. */
  readonly byType: ReadonlyMap<string, number>;
  /** Ids of the plan's guardrails whose component is in the state. */
  readonly guardrails: ReadonlySet<string>;
}

/** Counts what a state holds: guardrails are found by their component's logical name, which is their id. */
export function deployedOf({ deployment }: StackExport, plan: Plan): Deployed {
  const ids = new Set(plan.guardrails.map(({ id }) => id));
  const byType = new Map<string, number>();
  const guardrails = new Set<string>();
  for (const { custom, type, urn } of deployment.resources ?? []) {
    const name = nameIn(urn);
    if (custom && !type.startsWith("pulumi:")) byType.set(type, (byType.get(type) ?? 0) + 1);
    if (!custom && ids.has(name)) guardrails.add(name);
  }
  return { byType, guardrails };
}
