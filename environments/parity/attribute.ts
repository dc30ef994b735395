import { isDeepStrictEqual } from "node:util";

import type { Environment } from "../../model/environment";
import { buildPlan, type PlanInputs } from "../../plan/build";
import type { Plan } from "../../plan/types";
import { diffPlans, type PlanDiff } from "../../preview/diff";

/** A field of an environment that can decide what is deployed. The others say when it is checked, and when it goes. */
export type EnvironmentField = Exclude<keyof Environment, "asOf" | "clonedFrom" | "expires" | "protected">;

/** What one field of an environment makes of a plan. */
export interface Step extends PlanDiff {
  /** The field in which the two environments differ. */
  readonly cause: EnvironmentField;
}

/** How one environment becomes another. */
export interface Attribution {
  /** The plan of the one. */
  readonly from: Plan;
  /** What each field makes of it, in the order in which they are turned. */
  readonly steps: readonly Step[];
  /** The plan of the other. */
  readonly to: Plan;
}

/**
 * The order in which one environment becomes the other. A name comes first, since others speak of what it makes; changed
 * values come late, since they change what the fields before them made.
 */
const order: readonly EnvironmentField[] = [
  "name",
  "services",
  "settings",
  "pager",
  "pages",
  "probeSlowdown",
  "backups",
  "scale",
  "relax",
  "overrides",
  "waivers",
];

/**
 * Tells of every difference between two environments which of their fields makes it. A plan is a function of its inputs,
 * so one environment is turned into the other field by field, and what a step changes is what that field does.
 *
 * @param inputs - services and the environment to begin with
 * @param to - the environment to end with
 */
export function attribute(inputs: PlanInputs, to: Environment): Attribution {
  const steps: Step[] = [];
  let environment: Environment = inputs.environment;
  const from = buildPlan(inputs);
  let plan = from;
  for (const cause of order) {
    if (isDeepStrictEqual(environment[cause], to[cause])) continue;
    environment = { ...environment, [cause]: to[cause] };
    const next = buildPlan({ ...inputs, environment });
    steps.push({ cause, ...diffPlans(plan, next) });
    plan = next;
  }
  return { from, steps, to: plan };
}
