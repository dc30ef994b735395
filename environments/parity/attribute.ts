import type { Environment } from "../../model/environment";
import { buildPlan, type PlanInputs } from "../../plan/build";
import { diffPlans, type PlanDiff } from "../../preview/diff";

/** A field of an environment: what its file can say, resolved. */
export type EnvironmentField = keyof Environment;

/** What one field of an environment makes of a plan. */
export interface Step extends PlanDiff {
  /** The field in which the two environments differ. */
  readonly cause: EnvironmentField;
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
  "overrides",
  "waivers",
];

/**
 * Tells of every difference between two environments which of their fields makes it. A plan is a function of its inputs,
 * so one environment is turned into the other field by field, and what a step changes is what that field does. The day
 * for which plans are made decides nothing that is deployed, and is left out.
 *
 * @param inputs - services and the environment to begin with
 * @param to - the environment to end with
 */
export function attribute(inputs: PlanInputs, to: Environment): readonly Step[] {
  const steps: Step[] = [];
  let environment: Environment = inputs.environment;
  let plan = buildPlan(inputs);
  for (const cause of order) {
    if (JSON.stringify(environment[cause]) === JSON.stringify(to[cause])) continue;
    environment = { ...environment, [cause]: to[cause] };
    const next = buildPlan({ ...inputs, environment });
    steps.push({ cause, ...diffPlans(plan, next) });
    plan = next;
  }
  return steps;
}
