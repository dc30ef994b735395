import type { Problem } from "../model/problem";
import type { Plan } from "../plan/types";
import type { ShardStack } from "./request";

/** The stacks of an environment in the order of deployment: what services share comes first. */
export function shardStacks(
  environment: string,
  { guardrails }: Pick<Plan, "guardrails">,
  layout: "one" | "shards",
): readonly ShardStack[] {
  const usesSentry = (shard: string | null): boolean =>
    guardrails.some(({ kind, service }) => kind === "sentry-rule" && (shard === null || service === shard));
  const shards = layout === "one" ? [null] : [...new Set(guardrails.map(({ service }) => service))];
  return shards.map((shard) => ({
    stack: shard === null ? environment : `${environment}.${shard}`,
    shard,
    usesSentry: usesSentry(shard),
  }));
}

/** Stacks that an environment has and objects that were written before lack, and the other way round. */
export function shardProblems(
  objects: readonly unknown[],
  expected: readonly ShardStack[],
): readonly Problem[] {
  const found = objects.flatMap((each) => stackIn(each) ?? []);
  const wanted = expected.map(({ stack }) => stack);
  const problem = (value: string, rule: string): Problem => ({
    code: "operator/shards",
    path: "spec.stack",
    value,
    rule,
    remedy: "Write the file again with `belfry operator`, in the layout that the backend has.",
  });
  return [
    ...wanted
      .filter((each) => !found.includes(each))
      .map((each) => problem(each, "the environment has this stack, and no Stack here deploys it.")),
    ...found
      .filter((each) => !wanted.includes(each))
      .map((each) => problem(each, "a Stack here deploys it, and the environment has no such stack.")),
  ];
}

/** Name of the stack without its owner. */
function stackIn(value: unknown): string | null {
  const { kind, spec } = (value ?? {}) as {
    readonly kind?: unknown;
    readonly spec?: { readonly stack?: unknown };
  };
  if (kind !== "Stack" || typeof spec?.stack !== "string") return null;
  return spec.stack.split("/").pop() ?? null;
}
