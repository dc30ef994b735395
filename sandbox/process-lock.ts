import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { isLiving, ownMark, parseMark, type ProcessMark } from "./process-mark";

/** A lock that was asked for: taken, or held by another process. */
export type LockAttempt =
  | {
      /** Whether it is ours now. */
      readonly taken: true;
      /** Gives it back. */
      readonly release: () => void;
    }
  | {
      /** Whether it is ours now. */
      readonly taken: false;
      /** The process that holds it. */
      readonly holder: ProcessMark;
    };

/** How long to wait for a lock, and what to say when it was too long. */
export interface Patience {
  /** The longest wait. */
  readonly milliseconds: number;
  /** The error to end with. */
  readonly tooLong: (holder: ProcessMark) => Error;
}

const PAUSE = 50;

/** Takes a file as a lock, or tells who holds it. A lock whose process is gone is broken, one whose process lives never is. */
export function takeLock(file: string, isHeld: (holder: ProcessMark) => boolean = isLiving): LockAttempt {
  mkdirSync(dirname(file), { recursive: true });
  const own = JSON.stringify(ownMark());
  for (;;) {
    if (linkNew(file, own)) {
      const release = (): void => {
        if (textOf(file) === own) rmSync(file, { force: true });
      };
      return { taken: true, release };
    }
    const text = textOf(file);
    // Given back between the two looks.
    if (text === null) continue;
    const holder = parseMark(text);
    if (holder && isHeld(holder)) return { taken: false, holder };
    breakLock(file, text);
  }
}

/** The process that a lock's file names, living or not; null where nobody holds it. */
export function holderOf(file: string): ProcessMark | null {
  return parseMark(textOf(file) ?? "");
}

/** Runs work while no other process of this machine runs work under the same lock; waits for its turn. */
export async function withLock<Result>(
  file: string,
  { milliseconds, tooLong }: Patience,
  work: () => Promise<Result>,
): Promise<Result> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const lock = takeLock(file);
    if (lock.taken) return await work().finally(lock.release);
    if (Date.now() > deadline) throw tooLong(lock.holder);
    await wait(PAUSE);
  }
}

/** A link shows the file to others only once it is whole, and fails where there is one. */
function linkNew(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Another process may have broken the same lock and taken it since it was read: then it is put back. */
function breakLock(file: string, expected: string): void {
  const aside = `${file}.${process.pid}.broken`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") !== expected) linkSync(aside, file);
  } catch {
    // Somebody else was faster.
  }
  rmSync(aside, { force: true });
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
