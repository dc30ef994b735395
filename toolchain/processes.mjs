import { spawn } from "node:child_process";
import { constants } from "node:os";

const posix = process.platform !== "win32";
const endings = ["SIGINT", "SIGTERM", "SIGHUP"];
const killGraceMs = 5_000;

/** What is to be undone if this process is told to end: child processes, locks, half-filled folders. */
const undo = new Set();

export const exitCodeOf = (signal) => 128 + (constants.signals[signal] ?? 0);

function endNow(signal) {
  for (const action of undo) action();
  process.exit(exitCodeOf(signal));
}

/** Runs `action` if a signal ends this process before the returned function is called. */
export function onInterrupt(action) {
  if (undo.size === 0) for (const signal of endings) process.on(signal, endNow);
  undo.add(action);
  return () => {
    undo.delete(action);
    if (undo.size === 0) for (const signal of endings) process.off(signal, endNow);
  };
}

/** Ends a child and what it has started: a compiler's or a shell's own children outlive it otherwise. */
function killTree(child, signal) {
  try {
    if (posix) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended by itself.
  }
}

/**
 * Runs a command without a terminal and gives back how it ended and all it wrote. Never throws: `problem` says in a few
 * words why it did not end with 0, and is absent if it did.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, stop?: AbortSignal,
 *   onLine?: (line: string) => void }} [options] `stop` ends it early; its reason becomes the problem.
 * @returns {Promise<{ code: number | null, output: string, problem?: string, missing: boolean }>}
 */
export function capture(command, args, { cwd, env, timeoutMs, stop, onLine } = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that killTree reaches all of it.
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: posix });
    const chunks = [];
    let stopped;

    const end = (reason) => {
      stopped ??= reason;
      killTree(child, "SIGTERM");
      setTimeout(() => killTree(child, "SIGKILL"), killGraceMs).unref();
    };
    const timer = timeoutMs && setTimeout(() => end(`not done after ${timeoutMs / 1000} s`), timeoutMs);
    stop?.addEventListener("abort", () => end(String(stop.reason)), { once: true });
    const forget = onInterrupt(() => killTree(child, "SIGTERM"));

    for (const stream of [child.stdout, child.stderr]) collect(stream, chunks, onLine);
    const finish = (result) => {
      clearTimeout(timer);
      forget();
      resolve({ code: null, missing: false, ...result, output: chunks.join("") });
    };
    child.once("error", (error) => finish({ missing: error.code === "ENOENT", problem: error.message }));
    child.once("close", (code, signal) => finish({ code, ...describeEnd(code, signal, stopped) }));
  });
}

function collect(stream, chunks, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text) => {
    chunks.push(text);
    if (!onLine) return;
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop();
    for (const line of lines) onLine(line);
  });
  stream.on("end", () => rest && onLine?.(rest));
}

function describeEnd(code, signal, stopped) {
  if (stopped) return { problem: stopped };
  if (signal) return { problem: `ended by ${signal}` };
  return code === 0 ? {} : { problem: `exit code ${code}` };
}

/** The last lines that say something, for a message that must stay short. */
export function tail(output, count = 3) {
  const lines = output.split(/\r?\n/).map((line) => line.trimEnd());
  return lines.filter(Boolean).slice(-count).join("\n");
}

/**
 * Runs a command in this one's place: same terminal, and its exit code is returned. On a terminal Ctrl-C reaches the
 * child directly, so SIGINT is passed on only without one: Pulumi takes a second SIGINT as "stop at once" and leaves
 * operations pending.
 */
export function takeOver(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: "inherit" });
    const forward = (signal) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of endings) process.on(signal, forward);
    const finish = () => {
      for (const signal of endings) process.off(signal, forward);
    };
    child.once("error", (error) => {
      finish();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      finish();
      resolve(signal ? exitCodeOf(signal) : code);
    });
  });
}
