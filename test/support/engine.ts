import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { stringify } from "yaml";

import { shareStripped } from "../../cli/share-stripped";
import type { StackExport } from "../../recovery/deployment";
import { listObjects, type InventoryObject } from "../../sandbox/inventory";
import { descendantsOf, end, isRunning, type ProcessEntry } from "./engine-processes";

const checkout = join(__dirname, "..", "..");

const hasCli = spawnSync("pulumi", ["version"]).status === 0;
// Said aloud, because a test that silently does not run looks like one that passes.
if (!hasCli) console.warn("No `pulumi` on PATH: the tests on the real engine are skipped.");

/** `describe`, where there is a Pulumi CLI. */
export const describeWithCli = hasCli ? describe : describe.skip;

/** How a command ended. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** All that it wrote. */
  readonly text: string;
}

/** Fails the test with all that a command wrote, unless it ended with 0. */
export function succeeded({ code, text }: Run): void {
  if (code !== 0) throw new Error(`It ended with ${String(code)}:\n${text}`);
}

/** A command that is still under way. */
export interface Running {
  readonly pid: number;
  readonly done: Promise<Run>;
  /** What it wrote so far. */
  readonly text: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Everything that it started, and what that started. */
  readonly descendants: () => readonly ProcessEntry[];
}

