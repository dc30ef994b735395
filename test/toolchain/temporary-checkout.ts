import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

export interface Outcome<T> {
  readonly result?: T;
  readonly error?: string;
  readonly kind?: string;
  readonly lines: readonly string[];
}

const run = promisify(execFile);
const project = join(__dirname, "..", "..");

const caller = join(__dirname, "call.mjs");

/** Calls a function of toolchain/ once for each list of arguments, in a process of its own. */
export async function callEach<T>(
  module: string,
  name: string,
  lists: readonly unknown[],
): Promise<Outcome<T>[]> {
  const { stdout } = await run(process.execPath, [caller, module, name, JSON.stringify(lists)]);
  return JSON.parse(stdout) as Outcome<T>[];
}

/** Calls a function of toolchain/ in a process of its own. */
export async function call<T>(
  module: string,
  name: string,
  ...args: readonly unknown[]
): Promise<Outcome<T>> {
  const [outcome] = await callEach<T>(module, name, [args]);
  if (!outcome) throw new Error("call.mjs printed no outcome");
  return outcome;
}

/** Starts such a call and leaves it running. */
export function startCall(module: string, name: string, ...args: readonly unknown[]): ChildProcess {
  return spawn(process.execPath, [caller, module, name, JSON.stringify([args])], { stdio: "ignore" });
}

/** A copy of what set-up reads of a checkout, with a home and a PATH that hold nothing but fakes. */
export class TemporaryCheckout {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "belfry-toolchain-")));
  readonly bin = join(this.root, "path");
  readonly home = join(this.root, "home");
  readonly cacheFolder = join(this.home, "versions", "3.259.0", "bin");
  readonly env: Readonly<Record<string, string>> = { PATH: this.bin, PULUMI_HOME: this.home };

  constructor() {
    mkdirSync(this.bin);
    this.write("package.json", {
      engines: { node: "^20.19.0 || ^22.13.0 || >=24.0.0" },
      dependencies: { pulumi: "3.259.0", "@pulumi/pulumi": "3.248.0" },
    });
    for (const module of ["cli", "language-nodejs"]) {
      cpSync(join(project, "toolchain", module), join(this.root, "toolchain", module), { recursive: true });
    }
  }

  get options(): object {
    return { root: this.root, env: this.env, logged: true };
  }

  write(path: string, content: unknown): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }

  /** Writes an executable: the body of a Node.js program, since no other interpreter is sure to be there. */
  executable(file: string, body: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!${process.execPath}\n${body}\n`, { mode: 0o755 });
  }

  pulumi(folder: string, version: string): void {
    this.executable(join(folder, "pulumi"), answering(`v${version}`));
  }

  languageHost(folder: string): void {
    this.executable(join(folder, "pulumi-language-nodejs"), answering("Usage of pulumi-language-nodejs:"));
  }

  /** The `pulumi` npm package with a download of its own: the body of `installCLI(version, target)`. */
  npmPackage(download: string): void {
    this.write(
      "node_modules/pulumi/lib/download.js",
      `const { mkdirSync, writeFileSync } = require("node:fs");
       exports.installCLI = async (version, target) => { ${download} };`,
    );
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export const answering = (line: string): string => `console.log(${JSON.stringify(line)})`;

/** What stands in a fake program that stands for a whole one: its text, quoted for use in another program. */
export const program = (line: string): string =>
  JSON.stringify(`#!${process.execPath}\n${answering(line)}\n`);
