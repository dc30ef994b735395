import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { PACKAGES } from "../../../sandbox/packages";
import { isAlive } from "../../../recovery/process";
import { readRunning } from "../../../sandbox/running";
import { copyCheckout } from "./checkout-folder";
import { startCommand, type Ended, type UnderWay } from "../../support/started-command";

/** A checkout of its own with a Pulumi CLI that deploys nothing; its sandbox is a real one. */
export class FakeCheckout {
  readonly folder = copyCheckout();
  /** Folder of the fake CLI, on PATH unless a test leaves it out. */
  readonly bin = join(this.folder, "bin");
  readonly #commands: UnderWay[] = [];

  constructor() {
    this.installCli(this.bin);
    // Deriving the schemas takes seconds, and gives the same for every copy.
    const schemas = resolve(__dirname, "../../../.belfry/schemas");
    if (existsSync(schemas)) cpSync(schemas, this.path(".belfry", "schemas"), { recursive: true });
  }

  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /** Puts the fake CLI with a language host into a folder. */
  installCli(folder: string): void {
    mkdirSync(folder, { recursive: true });
    const cli = join(__dirname, "fake-pulumi.cjs");
    const write = (name: string, body: string): void => {
      writeFileSync(join(folder, name), `#!${process.execPath}\n${body}\n`, { mode: 0o755 });
    };
    write("pulumi", `require(${JSON.stringify(cli)});`);
    write("pulumi-language-nodejs", 'console.log("Usage of pulumi-language-nodejs:");');
  }

  /** Starts `belfry`, with the fake CLI on PATH. */
  start(words: readonly string[], environment: Readonly<Record<string, string>> = {}): UnderWay {
    const path = [this.bin, dirname(process.execPath), "/usr/bin", "/bin"].join(":");
    const command = startCommand([this.path("cli", "belfry.js"), ...words], {
      cwd: this.folder,
      env: { PATH: path, HOME: this.path("home"), ...environment },
    });
    this.#commands.push(command);
    return command;
  }

  /** Runs `belfry` to its end. */
  run(...words: readonly string[]): Promise<Ended> {
    return this.start(words).done;
  }

  /** Lets the fake CLI wait at a verb; what is returned lets it go on. */
  hold(verb: string): () => void {
    rmSync(this.path(`began-${verb}`), { force: true });
    writeFileSync(this.path(`hold-${verb}`), "");
    return () => {
      rmSync(this.path(`hold-${verb}`), { force: true });
    };
  }

  /** Waits until the fake CLI is at a verb. */
  async began(verb: string): Promise<void> {
    await until(() => existsSync(this.path(`began-${verb}`)));
  }

  /** Ends what a test left running and makes the checkout fresh again, but for its caches. */
  async reset(): Promise<void> {
    for (const { child, done } of this.#commands.splice(0)) {
      child.kill("SIGKILL");
      await done;
    }
    await until(() => !this.serving().some(isAlive));
    const kept = new Set(["cache", "schemas"]);
    const made = readdirSync(this.path(".belfry")).filter((name) => !kept.has(name));
    const signs = readdirSync(this.folder).filter((name) => /^(began|hold)-|^home$/.test(name));
    const gone = [...made.map((name) => join(".belfry", name)), ...signs, "Pulumi.local.yaml"];
    for (const each of gone) rmSync(this.path(each), { recursive: true, force: true });
  }

  /** Processes of the sandbox that serves here. */
  serving(): readonly number[] {
    const record = readRunning(this.path(".belfry", "sandbox"));
    return record === undefined ? [] : PACKAGES.map((name) => record.providers[name].pid);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Waits until something holds; fails when it does not in time. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error("What the test waits for did not come.");
    await wait(20);
  }
}
