import type { Problem } from "../../model/problem";
import { groupName } from "../simulator/history";
import type { Simulated } from "../simulator/result";
import type { TriedAlert } from "./alert";
import { mostPoints, writeTime } from "./notation";
import type { AlertTest, PlacedExpectation } from "./read";

/** Expectations at a time that no test should reach: a number too long must not fill the memory. */
export const lateProblems = ({ expect, file, interval }: AlertTest): readonly Problem[] =>
  expect
    .filter(({ at }) => at > mostPoints * interval)
    .map(({ at, line }) => ({
      code: "alert-test/expectation",
      path: `${file}:${line} at`,
      value: writeTime(at),
      rule: `it is more than ${mostPoints} points after the start.`,
      remedy: "Write an earlier time, or a longer interval.",
    }));

/** What of an alert decides which expectations make sense. */
export interface Expected {
  /** The test. */
  readonly test: AlertTest;
  /** Tags of its groups. */
  readonly by: TriedAlert["by"];
  /** When it was evaluated. */
  readonly clock: Simulated["clock"];
}

/** Expectations that could never hold, whatever the levels: of a group that is not there, of a time between evaluations. */
export function expectationProblems(
  expectations: readonly PlacedExpectation[],
  expected: Expected,
): readonly Problem[] {
  return expectations.flatMap((each) => {
    const found = [groupProblem(each, expected), clockProblem(each, expected)];
    return found.flatMap((problem) => problem ?? []);
  });
}

function groupProblem(
  { group, line, state }: PlacedExpectation,
  { by, test }: Expected,
): Problem | undefined {
  const problem = (rule: string, remedy: string): Problem => ({
    code: "alert-test/expectation",
    path: `${test.file}:${line} group`,
    value: group === undefined ? null : JSON.stringify(group),
    rule,
    remedy,
  });
  if (by.length === 0)
    return group && problem(`${test.guardrail} tells of no groups.`, "Leave the group out.");
  const tags = Object.keys(group ?? {});
  const grouped = `${test.guardrail} is grouped by ${by.join(" and ")}`;
  if (tags.some((tag) => !by.includes(tag)))
    return problem(`${grouped}.`, `Write { ${by.map((tag) => `${tag}: …`).join(", ")} }.`);
  if (state !== undefined && tags.length < by.length)
    return problem(
      `${grouped}, so a state is that of one group.`,
      `Add group: { ${by.map((tag) => `${tag}: …`).join(", ")} }.`,
    );
  const groups = test.series.flatMap(({ group: each }) => (each ? [each] : []));
  const there = groups.some((each) => tags.every((tag) => each[tag] === group?.[tag]));
  if (tags.length === 0 || there) return undefined;
  const names = [...new Set(groups.map((each) => groupName(each, by)))];
  return problem("no series of the test stands for this group.", `Write one of ${names.join("; ")}.`);
}

function clockProblem(
  { at, line, sentNow }: PlacedExpectation,
  { clock: { every, first }, test }: Expected,
): Problem | undefined {
  if (sentNow === undefined || (at - first) % every === 0) return undefined;
  const before = Math.max(first, at - ((at - first) % every));
  return {
    code: "alert-test/expectation",
    path: `${test.file}:${line} sentNow`,
    value: writeTime(at),
    rule: `${test.guardrail} is evaluated every ${writeTime(every)}, so nothing is ever sent at this time.`,
    remedy: `Write ${writeTime(before)} or ${writeTime(before + every)}, or say with sent what came so far.`,
  };
}
