import { execFileSync } from "node:child_process";

import type { Origin } from "../../model/origin";

/** The commit that last touched a line. */
export interface LastChange {
  /** Short hash of the commit. */
  readonly commit: string;
  /** Day of the commit, `YYYY-MM-DD`. */
  readonly day: string;
  /** First line of its message. */
  readonly subject: string;
}

const uncommitted = /^0+$/;

/** When a line last changed, as git knows it; null outside a repository, for a new line or without git. */
export function lastChange(root: string, { file, line }: Origin): LastChange | null {
  try {
    const blame = execFileSync("git", ["blame", "--porcelain", "-L", `${line},${line}`, "--", file], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const hash = blame.split(" ")[0] ?? "";
    if (uncommitted.test(hash)) return null;
    const field = (name: string): string => new RegExp(`^${name} (.*)$`, "m").exec(blame)?.[1] ?? "";
    const day = new Date(Number(field("committer-time")) * 1000).toISOString().slice(0, 10);
    return { commit: hash.slice(0, 8), day, subject: field("summary") };
  } catch {
    return null;
  }
}
