import { ModelError } from "../model/problem";
import { loadPlan, type LoadedPlan } from "../stacks/load-plan";
import { readStackFile } from "../stacks/stack-file";
import { checkout } from "./checkout";

/**
 * The plan of an environment whose file is sound; required settings may still be open, as in a plan.
 *
 * @param source - what it says, where that is more than its file
 * @throws ModelError with all that is wrong with it
 */
export function soundPlan(stack: string, source = readStackFile(checkout, stack)): LoadedPlan {
  const plan = loadPlan(source);
  if (plan.problems.length > 0) throw new ModelError(stack, plan.problems);
  return plan;
}
