import { ModelError, type Problem } from "../../model/problem";
import { nameIn } from "../../preview/deployed/state";
import type { StackExport } from "../../recovery/deployment";
import { exportState } from "../engine/export-state";
import type { Workplace } from "../engine/workplace";
import type { Deployment } from "./layout";

/**
 * Refuses to deploy over creations that a run in a backend of the user's own was cut off in: Pulumi would make each a second
 * time, and no state would know of the first. In the sandbox recovery finds them by identity instead.
 *
 * https://www.pulumi.com/docs/iac/operations/troubleshooting/interrupted-updates/
 *
 * @param deployment - what is deployed; a stack of it that is not there yet has nothing under way
 * @throws ModelError with every such creation
 */
export async function refuseCutOff(
  place: Workplace,
  { environment, stacks: deployed }: Pick<Deployment, "environment" | "stacks">,
): Promise<void> {
  if (place.kind === "sandbox") return;
  const stacks = (await place.stacksOf(environment)).filter((stack) => deployed.includes(stack));
  const problems = await Promise.all(
    stacks.map(async (stack) => cutOffProblems(stack, await exportState(place, stack, "encrypted"))),
  );
  if (problems.some((each) => each.length > 0)) throw new ModelError(environment, problems.flat());
}

/** Each object that may be there unknown to the stack's state; components and providers live in the state alone. */
export function cutOffProblems(stack: string, { deployment }: StackExport): readonly Problem[] {
  return (deployment.pending_operations ?? [])
    .filter(({ resource, type }) => type === "creating" && resource.custom)
    .filter(({ resource }) => !resource.type.startsWith("pulumi:"))
    .map(({ resource }) => ({
      code: "stack/cut-off",
      path: `${stack} ${nameIn(resource.urn)}`,
      value: resource.type,
      rule: "an earlier run was cut off while it made this: there may be one that no state knows, and deploying would make a second.",
      remedy: `Look at its provider, and remove it there if it is there; then \`pulumi refresh --clear-pending-creates --stack ${stack}\`, and run this again.`,
    }));
}
