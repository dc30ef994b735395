import { nearest } from "../model/nearest";
import type { Problem } from "../model/problem";
import type { Service } from "../model/service";
import type { Plan } from "../plan/types";

/** Name of the shard that holds what services share. */
export const estateShard = "estate";

/** Which part of an environment a stack deploys. */
export interface Shard {
  /** Name of the environment, as in `Pulumi.<environment>.yaml`. */
  readonly environment: string;
  /** Name of the service whose guardrails it deploys, or {@link estateShard}; null where one stack deploys all. */
  readonly shard: string | null;
}

/** How an environment is spread over stacks: all in one, or a stack for each service and one for what they share. */
export type Layout = "one" | "shards";

/** Reads a stack's name: `prod` deploys all of an environment, `prod.vendhub` one service of it. */
export function shardOf(stack: string): Shard {
  const dot = stack.indexOf(".");
  return dot < 0
    ? { environment: stack, shard: null }
    : { environment: stack.slice(0, dot), shard: stack.slice(dot + 1) };
}

/** The name of the stack that deploys a part of an environment. */
export const stackOf = ({ environment, shard }: Shard): string =>
  shard === null ? environment : `${environment}.${shard}`;

/** The stacks of an environment in shards, in the order in which they need each other: what services share is first. */
export const shardStacksOf = (environment: string, services: readonly string[]): readonly string[] =>
  [estateShard, ...services.filter((name) => name !== estateShard)].map((shard) =>
    stackOf({ environment, shard }),
  );

/** Of a backend's stacks those that belong to an environment, in either layout. */
export const stacksAmong = (stacks: readonly string[], environment: string): readonly string[] =>
  stacks.filter((stack) => shardOf(stack).environment === environment);

/** The part of an environment's plan that a stack deploys: nothing, where the environment leaves the service out. */
export const planOfShard = (plan: Plan, { shard }: Shard): Plan =>
  shard === null ? plan : { ...plan, guardrails: plan.guardrails.filter(({ service }) => service === shard) };

/** A shard is named after a service: under any other name it would delete what it has. */
export function unknownShard({ environment, shard }: Shard, known: readonly Service[]): readonly Problem[] {
  const names = [...new Set([estateShard, ...known.map(({ name }) => name)])];
  if (shard === null || names.includes(shard)) return [];
  const stack = stackOf({ environment, shard });
  const near = nearest(shard, names);
  const meant =
    near === undefined ? `Known are ${names.join(", ")}.` : `Did you mean ${environment}.${near}?`;
  return [
    {
      code: "stack/unknown-shard",
      path: `stack ${stack}`,
      value: shard,
      rule: "no service has this name, so the stack would delete all that it holds.",
      remedy: `${meant} Where the service is gone for good: pulumi destroy --stack ${stack}.`,
    },
  ];
}
