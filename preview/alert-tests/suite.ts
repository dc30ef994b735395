import { nearest } from "../../model/nearest";
import type { Problem } from "../../model/problem";
import type { Guardrail } from "../../plan/types";
import { readTests, type AlertTest } from "./read";
import { runTest, type Outcome } from "./run";

/** A file of alert tests. */
export interface TestFile {
  /** Its path, as it is shown. */
  readonly file: string;
  /** What it holds. */
  readonly text: string;
}

/** A test with what became of it. */
export interface Result extends Outcome {
  /** The test. */
  readonly test: AlertTest;
}

/** What became of all tests, or all that is wrong with them. */
export interface Suite {
  /** Each test; complete only when there are no problems. */
  readonly results: readonly Result[];
  /** What keeps tests from being run. */
  readonly problems: readonly Problem[];
}

/** Runs the tests of files on the monitors of a plan. */
export function runSuite(files: readonly TestFile[], guardrails: readonly Guardrail[]): Suite {
  const read = files.map(({ file, text }) => readTests(file, text));
  const results: Result[] = [];
  const problems = read.flatMap((each) => each.problems);
  for (const test of read.flatMap(({ tests }) => tests)) {
    const monitor = guardrails.find(({ id }) => id === test.guardrail);
    if (monitor?.kind !== "monitor") {
      problems.push(noMonitor(test, monitor, guardrails));
      continue;
    }
    const run = runTest(test, monitor);
    if (run.ok) results.push({ test, ...run.value });
    else problems.push(notRun(test, run.why));
  }
  return { results, problems };
}

function noMonitor(
  { file, guardrail: id, line }: AlertTest,
  found: Guardrail | undefined,
  guardrails: readonly Guardrail[],
): Problem {
  const monitors = guardrails.filter(({ kind }) => kind === "monitor").map((each) => each.id);
  const near = nearest(id, monitors);
  return {
    code: "alert-test/guardrail",
    path: `${file}:${line} guardrail`,
    value: id,
    rule: found ? `it is a ${found.kind}: only monitors are tested.` : "the plan has no such guardrail.",
    remedy: near === undefined ? "`npx belfry plan` lists the ids." : `Did you mean ${near}?`,
  };
}

const notRun = ({ file, guardrail, line }: AlertTest, why: string): Problem => ({
  code: "alert-test/series",
  path: `${file}:${line} series`,
  value: guardrail,
  rule: why,
  remedy: "Give it the points that its query reads; `npx belfry plan --format json` shows the query.",
});
