import type { StackExport } from "../../recovery/deployment";
import { knownServices } from "../../stacks/load-plan";
import { shardOf, shardStacksOf } from "../../stacks/shard";

/** The stacks of one environment in the order in which one stack has what they hold: what services share comes first. */
export function inOrder(stacks: readonly string[]): readonly string[] {
  const order = (stack: string): number =>
    shardStacksOf(
      shardOf(stack).environment,
      knownServices.map(({ name }) => name),
    ).indexOf(stack);
  return [...stacks].sort((one, other) => order(one) - order(other) || (one < other ? -1 : 1));
}

/** The states of an environment's stacks as one: in either layout a resource has the same type and name. */
export function mergedExport(exports: readonly StackExport[]): StackExport {
  const [first = { version: 3, deployment: {} }, ...others] = exports;
  if (others.length === 0) return first;
  return {
    ...first,
    deployment: {
      ...first.deployment,
      resources: exports.flatMap(({ deployment }) => deployment.resources ?? []),
      pending_operations: exports.flatMap(({ deployment }) => deployment.pending_operations ?? []),
    },
  };
}

/** The plans that an environment's stacks export as one; a plan of another form stays what it is. */
export function mergedPlan(plans: readonly unknown[]): unknown {
  const [first, ...others] = plans;
  if (others.length === 0 || !plans.every(hasGuardrails)) return first;
  return { ...(first as object), guardrails: plans.flatMap(({ guardrails }) => guardrails) };
}

const hasGuardrails = (plan: unknown): plan is { readonly guardrails: readonly unknown[] } =>
  typeof plan === "object" && plan !== null && "guardrails" in plan && Array.isArray(plan.guardrails);
