import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is under way. */
export interface UnderWay {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly done: Promise<Ended>;
}

/** Starts a script of Node as a user's shell does, its output piped; it has no variables but those that are given. */
export function startCommand(
  words: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): UnderWay {
  const child = spawn(process.execPath, [...words], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const read = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (read.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (read.stderr += text));
  const done = new Promise<Ended>((resolve, failed) => {
    child.on("error", failed).on("close", (code) => {
      resolve({ code, ...read });
    });
  });
  return { child, done };
}

/** The variables of this process of which a command needs some. */
export const needed = (): Readonly<Record<"PATH" | "HOME", string>> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "",
});
