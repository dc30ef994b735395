import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { isAlive } from "./process";

/** A lock that a run left in a file backend. */
export interface Lock {
  /** Path of the lock in the backend's folder. */
  readonly file: string;
  /** Host name that the run wrote into it; `unknown` when the file is no lock that can be read. */
  readonly host: string;
  /** Id of the run's process on that host; 0 when the file is no lock that can be read. */
  readonly pid: number;
  /** When the run took it, as Pulumi wrote it; `unknown` when the file does not say. */
  readonly since: string;
  /** True when its host is this one and its process is gone: only then may it be broken. */
  readonly dead: boolean;
}

/**
 * The locks of a stack. Pulumi's own `cancel` removes every lock whoever holds it; here a lock is only ever broken when
 * its process is known to be dead.
 */
export function locksOf(stateFolder: string, project: string, stack: string): readonly Lock[] {
  const folder = join(stateFolder, ".pulumi", "locks", "organization", project, stack);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => readLock(join(folder, name)));
}

function readLock(file: string): Lock {
  const unknown: Lock = { file, host: "unknown", pid: 0, since: "unknown", dead: false };
  try {
    const {
      hostname: host,
      pid,
      timestamp,
    } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    if (typeof host !== "string" || !isProcessId(pid)) return unknown;
    const since = typeof timestamp === "string" ? timestamp : unknown.since;
    return { file, host, pid, since, dead: host === hostname() && !isAlive(pid) };
  } catch {
    return unknown;
  }
}

/** Anything else would not name a process, and signalling it could seem to say that it is gone. */
const isProcessId = (pid: unknown): pid is number =>
  typeof pid === "number" && Number.isInteger(pid) && pid > 0 && pid < 2 ** 31;

/** Removes the locks of dead processes, with what the file backend keeps beside each. */
export function breakLocks(locks: readonly Lock[]): void {
  const dead = locks.filter((lock) => lock.dead);
  for (const { file } of dead) for (const each of [file, `${file}.attrs`]) rmSync(each, { force: true });
}
