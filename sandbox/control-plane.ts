import { existsSync, mkdirSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { isAlive } from "../recovery/process";
import { PACKAGES, type PackageName } from "./packages";
import { defaultDirectory, lastWordsFile } from "./paths";
import { withLock } from "./process-lock";
import { startProvider, type StartedProvider } from "./provider-start";
import {
  forgetRunning,
  hasRunningRecord,
  isAnswering,
  isOpen,
  isOurProcess,
  isProviderAnswering,
  readRunning,
  writeRunning,
  type RunningProvider,
  type SandboxRecord,
} from "./running";
import { SandboxError } from "./sandbox-error";
import { enter, hasUsers } from "./users";

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
  /** Leaves the sandbox; the last of its users to leave ends it, whoever started it. */
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

/** Longer than a start may take, so that whoever waits hears of a start that failed. */
const START_PATIENCE = 90_000;
const STOP_LIMIT = 3000;

/** Starts the four control planes, or joins those that already serve this folder. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const directory = resolve(options.directory ?? defaultDirectory());
  mkdirSync(directory, { recursive: true });
  // Two programs started at once must end up with one sandbox: the second waits, then joins.
  return withStartLock(directory, async () => {
    // Before the look: control planes whose starter is gone stay for whoever is entered.
    const leave = enter(directory);
    try {
      const status = await sandboxStatus(directory);
      if (status.state === "running") {
        options.onProgress?.(`Joined the sandbox that process ${status.record.startedBy} started.`);
        return session(directory, status.record, { leave, joined: true, children: [] });
      }
      if (status.state === "stale") await clean(directory, options.onProgress);
      const { children, record } = await launch(directory, options);
      return session(directory, record, { leave, joined: false, children });
    } catch (thrown) {
      leave();
      throw thrown;
    }
  });
}

/** What one user of a sandbox holds of it. */
interface Use {
  /** Takes this user out of the sandbox's list. */
  readonly leave: () => void;
  /** Whether another process started the sandbox. */
  readonly joined: boolean;
  /** The control planes that this process started. */
  readonly children: readonly StartedProvider[];
}

function session(directory: string, record: SandboxRecord, { children, joined, leave }: Use): Sandbox {
  // A program that ends without stopping leaves too.
  const onExit = (): void => {
    leave();
    if (!hasUsers(directory)) killAll(children);
  };
  process.once("exit", onExit);
  const stop = async (): Promise<void> => {
    process.off("exit", onExit);
    // Under the lock, so that nobody joins what is being ended.
    await withStartLock(directory, async () => {
      leave();
      if (!hasUsers(directory)) await stopSandbox(directory);
    });
  };
  return { environment: environmentOf(record), stop, joined };
}

function withStartLock<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  const tooLong = ({ pid }: { readonly pid: number }): Error =>
    new SandboxError(
      `Process ${pid} is still starting or stopping the sandbox in ${directory}; wait for it, or end it.`,
    );
  return withLock(join(directory, "start.lock"), { milliseconds: START_PATIENCE, tooLong }, work);
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

/** Says which control planes a running sandbox has lost, and where each left why; null while all of them answer. */
export async function lostControlPlanes(directory: string = defaultDirectory()): Promise<string | null> {
  const record = readRunning(directory);
  const lost = await Promise.all(
    PACKAGES.map(async (name) => record === undefined || !(await isProviderAnswering(record, name))),
  );
  const names = PACKAGES.filter((_name, index) => lost[index]);
  if (names.length === 0) return null;
  const files = names.map((name) => lastWordsFile(directory, name)).filter(existsSync);
  const why = files.length === 0 ? "" : `; see ${files.join(", ")}`;
  return `The sandbox's ${names.join(", ")} ${names.length === 1 ? "process" : "processes"} ended during the deployment${why}.`;
}

interface Launched {
  /** What was written down of the control planes. */
  readonly record: SandboxRecord;
  /** Their processes, this one's children. */
  readonly children: readonly StartedProvider[];
}

async function launch(directory: string, options: SandboxOptions): Promise<Launched> {
  await refuseTakenPorts(options.ports ?? {});
  const children = PACKAGES.map((name) => startProvider(name, directory, options.ports?.[name] ?? 0));
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
    return { record, children };
  } catch (thrown) {
    killAll(children);
    throw thrown;
  }
}

function killAll(children: readonly StartedProvider[]): void {
  for (const { child } of children) child.kill("SIGKILL");
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
