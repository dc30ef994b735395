import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";

import { checkoutFolder, type PackageName } from "./packages";
import { SandboxError } from "./sandbox-error";

/** A control plane that is starting. */
export interface StartedProvider {
  /** Package that it stands for. */
  readonly name: PackageName;
  /** Its process. */
  readonly child: ChildProcess;
  /** Port that it listens on, once it says so; rejects when it ends or takes too long. */
  readonly port: Promise<number>;
}

/** Seconds are enough at a desk; four control planes on one busy core, with nothing cached yet, took over twenty. */
const START_LIMIT = 60_000;

/** Starts one control plane, on a given port or, for 0, on any free one. */
export function startProvider(name: PackageName, directory: string, port: number): StartedProvider {
  const root = checkoutFolder();
  const script = join(root, "sandbox", "provider-process.ts");
  const words = ["-r", join(root, "toolchain", "register.cjs"), script, name, directory, String(port)];
  // The pipe to standard input is the lifeline: it closes when this process ends, even by SIGKILL.
  const child = spawn(process.execPath, words, {
    cwd: root,
    stdio: ["pipe", "pipe", "pipe"],
    env: quietEnvironment(),
  });
  child.unref();
  return { name, child, port: firstPort(name, child) };
}

/** What a caller set for its own Node process (inspector, loaders) must not reach the control planes. */
function quietEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: "" };
}

function firstPort(name: PackageName, child: ChildProcess): Promise<number> {
  return new Promise((resolvePort, reject) => {
    let out = "";
    let complaint = "";
    const timer = setTimeout(() => {
      reject(
        new SandboxError(
          `The ${name} control plane did not start within ${START_LIMIT / 1000} s. ${complaint}`,
        ),
      );
    }, START_LIMIT);
    child.stderr?.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(
        new SandboxError(
          `The ${name} control plane ended with code ${String(code)} at its start. ${complaint}`.trim(),
        ),
      );
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (!out.includes("\n")) return;
      clearTimeout(timer);
      letGo(child);
      resolvePort(Number(out.split("\n")[0]));
    });
  });
}

/** Open pipes would keep a finished command waiting for its sandbox. */
function letGo(child: ChildProcess): void {
  child.removeAllListeners("exit");
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    (stream as unknown as { unref?: () => void } | null)?.unref?.();
  }
}
