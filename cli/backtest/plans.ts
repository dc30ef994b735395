import { ModelError } from "../../model/problem";
import type { Plan } from "../../plan/types";
import { reconcile } from "../../preview/reconcile";
import { checkout } from "../checkout";
import { readSide, workingTree } from "../preview/read-side";

/**
 * The plan of the working tree, and the one it is compared with.
 *
 * @param base - a git ref or a plan's file; undefined for none
 * @throws ModelError with everything that is wrong with either
 */
export async function readPlans(
  stack: string,
  base: string | undefined,
): Promise<{ readonly base: Plan | null; readonly head: Plan }> {
  const request = { root: checkout, stack, evaluates: false };
  const { raw: after } = await readSide({ ...request, option: "--head", spec: workingTree });
  const before = base === undefined ? null : await readSide({ ...request, option: "--base", spec: base });
  const plans = reconcile(before?.raw ?? after, after);
  if (plans.problems.length > 0) throw new ModelError(base ?? workingTree, plans.problems);
  return { base: before === null ? null : plans.base, head: plans.head };
}
