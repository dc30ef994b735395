import { setImmediate as afterPendingEvents } from "node:timers/promises";

import type * as pulumi from "@pulumi/pulumi";

import { ServiceGuardrails } from "../components/service-guardrails";
import type { Guardrail, Plan } from "../plan/types";

/**
 * Declares every resource of a plan, and nothing else does. What a service declares is sent before the next service is
 * declared, so that the engine compares the first while this process makes the others.
 */
export async function declarePlan({ guardrails }: Pick<Plan, "guardrails">): Promise<void> {
  let store: pulumi.Resource | undefined;
  for (const [service, own] of byService(guardrails)) {
    store = new ServiceGuardrails(service, { guardrails: own, store }).store ?? store;
    await afterPendingEvents();
  }
}

/** The guardrails of each service, in the plan's order: what services share comes first. */
function byService(guardrails: readonly Guardrail[]): ReadonlyMap<string, readonly Guardrail[]> {
  const groups = new Map<string, Guardrail[]>();
  for (const guardrail of guardrails) {
    const group = groups.get(guardrail.service);
    if (group) group.push(guardrail);
    else groups.set(guardrail.service, [guardrail]);
  }
  return groups;
}
