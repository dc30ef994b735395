import { spawnSync } from "node:child_process";

import type { Problem } from "../../model/problem";

/** Room for the plan of a large estate. */
const maxBuffer = 1 << 28;

/** What a git command printed; null where it failed or git is not there. */
export function git(root: string, args: readonly string[]): string | null {
  const { status, stdout } = spawnSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? stdout : null;
}

/** The commit that a ref means; null where it means none. */
export const commitOf = (root: string, ref: string): string | null =>
  git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`])?.trim() ?? null;

/** A file of a commit, by its path from the checkout's root; null where the commit has none. */
export const fileOf = (root: string, commit: string, path: string): string | null =>
  git(root, ["show", `${commit}:./${path}`]);

/** What is wrong with a word that names no commit. */
export function refProblem(root: string, option: string, ref: string): Problem {
  const repository = git(root, ["rev-parse", "--git-dir"]) !== null;
  return {
    code: "preview/ref",
    path: option,
    value: ref,
    rule: repository
      ? "it names neither a commit of this repository nor a plan's .json file."
      : "this checkout is no git repository, so only a plan's .json file can be named.",
    remedy: repository
      ? "Name a branch, a tag or a commit; `git fetch` brings those that are not here yet."
      : "Write a plan with `npx belfry plan --format json`, and name its file.",
  };
}
