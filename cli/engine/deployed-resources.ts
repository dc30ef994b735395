import { existsSync } from "node:fs";

import { guardrailsByUrn, nameIn } from "../../preview/deployed/state";
import type { StackExport } from "../../recovery/deployment";
import { findPulumi } from "./find-pulumi";
import { localPlaces, localStack, sandboxEnvironment } from "./local-stack";
import { runPulumi } from "./pulumi";

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
  const places = localPlaces(root);
  if (stack !== localStack || !existsSync(places.state)) return null;
  await findPulumi(root);
  const { code, stdout } = await runPulumi(["stack", "export", "--stack", stack], {
    root,
    environment: sandboxEnvironment(places, stack),
  });
  return code === 0 ? resourcesOf(JSON.parse(stdout) as StackExport, guardrail) : null;
}

/** The resources below a guardrail's component, which has the guardrail's id as its name. */
export function resourcesOf({ deployment }: StackExport, guardrail: string): readonly DeployedResource[] {
  const resources = deployment.resources ?? [];
  const guardrails = guardrailsByUrn(resources);
  return resources.flatMap(({ custom, id, type, urn }) =>
    custom && id !== undefined && guardrails.get(urn) === guardrail ? [{ type, name: nameIn(urn), id }] : [],
  );
}
