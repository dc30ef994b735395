import { createRequire } from "node:module";

import type { Problem } from "../../model/problem";
import type { Plan } from "../../plan/types";
import { misfitCode, misfits } from "../../preview/deployed/fit";
import type { StateIndex } from "../../preview/deployed/state";
import type * as Registering from "../engine/registered";
import { readDeployed } from "../engine/deployed-stack";
import { refuse } from "./json";
import type { Side, SideRequest } from "./read-side";

const prefix = "deployed:";

/** Whether a side of a preview is what is deployed. */
export const isDeployed = (spec: string): boolean => spec.startsWith(prefix);

/**
 * The plan that a stack exports, as a side of a preview.
 *
 * @throws ModelError with everything that keeps it from being read
 */
export async function deployedSide({
  option,
  root,
  spec,
}: Pick<SideRequest, "option" | "root" | "spec">): Promise<Side> {
  const stack = spec.slice(prefix.length);
  if (!/^[\w.-]+(?:\/[\w.-]+){0,2}$/.test(stack))
    return refuse({
      code: "deployed/name",
      path: option,
      value: spec,
      rule: "it names no stack.",
      remedy: "Write the stack's name behind the colon, such as deployed:prod.",
    });
  const { hideSettings, plan, state } = await readDeployed(root, stack, spec);
  return {
    hideSettings,
    raw: { where: spec, value: plan, strict: false },
    problems: [],
    waived: null,
    originOf: () => null,
    fits: (whole) => fitOf(spec, whole, state),
  };
}

/** The providers' packages take a second to load, and only this needs them: they are not loaded with the file. */
export const registering = (): typeof Registering =>
  createRequire(__filename)("../engine/registered") as typeof Registering;

async function fitOf(where: string, plan: Plan, state: StateIndex): Promise<readonly Problem[]> {
  try {
    return misfits(where, await registering().registeredFor(plan, state), state);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [
      {
        code: misfitCode,
        path: where,
        value: null,
        rule: `this Belfry cannot say what the exported plan would be in the state: ${said.slice(0, 300)}`,
        remedy: "Deploy the stack with this Belfry, or compare with the Belfry that deployed it.",
      },
    ];
  }
}
