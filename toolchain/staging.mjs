import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { isAlive } from "./lock.mjs";
import { onInterrupt } from "./processes.mjs";

/**
 * Runs `action` with a folder beside what it will put in place: on the same file system, so that a rename does it. The
 * folder goes when the action ends, however it ends; those of processes that are gone go too.
 */
export async function inStaging(parent, action) {
  for (const name of readdirSync(parent)) {
    const owner = /^\.belfry-staging-(\d+)$/.exec(name)?.[1];
    if (owner && !isAlive(Number(owner))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const staging = join(parent, `.belfry-staging-${process.pid}`);
  mkdirSync(staging, { recursive: true });
  const clear = () => rmSync(staging, { recursive: true, force: true });
  const forget = onInterrupt(clear);
  try {
    return await action(staging);
  } finally {
    forget();
    clear();
  }
}
