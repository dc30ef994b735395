import type { Problem } from "../../model/problem";
import type { Among, Replayed } from "../history/wanted";
import { alertsOf } from "./alerts";
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
  /** The alerts on which it was tried. */
  readonly alerts: readonly Replayed[];
}

/** What became of all tests, or all that is wrong with them. */
export interface Suite {
  /** Each test; complete only when there are no problems. */
  readonly results: readonly Result[];
  /** What keeps tests from being run. */
  readonly problems: readonly Problem[];
}

/** Runs the tests of files on the alerts of a plan. */
export function runSuite(files: readonly TestFile[], guardrails: Among["guardrails"]): Suite {
  const read = files.map(({ file, text }) => readTests(file, text));
  const problems = read.flatMap((each) => each.problems);
  const results: Result[] = [];
  for (const test of read.flatMap(({ tests }) => tests)) {
    const found = alertsOf(test, guardrails);
    problems.push(...found.problems);
    const runs = found.alerts.map((alert) => runTest(test, alert, { guardrails }));
    problems.push(...unique(runs.flatMap((run) => (run.ok ? [] : run.problems))));
    const outcomes = runs.flatMap((run) => (run.ok ? [run.value] : []));
    if (found.problems.length > 0 || outcomes.length < runs.length) continue;
    results.push({
      test,
      alerts: found.alerts,
      failures: outcomes.flatMap(({ failures }) => failures),
      doubts: [...new Set(outcomes.flatMap(({ doubts }) => doubts))],
    });
  }
  return { results, problems };
}

/** Alerts that share a series share what is wrong with it. */
const unique = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];
