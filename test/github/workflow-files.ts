import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parse } from "yaml";

const root = resolve(__dirname, "../..");

/** One step of a job or of an action. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "continue-on-error"?: boolean;
}

/** One job of a workflow. */
export interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly strategy?: {
    readonly "fail-fast": boolean;
    readonly "max-parallel": number;
    readonly matrix: Readonly<Record<string, readonly string[]>>;
  };
  readonly steps: readonly Step[];
}

/** A workflow, as far as tests look at it. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The action of the checkout's root. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** The files of all workflows and of the action, by their path from the checkout's root. */
export const files: ReadonlyMap<string, string> = new Map(
  [
    ...readdirSync(join(root, ".github/workflows")).map((name) => `.github/workflows/${name}`),
    "action.yml",
  ].map((path) => [path, readFileSync(join(root, path), "utf8")]),
);

const read = (path: string): unknown => parse(files.get(path) ?? "");

/** The workflow that builds a preview. */
export const previewWorkflow = read(".github/workflows/preview.yml") as Workflow;

/** The workflow that keeps the past. */
export const historyWorkflow = read(".github/workflows/history.yml") as Workflow;

/** The workflow that deploys. */
export const deployWorkflow = read(".github/workflows/deploy.yml") as Workflow;

/** The workflow that looks for what was changed by hand. */
export const driftWorkflow = read(".github/workflows/drift.yml") as Workflow;

/** The workflow that removes clones. */
export const sweepWorkflow = read(".github/workflows/sweep.yml") as Workflow;

/** The workflow that comments. */
export const commentWorkflow = read(".github/workflows/preview-comment.yml") as Workflow;

/** The action that both call by its documented commands. */
export const action = read("action.yml") as Action;

/** Every step, with the file in which it stands. */
export const steps: readonly (readonly [path: string, step: Step])[] = [...files.keys()].flatMap((path) => {
  const file = read(path) as Partial<Workflow & Action>;
  const all = file.runs?.steps ?? Object.values(file.jobs ?? {}).flatMap((job) => job.steps);
  return all.map((step) => [path, step] as const);
});

/** The only step of a file whose script has that text. */
export function scriptWith(all: readonly Step[], text: string): Step & { readonly run: string } {
  const [found, ...others] = all.filter(({ run }) => run?.includes(text));
  if (found?.run === undefined || others.length > 0) throw new RangeError(`Not one step has ${text}.`);
  return { ...found, run: found.run };
}
