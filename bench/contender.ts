import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { runPulumi, type PulumiResult } from "../cli/engine/pulumi";
import { exitCodes, Stop } from "../cli/exit";
import type { StateResource, StackExport } from "../recovery/deployment";
import { startSandbox, type Sandbox } from "../sandbox/control-plane";
import { stacks, type Project } from "./projects";

/** What a preview finds: nothing to do, or everything. */
export type Kind = "no-op" | "fresh";

/** Both, in the order in which the table shows them. */
export const kinds: readonly Kind[] = ["no-op", "fresh"];

/** One of the two programs, with a backend and a sandbox of its own. */
export class Contender {
  readonly #project: Project;
  readonly #sandbox: Sandbox;
  readonly #environment: Readonly<Record<string, string>>;

  private constructor(project: Project, sandbox: Sandbox) {
    this.#project = project;
    this.#sandbox = sandbox;
    this.#environment = {
      ...sandbox.environment,
      PULUMI_BACKEND_URL: `file://${join(project.folder, ".state")}`,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      ...project.environment,
    };
  }

  /** Starts a sandbox for a program, makes its two stacks and deploys one of them. */
  static async deploy(project: Project, temporary: string): Promise<Contender> {
    mkdirSync(join(project.folder, ".state"));
    const sandbox = await startSandbox({ directory: join(project.folder, ".sandbox") });
    const contender = new Contender(project, sandbox);
    try {
      for (const stack of Object.values(stacks)) await contender.#run(["stack", "init", stack], temporary);
      await contender.#up(temporary);
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
    return contender;
  }

  get name(): string {
    return this.#project.name;
  }

  /** Seconds that a preview takes from start to end, without the policy pack: a plain program has none. */
  async preview(kind: Kind | "changed", temporary: string): Promise<number> {
    mkdirSync(temporary, { recursive: true });
    const stack = kind === "fresh" ? stacks.empty : stacks.deployed;
    const words = ["preview", "--stack", stack, ...(kind === "no-op" ? ["--expect-no-changes"] : [])];
    const start = performance.now();
    await this.#run(words, temporary);
    return (performance.now() - start) / 1000;
  }

  /** What the deployed stack holds. */
  async resources(): Promise<readonly StateResource[]> {
    const { stdout } = await this.#run(["stack", "export", "--stack", stacks.deployed]);
    return (JSON.parse(stdout) as StackExport).deployment.resources ?? [];
  }

  async stop(): Promise<void> {
    await this.#sandbox.stop();
  }

  /** The state is written once, at the end: only previews are timed. */
  async #up(temporary: string): Promise<void> {
    const words = ["up", "--stack", stacks.deployed, "--yes", "--skip-preview", "--suppress-outputs"];
    await this.#run(words, temporary, { PULUMI_EXPERIMENTAL: "1", PULUMI_SKIP_CHECKPOINTS: "1" });
  }

  async #run(
    words: readonly string[],
    temporary?: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<PulumiResult> {
    const folder = temporary === undefined ? {} : { TMPDIR: temporary };
    const environment = { ...this.#environment, ...folder, ...more };
    const result = await runPulumi(words, { root: this.#project.folder, environment });
    if (result.code === 0) return result;
    const output = `${result.stdout}\n${result.stderr}`.trim();
    throw new Stop(exitCodes.failure, `${this.name}: pulumi ${words.join(" ")} failed:\n${output}`);
  }
}
