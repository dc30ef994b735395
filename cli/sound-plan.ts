import { ModelError, type Problem } from "../model/problem";
import { loadPlan, type LoadedPlan } from "../stacks/load-plan";
import { readStackFile, stackFileOf } from "../stacks/stack-file";
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

/**
 * The plans of two environments, whose files are sound.
 *
 * @throws ModelError with all that is wrong with either of them
 */
export function soundPlans(one: string, other: string): readonly [LoadedPlan, LoadedPlan] {
  const problems: Problem[] = [];
  const planOf = (stack: string): LoadedPlan | null => {
    try {
      return soundPlan(stack);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      problems.push(...error.problems.map((each) => placed(each, stack)));
      return null;
    }
  };
  const [first, second] = [planOf(one), one === other ? null : planOf(other)];
  if (first !== null && one === other) return [first, first];
  if (first !== null && second !== null) return [first, second];
  throw new ModelError(one === other ? one : `${one} or ${other}`, problems);
}

/** A problem that says in which environment it is. */
function placed(problem: Problem, stack: string): Problem {
  const file = stackFileOf(checkout, stack);
  const isSaid = problem.path.startsWith(file) || problem.code === "stack/unknown";
  return isSaid ? problem : { ...problem, path: `${file} ${problem.path}` };
}
