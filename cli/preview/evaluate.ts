import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { exitCodes, Stop } from "../exit";
import { shareStripped } from "../share-stripped";
import { git } from "./git";

/** How a commit's own `belfry plan` ended. */
export interface Evaluated {
  /** Its exit code. */
  readonly code: number;
  /** What it printed: the plan, or its problems. */
  readonly stdout: string;
  /** What it complained of. */
  readonly stderr: string;
}

/**
 * Makes a commit's plan with the commit's own code, in a git work tree that is gone afterwards, also when the run is
 * interrupted. Nothing is installed: the dependencies are this checkout's.
 *
 * @throws Stop when git cannot make the work tree, or the run was interrupted
 */
export async function evaluate(root: string, commit: string, stack: string): Promise<Evaluated> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "belfry-preview-")));
  const tree = join(folder, "tree");
  const remove = (): void => {
    git(root, ["worktree", "remove", "--force", "--force", tree]);
    rmSync(folder, { recursive: true, force: true });
    git(root, ["worktree", "prune"]);
  };
  let child: ChildProcess | undefined;
  const interruption = new AbortController();
  const stop = (): void => {
    interruption.abort();
    child?.kill("SIGKILL");
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    if (git(root, ["worktree", "add", "--detach", tree, commit]) === null)
      throw new Stop(exitCodes.problems, `git could not check ${commit} out into ${folder}.`);
    const checkout = join(tree, git(root, ["rev-parse", "--show-prefix"])?.trim() ?? "");
    symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
    shareStripped(root, checkout);
    const ended = await run(checkout, stack, (started) => (child = started));
    if (interruption.signal.aborted)
      throw new Stop(exitCodes.problems, "Interrupted; the work tree is removed.");
    return ended;
  } finally {
    remove();
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

function run(checkout: string, stack: string, started: (child: ChildProcess) => void): Promise<Evaluated> {
  return new Promise((done, failed) => {
    const args = [join(checkout, "cli", "belfry.js"), "plan", "--stack", stack, "--format", "json"];
    const child = spawn(process.execPath, args, { cwd: checkout, stdio: ["ignore", "pipe", "pipe"] });
    started(child);
    const read = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (read.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (read.stderr += text));
    child.on("error", failed).on("close", (code) => {
      done({ code: code ?? exitCodes.failure, ...read });
    });
  });
}
