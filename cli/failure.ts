import { describeProblem, type Problem } from "../model/problem";
import { loadProblem } from "../stacks/load-problem";
import { checkout } from "./checkout";
import { exitCodes } from "./exit";

/** Whether a command was asked for JSON, so that what reads it gets problems as JSON too. */
export const wantsJson = (argv: readonly string[]): boolean =>
  argv.includes("json") || argv.includes("--format=json");

/** Problems for a program. */
export const problemsAsJson = (problems: readonly Problem[]): string => JSON.stringify({ problems }, null, 2);

/**
 * Tells of an error that nothing expected, and gives the exit code. What fails on a line that the user wrote is a problem
 * like any other; anything else is a fault of Belfry, whose stack is needed to mend it.
 */
export function reportFailure(error: unknown, argv: readonly string[]): number {
  const problem = loadProblem(error, checkout);
  if (problem) {
    if (wantsJson(argv)) console.log(problemsAsJson([problem]));
    else console.error(describeProblem(problem));
    return exitCodes.problems;
  }
  console.error("belfry failed; this is a fault of belfry, not of what you wrote.");
  console.error(error instanceof Error ? error.stack : error);
  return exitCodes.failure;
}
