/** Name of the shard that holds what services share. */
export const estateShard = "estate";

/** Which part of an environment a stack deploys. */
export interface Shard {
  /** Name of the environment, as in `Pulumi.<environment>.yaml`. */
  readonly environment: string;
  /** Name of the service whose guardrails it deploys, or {@link estateShard}; null where one stack deploys all. */
  readonly shard: string | null;
}

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
