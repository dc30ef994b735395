import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { hostname } from "node:os";

import { isAlive } from "../recovery/process";
import { PACKAGES, type PackageName } from "./packages";
import { recordFile } from "./paths";

/** One running control plane. */
export interface RunningProvider {
  /** Id of its process on the record's host. */
  readonly pid: number;
  /** Port on 127.0.0.1 that it serves Pulumi's protocol on. */
  readonly port: number;
}

/** What `sandbox.json` tells of a running sandbox. */
export interface SandboxRecord {
  /** Machine the processes run on. */
  readonly host: string;
  /** Process that started them and whose end ends them. */
  readonly startedBy: number;
  /** When, ISO 8601. */
  readonly startedAt: string;
  /** The control plane of each package. */
  readonly providers: Readonly<Record<PackageName, RunningProvider>>;
}

/** Reads a folder's record; `undefined` when there is none or it is not readable. */
export function readRunning(directory: string): SandboxRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(recordFile(directory), "utf8")) as Partial<SandboxRecord>;
    const isWhole = PACKAGES.every((name) => typeof record.providers?.[name].port === "number");
    return isWhole ? (record as SandboxRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Tells whether a folder has a record, readable or not. */
export function hasRunningRecord(directory: string): boolean {
  return existsSync(recordFile(directory));
}

/** Writes a folder's record in one step. */
export function writeRunning(directory: string, record: SandboxRecord): void {
  mkdirSync(directory, { recursive: true });
  const file = recordFile(directory);
  writeFileSync(`${file}.tmp`, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(`${file}.tmp`, file);
}

/** Removes a folder's record. */
export function forgetRunning(directory: string): void {
  rmSync(recordFile(directory), { force: true });
}

/** Tells whether every recorded control plane still answers on its port. */
export async function isAnswering(record: SandboxRecord): Promise<boolean> {
  const answers = await Promise.all(PACKAGES.map((name) => isProviderAnswering(record, name)));
  return answers.every(Boolean);
}

/** Tells whether one recorded control plane still answers on its port. */
export async function isProviderAnswering(record: SandboxRecord, name: PackageName): Promise<boolean> {
  const { pid, port } = record.providers[name];
  return record.host === hostname() && isAlive(pid) && (await isOpen(port));
}

/**
 * Tells whether a process is one of the sandbox's: a number from an old record may belong to a stranger by now.
 * Where the system does not show command lines, an answering port has to do.
 */
export function isOurProcess(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("provider-process");
  } catch {
    return !existsSync("/proc/self/cmdline") && isAlive(pid);
  }
}

/** Tells whether somebody listens on a loopback port. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const finish = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => {
      finish(true);
    });
    socket.once("error", () => {
      finish(false);
    });
    socket.setTimeout(1000, () => {
      finish(false);
    });
  });
}
