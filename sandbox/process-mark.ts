import { readFileSync } from "node:fs";
import { hostname } from "node:os";

import { isAlive } from "../recovery/process";

/** What tells a process from every other one, also from a later one that was given the same number. */
export interface ProcessMark {
  /** Machine that it runs on. */
  readonly host: string;
  /** Its number there. */
  readonly pid: number;
  /** The system's own note of when it began; null where the system does not show it. */
  readonly began: string | null;
  /** When the mark was made, ISO 8601. */
  readonly since: string;
}

/** The mark of this process. */
export function ownMark(): ProcessMark {
  const { pid } = process;
  return { host: hostname(), pid, began: beginningOf(pid), since: new Date().toISOString() };
}

/** The mark in a text; null when the text holds none. */
export function parseMark(text: string): ProcessMark | null {
  try {
    const mark = JSON.parse(text) as Partial<ProcessMark> | null;
    const isWhole = typeof mark?.host === "string" && Number.isInteger(mark.pid) && Number(mark.pid) > 0;
    return isWhole ? (mark as ProcessMark) : null;
  } catch {
    return null;
  }
}

/** Tells whether the marked process still runs on this machine. */
export function isLiving({ began, host, pid }: ProcessMark): boolean {
  if (host !== hostname() || !isAlive(pid)) return false;
  const now = beginningOf(pid);
  return began === null || now === null || began === now;
}

/** Linux counts it in ticks since the machine began. The command's name before it may hold blanks and brackets. */
function beginningOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8");
    return fields.slice(fields.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
