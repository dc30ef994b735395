import { estateShard, shardOf, shardStacksOf, stackOf, type Layout } from "../../stacks/shard";
import { exitCodes, Stop } from "../exit";

/** What decides which stacks are deployed. */
export interface LayoutRequest {
  /** The environment, or one shard of it. */
  readonly stack: string;
  /** What was asked for; null keeps what is there, and makes one stack where nothing is. */
  readonly asked: Layout | null;
  /** The environment's stacks that hold something. */
  readonly there: readonly string[];
  /** The services that it deploys. */
  readonly services: readonly string[];
}

/** The stacks to deploy, in order. */
export interface Deployment {
  /** The environment. */
  readonly environment: string;
  /** How it is laid out. */
  readonly layout: Layout;
  /** The stacks: what services share first. */
  readonly stacks: readonly string[];
}

/**
 * Which stacks of an environment are deployed. A layout that is there stays: a second one beside it would make everything
 * twice.
 *
 * @throws Stop where what is there is not what was asked for
 */
export function deploymentOf({ asked, services, stack, there }: LayoutRequest): Deployment {
  const { environment, shard } = shardOf(stack);
  const found = layoutOf(environment, there);
  const wanted = shard === null ? (asked ?? found ?? "one") : "shards";
  if (shard !== null && asked === "one")
    throw new Stop(exitCodes.usage, `error: ${stack} is a shard; --layout one deploys ${environment} whole.`);
  if (found !== null && found !== wanted) throw otherLayout(environment, found, wanted);
  if (shard !== null) return { environment, layout: "shards", stacks: [stack] };
  if (wanted === "one") return { environment, layout: "one", stacks: [environment] };
  // A service that the environment left out meanwhile has its resources until its shard is deployed once more.
  const left = there.filter((each) => shardOf(each).shard !== null);
  const planned = shardStacksOf(environment, services);
  const stacks = [...planned, ...left.filter((each) => !planned.includes(each))];
  return { environment, layout: "shards", stacks };
}

/** How an environment is laid out where it is deployed; null where nothing is. */
export function layoutOf(environment: string, there: readonly string[]): Layout | null {
  const whole = there.includes(environment);
  const shards = there.filter((each) => shardOf(each).shard !== null);
  if (whole && shards.length > 0)
    throw new Stop(
      exitCodes.problems,
      `${environment} is in two layouts at once: ${[environment, ...shards].join(", ")} all hold resources. ` +
        `\`belfry reshard\` ends a move that was cut off.`,
    );
  return whole ? "one" : shards.length > 0 ? "shards" : null;
}

function otherLayout(environment: string, found: Layout, wanted: Layout): Stop {
  const is = found === "one" ? "one stack" : "in shards";
  const first = stackOf({ environment, shard: estateShard });
  const beside = wanted === "shards" ? `${first} and the others beside it` : `${environment} beside them`;
  return new Stop(
    exitCodes.problems,
    `${environment} is ${is}; deploying ${beside} would make everything twice. ` +
      `\`belfry reshard ${environment} --to ${wanted}\` moves it, without making anything anew.`,
  );
}
