import type { Problem } from "../../model/problem";
import { groupName } from "../simulator/history";
import type { Simulated } from "../simulator/result";
import type { TriedAlert } from "./alert";
import { testedStates } from "./form";
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
  /** Id of the alert. */
  readonly id: string;
  /** Tags of its groups. */
  readonly by: TriedAlert["by"];
  /** States that it never has. */
  readonly never: TriedAlert["never"];
}

/** Expectations that could never hold, whatever the levels: of a group that is not there, or of a state that it never has. */
export const impossible = (
  expectations: readonly PlacedExpectation[],
  expected: Expected,
): readonly Problem[] =>
  expectations.flatMap((each) =>
    [groupProblem(each, expected), stateProblem(each, expected)].flatMap((problem) => problem ?? []),
  );

function stateProblem(
  { line, state }: PlacedExpectation,
  { id, never, test }: Expected,
): Problem | undefined {
  const why = state === undefined ? undefined : never[state];
  if (state === undefined || why === undefined) return undefined;
  return {
    code: "alert-test/expectation",
    path: `${test.file}:${line} state`,
    value: state,
    rule: `${id} never has this state: ${why}.`,
    remedy: `Write ${testedStates.filter((each) => never[each] === undefined).join(" or ")}.`,
  };
}

function groupProblem(
  { group, line, state }: PlacedExpectation,
  { by, id, test }: Expected,
): Problem | undefined {
  const problem = (rule: string, remedy: string): Problem => ({
    code: "alert-test/expectation",
    path: `${test.file}:${line} group`,
    value: group === undefined ? null : JSON.stringify(group),
    rule,
    remedy,
  });
  if (by.length === 0) return group && problem(`${id} tells of no groups.`, "Leave the group out.");
  const tags = Object.keys(group ?? {});
  const grouped = `${id} is grouped by ${by.join(" and ")}`;
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

/** Expectations of what is sent at a time at which nothing is evaluated. */
export const betweenEvaluations = (
  expectations: readonly PlacedExpectation[],
  { id, test }: Pick<Expected, "id" | "test">,
  { every, first }: Simulated["clock"],
): readonly Problem[] =>
  expectations
    .filter(({ at, sentNow }) => sentNow !== undefined && (at - first) % every !== 0)
    .map(({ at, line }) => {
      const before = Math.max(first, at - ((at - first) % every));
      return {
        code: "alert-test/expectation",
        path: `${test.file}:${line} sentNow`,
        value: writeTime(at),
        rule: `${id} is evaluated every ${writeTime(every)}, so nothing is ever sent at this time.`,
        remedy: `Write ${writeTime(before)} or ${writeTime(before + every)}, or say with sent what came so far.`,
      };
    });
