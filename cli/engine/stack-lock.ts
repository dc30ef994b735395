import { hostname } from "node:os";
import { join } from "node:path";

import { locksOf } from "../../recovery/lock";
import { isLiving, type ProcessMark } from "../../sandbox/process-mark";
import { holderOf, takeLock } from "../../sandbox/process-lock";
import { exitCodes, Stop } from "../exit";
import { localPlaces, localStack, project } from "./local-stack";

/** Who keeps others from changing the stack. */
type Holder = Pick<ProcessMark, "host" | "pid" | "since">;

/**
 * Runs work that changes the local stack while no other run does. Pulumi's own lock covers one of its commands; a run is
 * several, and what it has half done between them would look to another like the remains of a dead one.
 *
 * @throws Stop naming the process that holds the stack
 */
export async function holdingStack<Result>(root: string, work: () => Promise<Result>): Promise<Result> {
  const file = runLock(root);
  const lock = takeLock(file, mayLive);
  if (!lock.taken) throw held([lock.holder], file);
  try {
    refuseWhilePulumiRuns(localPlaces(root).state);
    return await work();
  } finally {
    lock.release();
  }
}

/**
 * Refuses to go on while another run changes the local stack.
 *
 * @throws Stop naming the processes that hold it
 */
export function refuseWhileHeld(root: string): void {
  const file = runLock(root);
  const holder = holderOf(file);
  if (holder && mayLive(holder)) throw held([holder], file);
  refuseWhilePulumiRuns(localPlaces(root).state);
}

/**
 * Refuses to go on while a Pulumi command, of whomever, has the stack locked.
 *
 * @throws Stop naming the processes that hold it
 */
export function refuseWhilePulumiRuns(state: string): void {
  const living = locksOf(state, project, localStack).filter(({ dead }) => !dead);
  if (living.length > 0) throw held(living);
}

const runLock = (root: string): string => join(localPlaces(root).folder, "run.lock");

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
