/** One thing wrong with what the user wrote, tied to the place where it was written. */
export interface Problem {
  /** Stable code that tests, documentation and waivers refer to, such as `threshold/order`. */
  readonly code: string;
  /** Where it was written: a dotted path or a file with a key, such as `vendhub/cpu.warning`. */
  readonly path: string;
  /** The value found, as written; null when it is missing. */
  readonly value: string | null;
  /** What must hold, in a sentence. */
  readonly rule: string;
  /** What to write instead, in a sentence. */
  readonly remedy: string;
}

/** One problem as a person reads it: path, value, rule, remedy, code. */
export function describeProblem(problem: Problem): string {
  const value = problem.value === null ? "" : ` (${problem.value})`;
  return `${problem.path}${value}: ${problem.rule} ${problem.remedy} [${problem.code}]`;
}

/** All problems as a person reads them, after one line that says how many there are and in what. */
export function describeProblems(subject: string, problems: readonly Problem[]): string {
  const many = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [`${subject} has ${many}:`, ...problems.map((problem) => `  ${describeProblem(problem)}`)].join(
    "\n",
  );
}

/** Thrown where an answer is impossible because of the user's mistakes: all of them at once, and no stack trace. */
export class ModelError extends Error {
  /** Everything that is wrong. */
  readonly problems: readonly Problem[];

  constructor(subject: string, problems: readonly Problem[]) {
    super(describeProblems(subject, problems));
    this.name = "ModelError";
    this.problems = problems;
  }
}
