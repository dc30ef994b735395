import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { PackageName } from "../packages";
import { faultsFile } from "../paths";
import { ProviderError } from "../provider/errors";

/** What an engine asks of a control plane. */
export type Operation = "check" | "diff" | "create" | "read" | "update" | "delete" | "invoke";

/** Ways to fail. */
export const FAULT_KINDS = ["429", "500", "timeout", "slow", "gone", "lose-answer", "crash"] as const;

/** One way to fail. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One entry of the control file: which calls fail, and how. */
export interface Fault {
  /** Only this package. */
  readonly package?: PackageName;
  /** Only this type token, or any that ends in it: `Monitor` fits `datadog:index/monitor:Monitor`. */
  readonly type?: string;
  /** Only this operation; when left out, calls that touch objects (create, read, update, delete). */
  readonly operation?: Operation;
  /** First of the matching calls to fail, counted from 1. */
  readonly nth?: number;
  /** How many matching calls fail from there on; when left out, one if `nth` is given, else all. */
  readonly count?: number;
  /** How the call fails. */
  readonly kind: FaultKind;
  /** Milliseconds that "slow" and "timeout" take, and after which an answer is lost: at once when left out. */
  readonly milliseconds?: number;
}

/** A call that may be told to fail. */
export interface FaultyCall {
  /** Package whose control plane is called. */
  readonly package: PackageName;
  /** Type token of the resource, or the function's token for `invoke`. */
  readonly type: string;
  /** What the engine asks for. */
  readonly operation: Operation;
}

const TOUCHING: ReadonlySet<Operation> = new Set(["create", "read", "update", "delete"]);

/** Reads the control file at each call and says which fault, if any, this call meets. */
export class FaultBoard {
  readonly #directory: string;
  readonly #countFile: string;

  constructor(directory: string, name: PackageName) {
    this.#directory = directory;
    this.#countFile = join(directory, `faults.${name}.count.json`);
  }

  /** The fault that this call meets; counting it makes the next call one further. */
  next(call: FaultyCall): Fault | undefined {
    const faults = this.#read();
    if (faults.length === 0) return undefined;
    const counts = this.#counts();
    let met: Fault | undefined;
    for (const fault of faults) {
      if (!matches(fault, call)) continue;
      const key = JSON.stringify(fault);
      const seen = (counts[key] ?? 0) + 1;
      counts[key] = seen;
      met ??= isDue(fault, seen) ? fault : undefined;
    }
    // On disk before the fault strikes: a crash must not meet itself again after the restart.
    this.#keep(counts);
    return met;
  }

  #read(): readonly Fault[] {
    const file = faultsFile(this.#directory);
    let text;
    try {
      text = readFileSync(file, "utf8");
    } catch {
      return [];
    }
    return parseFaults(text, file);
  }

  #counts(): Record<string, number> {
    try {
      return JSON.parse(readFileSync(this.#countFile, "utf8")) as Record<string, number>;
    } catch {
      return {};
    }
  }

  #keep(counts: Readonly<Record<string, number>>): void {
    writeFileSync(`${this.#countFile}.tmp`, JSON.stringify(counts));
    renameSync(`${this.#countFile}.tmp`, this.#countFile);
  }
}

/** Reads a control file's text; a mistake in it is said aloud, since a fault that never strikes proves nothing. */
export function parseFaults(text: string, file: string): readonly Fault[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ProviderError(`${file} is not JSON; write a list of faults, such as [{"kind":"429"}].`);
  }
  if (!Array.isArray(parsed)) throw new ProviderError(`${file} must hold a list of faults.`);
  for (const fault of parsed as readonly Partial<Fault>[]) {
    if (!FAULT_KINDS.some((kind) => kind === fault.kind)) {
      throw new ProviderError(
        `${file}: kind ${JSON.stringify(fault.kind)} is no fault; use one of ${FAULT_KINDS.join(", ")}.`,
      );
    }
  }
  return parsed as readonly Fault[];
}

function matches(fault: Fault, call: FaultyCall): boolean {
  if (fault.package !== undefined && fault.package !== call.package) return false;
  if (fault.type !== undefined && fault.type !== call.type && !call.type.endsWith(`:${fault.type}`))
    return false;
  return fault.operation === undefined ? TOUCHING.has(call.operation) : fault.operation === call.operation;
}

function isDue({ nth, count }: Fault, seen: number): boolean {
  const first = nth ?? 1;
  const last = count === undefined ? (nth === undefined ? Infinity : nth) : first + count - 1;
  return seen >= first && seen <= last;
}