/** A sandbox that `belfry sandbox` keeps up. */
export interface OpenSandbox {
  readonly command: Running;
  /** What it told to export: everything that a plain `pulumi` needs. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A configuration for Pulumi.local.yaml, under the namespace `belfry`. */
export type LocalConfig = Readonly<Record<string, unknown>>;

const vendhubOnly: LocalConfig = {
  environment: "local",
  exampleSettings: true,
  pages: true,
  services: ["vendhub"],
};

/**
 * The project in a folder of its own, under git: what a test deploys, kills or edits never touches the work tree. Only
 * one service is deployed, which has something of every package but Sentry.
 */
export class CheckoutCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "belfry-engine-"));
  /** Pulumi's own folder: a user's login, which no command may touch. */
  readonly home = join(this.folder, ".belfry-home");
  readonly #commands: Running[] = [];
  readonly #environment: NodeJS.ProcessEnv;

  constructor() {
    for (const file of sourceFiles()) copyInto(this.folder, file);
    symlinkSync(join(checkout, "node_modules"), join(this.folder, "node_modules"));
    shareStripped(checkout, this.folder);
    mkdirSync(this.home);
    // Jest asks its children for colours.
    const inherited = Object.entries(process.env).filter(([name]) => name !== "FORCE_COLOR");
    this.#environment = {
      ...Object.fromEntries(inherited),
      PULUMI_HOME: this.home,
      NO_COLOR: "1",
      NODE_OPTIONS: "",
    };
    // Deriving the schemas of the installed SDKs takes seconds, and gives the same for every copy.
    const schemas = join(".belfry", "schemas");
    if (existsSync(join(checkout, schemas))) copyInto(this.folder, schemas);
    this.git("init", "--quiet");
    writeFileSync(join(this.folder, ".git", "info", "exclude"), ".belfry-home/\nnode_modules\n");
    this.git("add", "--all");
    this.git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", "copy");
  }

  /** A file of the copy. */
  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  read(...names: readonly string[]): string {
    return readFileSync(this.path(...names), "utf8");
  }

  git(...words: readonly string[]): string {
    return execFileSync("git", words, {
      cwd: this.folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  }

  /** Writes the local stack's configuration, over one service with examples for settings; keeps the stack's salt. */
  configure(config: LocalConfig = {}): void {
    const file = this.path("Pulumi.local.yaml");
    const salt = existsSync(file) ? /^encryptionsalt: .*$/m.exec(readFileSync(file, "utf8"))?.[0] : undefined;
    const entries = Object.entries({ ...vendhubOnly, ...config }).map(([key, value]) => [
      `belfry:${key}`,
      value,
    ]);
    writeFileSync(file, `${stringify({ config: Object.fromEntries(entries) })}${salt ?? ""}\n`);
  }

  /** Runs `belfry` to its end. */
  belfry(...words: readonly string[]): Promise<Run> {
    return this.spawnBelfry(...words).done;
  }

  spawnBelfry(...words: readonly string[]): Running {
    return this.spawnBelfryWith({}, ...words);
  }

  /** The same with variables of its own. */
  spawnBelfryWith(environment: Readonly<Record<string, string>>, ...words: readonly string[]): Running {
    return this.#start(process.execPath, [this.path("cli", "belfry.js"), ...words], environment);
  }

  /** Runs a plain `pulumi` to its end, with what `belfry sandbox` printed. */
  pulumi({ environment }: Pick<OpenSandbox, "environment">, ...words: readonly string[]): Promise<Run> {
    return this.#start("pulumi", [...words, "--non-interactive", "--color", "never"], environment).done;
  }

  /** Starts `belfry sandbox` and reads what it prints. */
  async openSandbox(...words: readonly string[]): Promise<OpenSandbox> {
    const command = this.spawnBelfry("sandbox", ...words);
    await until(() => command.text().includes("Ctrl-C") || !isRunning(command.pid), 120_000);
    const lines = [...command.text().matchAll(/^export (\w+)='(.*)'$/gm)];
    if (lines.length === 0) throw new Error(`belfry sandbox did not come up:\n${command.text()}`);
    const environment = Object.fromEntries(lines.map(([, name = "", value = ""]) => [name, value]));
    return { command, environment };
  }

  /** Runs work beside a sandbox that stays up, and ends it as a user would. */
  async withSandbox<Result>(work: (sandbox: OpenSandbox) => Promise<Result>): Promise<Result> {
    const sandbox = await this.openSandbox();
    try {
      return await work(sandbox);
    } finally {
      sandbox.command.signal("SIGINT");
      await sandbox.command.done;
    }
  }

  /** Everything that the sandbox holds. */
  objects(): Promise<readonly InventoryObject[]> {
    return listObjects(this.path(".belfry", "sandbox"));
  }

  /** Makes the sandbox's calls fail as told; nothing when left out. */
  fault(...faults: readonly Readonly<Record<string, unknown>>[]): void {
    const folder = this.path(".belfry", "sandbox");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "faults.json"), JSON.stringify(faults));
  }

  /** The stack's state file. */
  get stateFile(): string {
    return this.path(".belfry", "state", ".pulumi", "stacks", "belfry", "local.json");
  }

  /** What the stack's state holds. */
  state(): StackExport["deployment"] {
    const { checkpoint } = JSON.parse(readFileSync(this.stateFile, "utf8")) as {
      readonly checkpoint: { readonly latest: StackExport["deployment"] | null };
    };
    return checkpoint.latest ?? {};
  }

  get locksFolder(): string {
    return this.path(".belfry", "state", ".pulumi", "locks", "organization", "belfry", "local");
  }

  /** Keeps state and objects aside; what is returned brings them back, or only one of the two. */
  snapshot(): (what?: "state" | "sandbox") => void {
    const kept = mkdtempSync(join(tmpdir(), "belfry-engine-kept-"));
    this.#snapshots.push(kept);
    const parts = ["state", "sandbox"] as const;
    for (const name of parts) replaceFolder(this.path(".belfry", name), join(kept, name));
    return (what) => {
      for (const name of parts)
        if (what === undefined || what === name) replaceFolder(join(kept, name), this.path(".belfry", name));
    };
  }

  readonly #snapshots: string[] = [];

  /** Ends whatever a test left running and removes the copy. */
  async remove(): Promise<void> {
    const left = this.#commands.filter(({ pid }) => isRunning(pid));
    for (const { pid } of left) for (const each of [...descendantsOf(pid), { pid }]) end(each.pid);
    await Promise.all(left.map(({ done }) => done));
    for (const folder of [this.folder, ...this.#snapshots]) {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  #start(command: string, words: readonly string[], environment: Readonly<Record<string, string>>): Running {
    const child = spawn(command, words, {
      cwd: this.folder,
      env: { ...this.#environment, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const running = watch(child);
    this.#commands.push(running);
    return running;
  }
}

/** Waits until something holds; fails when it does not in time. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  milliseconds = 30_000,
  what = "what the test waits for",
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`After ${milliseconds / 1000} s still not: ${what}.`);
    await wait(20);
  }
}

/** What follows the last name, and a link to modules, which the pattern of a folder does not ignore. */
const unwanted: ReadonlySet<string> = new Set(["", "node_modules"]);

/** Files of the work tree that are, or would be, under version control. */
function sourceFiles(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: checkout,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const files = listed.split("\0").filter((file) => !unwanted.has(file) && existsSync(join(checkout, file)));
  return [...new Set(files)];
}

function replaceFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  if (existsSync(from)) cpSync(from, to, { recursive: true });
}

function copyInto(folder: string, file: string): void {
  const target = join(folder, file);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(checkout, file), target, { recursive: true });
}

function watch(child: ChildProcess): Running {
  const written = { stdout: "", stderr: "", text: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
      written[name] += chunk;
      written.text += chunk;
    });
  }
  const pid = child.pid ?? 0;
  const done = new Promise<Run>((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      resolve({ code, ...written });
    });
  });
  return {
    pid,
    done,
    text: () => written.text,
    signal: (name) => child.kill(name),
    descendants: () => descendantsOf(pid),
  };
}
