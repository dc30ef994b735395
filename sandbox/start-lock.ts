import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { isAlive } from "./running";

const PATIENCE = 30_000;
const PAUSE = 50;

/**
 * Runs work while no other process of this machine runs work for the same folder; a lock whose process has died is
 * broken, one whose process lives never is.
 */
export async function withStartLock<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  const file = join(directory, "start.lock");
  const deadline = Date.now() + PATIENCE;
  while (!take(file)) {
    if (Date.now() > deadline) {
      throw new Error(
        `Another process (${owner(file)}) is still starting or stopping the sandbox in ${directory}.`,
      );
    }
    if (owner(file) > 0 && !isAlive(owner(file))) rmSync(file, { force: true });
    else await wait(PAUSE);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function owner(file: string): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0;
  }
}
