import * as pulumi from "@pulumi/pulumi";

import type { Plan } from "../../plan/types";
import { keyOf, type StateIndex } from "../../preview/deployed/state";
import { declarePlan } from "../../stacks/declare-plan";

/** A resource as the program declares it for a plan. */
export interface Registered {
  /** Type token, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** What the program asks for. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * The resources that the program declares for a plan, by type and name, without an engine: where one refers to another,
 * it gets the id and the outputs that the state has for that.
 */
export async function registeredFor(plan: Plan, state: StateIndex): Promise<ReadonlyMap<string, Registered>> {
  const found = new Map<string, Registered>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ custom = true, inputs, name, type }) => {
        const asked = inputs as Registered["inputs"];
        const known = state.get(keyOf(type, name));
        if (custom) found.set(keyOf(type, name), { type, name, inputs: asked });
        return { id: known?.id ?? `${name}-id`, state: { ...asked, ...known?.outputs } };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    "belfry",
    plan.environment,
  );
  await declarePlan(plan);
  await pulumi.runtime.disconnect();
  return found;
}
