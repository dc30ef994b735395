import { hostname } from "node:os";
import { join } from "node:path";

import { locksOf } from "../../recovery/lock";
import { isLiving, type ProcessMark } from "../../sandbox/process-mark";
import { holderOf, takeLock } from "../../sandbox/process-lock";
import { stacksAmong } from "../../stacks/shard";
import { exitCodes, Stop } from "../exit";
import { localPlaces, localStack, project, sandboxStacks } from "./local-stack";

/** Who keeps others from changing a stack. */
type Holder = Pick<ProcessMark, "host" | "pid" | "since">;

/**
 * Runs work that changes an environment's stacks while no other run of this checkout does. Pulumi's own lock covers one of
 * its commands; a run is several, and what it has half done between them would look to another like the remains of a dead
 * one.
 *
 * @throws Stop naming the process that holds the environment
 */
export async function holdingStack<Result>(
  root: string,
  work: () => Promise<Result>,
  environment: string = localStack,
): Promise<Result> {
  const file = runLock(root, environment);
  const lock = takeLock(file, mayLive);
  if (!lock.taken) throw held([lock.holder], file);
  try {
    refuseWhileAnyRuns(root, environment);
    return await work();
  } finally {
    lock.release();
  }
}

/**
 * Refuses to go on while another run changes an environment's stacks.
 *
 * @throws Stop naming the processes that hold them
 */
export function refuseWhileHeld(root: string, environment: string = localStack): void {
  const file = runLock(root, environment);
  const holder = holderOf(file);
  if (holder && mayLive(holder)) throw held([holder], file);
  refuseWhileAnyRuns(root, environment);
}

/** A stack in a backend of the user's own has no lock here; there Pulumi itself refuses. */
function refuseWhileAnyRuns(root: string, environment: string): void {
  const places = localPlaces(root);
  refuseWhilePulumiRuns(places.state, stacksAmong(sandboxStacks(places), environment));
}

/**
 * Refuses to go on while a Pulumi command, of whomever, has one of the sandbox's stacks locked.
 *
 * @throws Stop naming the processes that hold it
 */
export function refuseWhilePulumiRuns(state: string, stacks: readonly string[]): void {
  const living = stacks.flatMap((stack) => locksOf(state, project, stack)).filter(({ dead }) => !dead);
  if (living.length > 0) throw held(living);
}

const runLock = (root: string, environment: string): string =>
  join(localPlaces(root).folder, environment === localStack ? "run.lock" : `run-${environment}.lock`);

/** Of a process on another machine nobody here can say that it is gone. */
const mayLive = (holder: ProcessMark): boolean => holder.host !== hostname() || isLiving(holder);

function held(holders: readonly Holder[], file?: string): Stop {
  const list = holders.map(({ host, pid, since }) => `  process ${pid} on ${host}, since ${since}`);
  const isElsewhere = file !== undefined && holders.some(({ host }) => host !== hostname());
  const remedy = isElsewhere ? [`If that machine is gone, remove ${file}.`] : [];
  return new Stop(
    exitCodes.problems,
    ["Another run holds the stack; wait for it, or end it:", ...list, ...remedy].join("\n"),
  );
}
