import { createRequire } from "node:module";

import type * as Automation from "@pulumi/pulumi/automation";

import type { PulumiRun } from "./pulumi";

/** A stack as Pulumi's Automation API works on it. */
export type EngineStack = Automation.Stack;

// Half a second, for commands that run the engine alone.
const automation = (): typeof Automation =>
  createRequire(__filename)("@pulumi/pulumi/automation") as typeof Automation;

let command: Promise<Automation.PulumiCommand> | undefined;

/**
 * A stack of the Automation API. The user's selected stack stays as it is: the API would select this one, which is a
 * setting of the user's own. Nor does it ask for a stack's outputs and history after an update, which nobody reads here.
 */
export async function engineStackOf(stack: string, { environment, root }: PulumiRun): Promise<EngineStack> {
  const { LocalWorkspace, PulumiCommand, Stack } = automation();
  command ??= PulumiCommand.get();
  const workspace = await LocalWorkspace.create({
    workDir: root,
    envVars: { ...environment },
    pulumiCommand: await command,
  });
  workspace.selectStack = () => Promise.resolve();
  const engine = await Stack.select(stack, workspace);
  engine.outputs = () => Promise.resolve({});
  engine.info = () => Promise.resolve(undefined);
  return engine;
}

/** Runs work of the Automation API, which hands this process's variables on, without those that are named. */
export async function withoutVariables<Result>(
  names: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const kept = names.map((name) => [name, process.env[name]] as const);
  for (const [name] of kept) Reflect.deleteProperty(process.env, name);
  try {
    return await work();
  } finally {
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
  }
}

/** Runs work of the Automation API that Ctrl-C ends in good order, as Pulumi itself ends. */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const interruption = new AbortController();
  // A terminal sends Ctrl-C to the engine directly, and Pulumi takes a second one as "stop at once".
  const stop = (signal: NodeJS.Signals): void => {
    if (signal !== "SIGINT" || !process.stdin.isTTY) interruption.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    return await work(interruption.signal);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
