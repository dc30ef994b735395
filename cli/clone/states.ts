import { stateObjects, stateSecrets } from "../../environments/leaks/state";
import type { StateObject } from "../../environments/leaks/leaks";
import type { StackExport } from "../../recovery/deployment";
import { findPulumi } from "../engine/find-pulumi";
import { runPulumi } from "../engine/pulumi";
import type { Workplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";

/** What is deployed of an environment, in all of its stacks. */
export interface DeployedState {
  /** Its stacks, of which some may be empty. */
  readonly stacks: readonly string[];
  /** Its resources, with their secrets readable: for this process alone. */
  readonly objects: readonly StateObject[];
  /** Its secrets. */
  readonly secrets: ReadonlyMap<string, string>;
  /** What each of its stacks exports. */
  readonly outputs: readonly Readonly<Record<string, unknown>>[];
}

/** Reads what is deployed of an environment; nothing where it has no stack. */
export async function stateOf(place: Workplace, environment: string): Promise<DeployedState> {
  // The sandbox's stacks are files, and where there is none no Pulumi CLI is asked.
  if (place.kind === "own") await findPulumi(place.root);
  const stacks = await place.stacksOf(environment);
  const exports: StackExport[] = [];
  for (const stack of stacks) exports.push(await exportOf(place, stack));
  return {
    stacks,
    objects: exports.flatMap(stateObjects),
    secrets: new Map(exports.flatMap((each) => [...stateSecrets(each)])),
    outputs: exports.flatMap(outputsIn),
  };
}

async function exportOf(place: Workplace, stack: string): Promise<StackExport> {
  await findPulumi(place.root);
  const words = ["stack", "export", "--show-secrets", "--stack", stack];
  const { code, stderr, stdout } = await runPulumi(words, place.runOf(stack));
  if (code === 0) return JSON.parse(stdout) as StackExport;
  throw new Stop(exitCodes.problems, `The stack ${stack} cannot be read:\n${stderr.trim()}`);
}

function outputsIn({ deployment }: StackExport): readonly Readonly<Record<string, unknown>>[] {
  const outputs = deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
  return outputs === undefined || Object.keys(outputs).length === 0 ? [] : [outputs];
}

/** Whether a provider holds an object of it; components and providers themselves are none. */
export const isDeployed = ({ id, type }: StateObject): boolean =>
  id !== undefined && !type.startsWith("pulumi:");
