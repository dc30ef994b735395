import { availableParallelism, freemem } from "node:os";

import { shardOf, estateShard } from "../../stacks/shard";
import { withoutVariables } from "./automation";
import { deployStack, type StackRun } from "./deploy";
import { foreignVariables } from "./pulumi";
import { sideBySide } from "./side-by-side";
import type { Workplace } from "./workplace";

/** How stacks are deployed side by side. */
export interface DeployOptions {
  /** The most at once. */
  readonly parallel: number;
  /** Hears how many resources of a stack were changed so far. */
  readonly onChange?: (stack: string, changed: number) => void;
  /** Hears how the deployment of a stack ended. */
  readonly onEnd?: (run: StackRun) => void;
}

/** What an engine with its program takes of the memory: 240 to 400 MB were seen with the stacks of the five services. */
const bytesOfRun = 400 * 2 ** 20;

/**
 * How many stacks this machine can deploy at once: more than it has cores make none of them faster, and more than fit in
 * its memory make all of them slower.
 */
export function sensibleParallelism(cores = availableParallelism(), free = freemem()): number {
  return Math.max(1, Math.min(cores, Math.floor(free / bytesOfRun)));
}

/**
 * Deploys stacks of one environment, what services share first, the others side by side. Where one fails the others go on;
 * after Ctrl-C no further one begins.
 */
export async function deployStacks(
  place: Workplace,
  stacks: readonly string[],
  { onChange, onEnd, parallel }: DeployOptions,
): Promise<readonly StackRun[]> {
  const isFirst = (stack: string): boolean => shardOf(stack).shard === estateShard;
  const deploy = async (stack: string): Promise<StackRun> => {
    const run = await deployStack(place, stack, (changed) => onChange?.(stack, changed));
    onEnd?.(run);
    return run;
  };
  const [first, others] = [stacks.filter(isFirst), stacks.filter((stack) => !isFirst(stack))];
  return whileNotTold((isTold) =>
    withoutVariables(place.kind === "sandbox" ? foreignVariables : [], async () => {
      const inTurn = (some: readonly string[]) =>
        sideBySide(some, parallel, async (stack) => (isTold() ? [] : [await deploy(stack)]));
      const runs = await inTurn(first);
      return [...runs, ...(await inTurn(others))].flat();
    }),
  );
}

/** Runs work that can ask whether the user wants it to end; each engine hears of that by itself. */
async function whileNotTold<Result>(work: (isTold: () => boolean) => Promise<Result>): Promise<Result> {
  let told = false;
  const hear = (): void => {
    told = true;
  };
  process.on("SIGINT", hear).on("SIGTERM", hear);
  try {
    return await work(() => told);
  } finally {
    process.off("SIGINT", hear).off("SIGTERM", hear);
  }
}
