import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { checkoutFolder, PACKAGES, type PackageName } from "./packages";
import { defaultDirectory } from "./paths";
import {
  forgetRunning,
  hasRunningRecord,
  isAlive,
  isAnswering,
  isOpen,
  isOurProcess,
  readRunning,
  writeRunning,
  type RunningProvider,
  type SandboxRecord,
} from "./running";
import { withStartLock } from "./start-lock";

/** How a sandbox is started. */
export interface SandboxOptions {
  /**
   * Folder for the objects and the record of the running processes.
   *
   * @defaultValue `.belfry/sandbox` in the checkout
   */
  readonly directory?: string;
  /** Hears what is going on, one line at a time. */
  readonly onProgress?: (line: string) => void;
  /**
   * Fixed ports, for people who attach an engine by hand.
   *
   * @defaultValue any free port
   */
  readonly ports?: Readonly<Partial<Record<PackageName, number>>>;
}

/** A sandbox that serves. */
export interface Sandbox {
  /** Variables that make Pulumi's engine use the sandbox instead of downloading providers. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends the sandbox; does nothing when this process only joined one that another process started. */
  readonly stop: () => Promise<void>;
  /** Whether another process started it. */
  readonly joined: boolean;
}

/** Whether a folder's sandbox runs; "stale" means that its record outlived its processes. */
export type SandboxStatus =
  /** Every control plane answers on the port that the record names. */
  | { readonly state: "running"; readonly record: SandboxRecord }
  /** There is a record, but it cannot be read or some control plane does not answer. */
  | { readonly state: "stale" }
  /** There is no record. */
  | { readonly state: "none" };

/** A sandbox could not be started; the message says why and what to do. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

const START_LIMIT = 20_000;
const STOP_LIMIT = 3000;

/** Starts the four control planes, or joins those that already serve this folder. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const directory = resolve(options.directory ?? defaultDirectory());
  mkdirSync(directory, { recursive: true });
  // Two programs started at once must end up with one sandbox: the second waits, then joins.
  return withStartLock(directory, async () => {
    const status = await sandboxStatus(directory);
    if (status.state === "running") {
      options.onProgress?.(`Joined the sandbox that process ${status.record.startedBy} started.`);
      return { environment: environmentOf(status.record), stop: () => Promise.resolve(), joined: true };
    }
    if (status.state === "stale") await clean(directory, options.onProgress);
    return launch(directory, options);
  });
}

/** Tells whether a folder's sandbox runs. */
export async function sandboxStatus(directory: string = defaultDirectory()): Promise<SandboxStatus> {
  const record = readRunning(directory);
  if (record === undefined) return { state: hasRunningRecord(directory) ? "stale" : "none" };
  return (await isAnswering(record)) ? { state: "running", record } : { state: "stale" };
}

/** Ends a folder's sandbox, whoever started it; tells whether there was one. */
export async function stopSandbox(directory: string = defaultDirectory()): Promise<boolean> {
  const record = readRunning(directory);
  if (record !== undefined && record.host === hostname()) {
    await Promise.all(PACKAGES.map((name) => endProcess(record.providers[name].pid)));
  }
  forgetRunning(directory);
  return record !== undefined;
}

/** The variables that attach Pulumi's engine to a running sandbox. */
export function environmentOf(record: SandboxRecord): Readonly<Record<string, string>> {
  return {
    PULUMI_DEBUG_PROVIDERS: PACKAGES.map((name) => `${name}:${record.providers[name].port}`).join(","),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

async function launch(directory: string, options: SandboxOptions): Promise<Sandbox> {
  await refuseTakenPorts(options.ports ?? {});
  const children = PACKAGES.map((name) => spawnProvider(name, directory, options.ports?.[name] ?? 0));
  const killAll = (): void => {
    for (const { child } of children) child.kill("SIGKILL");
  };
  process.once("exit", killAll);
  try {
    const started = await Promise.all(
      children.map(
        async ({ name, child, port }) => [name, { pid: child.pid ?? 0, port: await port }] as const,
      ),
    );
    const record: SandboxRecord = {
      host: hostname(),
      startedBy: process.pid,
      startedAt: new Date().toISOString(),
      providers: Object.fromEntries(started) as Record<PackageName, RunningProvider>,
    };
    writeRunning(directory, record);
    for (const { child } of children) child.stdin?.write("all listen\n");
    options.onProgress?.(
      `Sandbox ready: ${started.map(([name, { port }]) => `${name} on ${port}`).join(", ")}.`,
    );
    const stop = async (): Promise<void> => {
      process.off("exit", killAll);
      await stopSandbox(directory);
    };
    return { environment: environmentOf(record), stop, joined: false };
  } catch (thrown) {
    killAll();
    process.off("exit", killAll);
    throw thrown;
  }
}

async function refuseTakenPorts(ports: Readonly<Partial<Record<PackageName, number>>>): Promise<void> {
  for (const name of PACKAGES) {
    const port = ports[name];
    if (port !== undefined && (await isOpen(port))) {
      throw new SandboxError(
        `Port ${port} (option ports.${name}) is in use by another program; end that program, name another port, ` +
          `or leave the option out to take any free one.`,
      );
    }
  }
}

interface Spawned {
  /** Package that it stands for. */
  readonly name: PackageName;
  /** Its process, ended when this one ends. */
  readonly child: ChildProcess;
  /** Port that it listens on, once it says so; rejects when it ends or takes too long. */
  readonly port: Promise<number>;
}

function spawnProvider(name: PackageName, directory: string, port: number): Spawned {
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

async function clean(directory: string, onProgress: SandboxOptions["onProgress"]): Promise<void> {
  onProgress?.("Cleaned up after a sandbox that ended without saying so.");
  await stopSandbox(directory);
}

async function endProcess(pid: number): Promise<void> {
  if (!isAlive(pid) || !isOurProcess(pid)) return;
  process.kill(pid, "SIGTERM");
  const deadline = Date.now() + STOP_LIMIT;
  while (isAlive(pid) && Date.now() < deadline) await wait(20);
  if (isAlive(pid)) process.kill(pid, "SIGKILL");
}
