import { ModelError } from "../../model/problem";
import { guardrailsByUrn, nameIn } from "../../preview/deployed/state";
import type { StackExport } from "../../recovery/deployment";
import { shardOf } from "../../stacks/shard";
import { exportStack } from "./deployed-stack";
import { findWorkplace } from "./workplace";

/** A resource that carries a guardrail. */
export interface DeployedResource {
  /** Type token, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** The provider's id. */
  readonly id: string;
}

/** The resources of a guardrail in a stack's state; null where the stack is not deployed on this machine. */
export async function deployedResources(
  root: string,
  stack: string,
  guardrail: string,
): Promise<readonly DeployedResource[] | null> {
  const { kind, stacksOf } = findWorkplace(root, { stack });
  if (kind !== "sandbox" || (await stacksOf(shardOf(stack).environment)).length === 0) return null;
  try {
    return resourcesOf(await exportStack(root, stack, stack), guardrail);
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  }
}

/** The resources below a guardrail's component, which has the guardrail's id as its name. */
export function resourcesOf({ deployment }: StackExport, guardrail: string): readonly DeployedResource[] {
  const resources = deployment.resources ?? [];
  const guardrails = guardrailsByUrn(resources);
  return resources.flatMap(({ custom, id, type, urn }) =>
    custom && id !== undefined && guardrails.get(urn) === guardrail ? [{ type, name: nameIn(urn), id }] : [],
  );
}
