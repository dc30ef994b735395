import { stateObjects, stateSecrets } from "../../environments/leaks/state";
import type { StateObject } from "../../environments/leaks/leaks";
import type { StackExport } from "../../recovery/deployment";
import { exportState } from "../engine/export-state";
import { findPulumi } from "../engine/find-pulumi";
import type { Workplace } from "../engine/workplace";

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
  if (stacks.length > 0) await findPulumi(place.root);
  for (const stack of stacks) exports.push(await exportState(place, stack, "readable"));
  return {
    stacks,
    objects: exports.flatMap(stateObjects),
    secrets: new Map(exports.flatMap((each) => [...stateSecrets(each)])),
    outputs: exports.flatMap(outputsIn),
  };
}

function outputsIn({ deployment }: StackExport): readonly Readonly<Record<string, unknown>>[] {
  const outputs = deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
  return outputs === undefined || Object.keys(outputs).length === 0 ? [] : [outputs];
}

/** Whether a provider holds an object of it; components and providers themselves are none. */
export const isDeployed = ({ id, type }: StateObject): boolean =>
  id !== undefined && !type.startsWith("pulumi:");
