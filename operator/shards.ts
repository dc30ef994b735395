import type { Environment } from "../model/environment";
import type { Problem } from "../model/problem";
import type { Plan } from "../plan/types";
import { planOfShard, shardOf, shardStacksOf } from "../stacks/shard";
import type { ShardStack } from "./request";

/** An environment as its file says it, and what it deploys. */
export interface PlannedEnvironment {
  /** Name of the environment's file, and of its stack where it is one. */
  readonly name: string;
  /** The environment, of which the services are read. */
  readonly environment: Pick<Environment, "services">;
  /** What it deploys. */
  readonly plan: Plan;
}

/** The stacks of an environment in the order of deployment. */
export function shardStacks(
  { environment, name, plan }: PlannedEnvironment,
  layout: "one" | "shards",
): readonly ShardStack[] {
  const stacks = layout === "one" ? [name] : shardStacksOf(name, environment.services);
  return stacks.map((stack) => ({
    stack,
    usesSentry: planOfShard(plan, shardOf(stack)).guardrails.some(({ kind }) => kind === "sentry-rule"),
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

/** Objects by which what nothing may remove would be gone with its Stack. */
export const unprotectedProblems = (objects: readonly unknown[]): readonly Problem[] =>
  objects.flatMap((each): readonly Problem[] => {
    const stack = stackIn(each);
    const { destroyOnFinalize } =
      ((each ?? {}) as { readonly spec?: { readonly destroyOnFinalize?: unknown } }).spec ?? {};
    if (stack === null || destroyOnFinalize !== true) return [];
    return [
      {
        code: "operator/protected",
        path: `${stack} spec.destroyOnFinalize`,
        value: "true",
        rule: "the environment is protected, and whoever deletes this Stack would remove all that it deploys.",
        remedy: "Write false, or belfry:protected: false in the environment's file where nobody is paged.",
      },
    ];
  });

/** Name of the stack without its owner. */
function stackIn(value: unknown): string | null {
  const { kind, spec } = (value ?? {}) as {
    readonly kind?: unknown;
    readonly spec?: { readonly stack?: unknown };
  };
  if (kind !== "Stack" || typeof spec?.stack !== "string") return null;
  return spec.stack.split("/").pop() ?? null;
}
