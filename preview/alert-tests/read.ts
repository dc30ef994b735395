import type { Problem } from "../../model/problem";
import {
  defaultInterval,
  fileForm,
  testForm,
  type Expectation,
  type GivenSeries,
  type WrittenTest,
} from "./form";
import { readForm, type Placed, type Remedies } from "./yaml-form";

/** An expectation with the line on which it stands. */
export type PlacedExpectation = Expectation & {
  /** Its line, from 1. */
  readonly line: number;
};

/** A series with the line on which it stands. */
export type PlacedSeries = GivenSeries & {
  /** Its line, from 1. */
  readonly line: number;
};

/** A test with the place where it stands. */
export interface AlertTest extends Omit<WrittenTest, "interval" | "series" | "expect"> {
  /** The file, as it was named. */
  readonly file: string;
  /** Its line, from 1. */
  readonly line: number;
  /** Seconds between two points. */
  readonly interval: number;
  /** What was measured. */
  readonly series: readonly PlacedSeries[];
  /** The lines of what it says first. */
  readonly lines: Readonly<Record<"name" | "guardrail" | "series", number>>;
  /** What must be seen. */
  readonly expect: readonly PlacedExpectation[];
}

/** The tests of a file and all that is wrong with its form; a test with a problem is not among them. */
export interface ReadFile {
  /** The tests. */
  readonly tests: readonly AlertTest[];
  /** Empty when it can be run. */
  readonly problems: readonly Problem[];
}

/** Reads a file of alert tests: `*.alerts.test.yaml`. */
export function readTests(file: string, text: string): ReadFile {
  const read = readForm(file, text, { form: fileForm, remedies: testRemedies });
  const place = (test: WrittenTest, index: number, interval: number): AlertTest =>
    placed(test, { file, index, interval, lineOf: read.lineOf });
  if ("problems" in read) {
    // The others are tried all the same, so that what is wrong with them is told in the same run.
    const interval = intervalOf(read.values);
    const tests = soundTests(read.values).map(({ index, test }) => place(test, index, interval));
    return { tests, problems: [...read.problems, ...namedTwice(tests)] };
  }
  const { interval, tests: written } = read.data;
  const tests = written.map((test, index) => place(test, index, interval));
  return { tests, problems: namedTwice(tests) };
}

function placed(
  { expect, interval, series, ...test }: WrittenTest,
  at: Pick<Placed, "lineOf"> & { readonly file: string; readonly index: number; readonly interval: number },
): AlertTest {
  const lineOf = (...path: readonly PropertyKey[]): number => at.lineOf(["tests", at.index, ...path]);
  return {
    ...test,
    file: at.file,
    line: lineOf(),
    interval: interval ?? at.interval,
    series: series.map((each, index) => ({ ...each, line: lineOf("series", index) })),
    lines: { name: lineOf("name"), guardrail: lineOf("guardrail"), series: lineOf("series") },
    expect: expect.map((each, index) => ({ ...each, line: lineOf("expect", index) })),
  };
}

const intervalOf = (values: unknown): number =>
  fileForm.pick({ interval: true }).strip().safeParse(values).data?.interval ?? defaultInterval;

/** The tests of a file in which others are malformed. */
function soundTests(values: unknown): readonly { readonly index: number; readonly test: WrittenTest }[] {
  const tests = typeof values === "object" && values !== null && "tests" in values ? values.tests : [];
  if (!Array.isArray(tests)) return [];
  return tests.flatMap((each: unknown, index) => {
    const { data } = testForm.safeParse(each);
    return data ? [{ index, test: data }] : [];
  });
}

function namedTwice(tests: readonly AlertTest[]): readonly Problem[] {
  return tests.flatMap(({ file, lines, name }, index) => {
    const first = tests.findIndex((other) => other.name === name);
    if (first === index) return [];
    return {
      code: "alert-test/name",
      path: `${file}:${lines.name} name`,
      value: name,
      rule: `the test of line ${tests[first]?.line ?? 1} has the same name: a report could not tell them apart.`,
      remedy: "Say in each name what that test alone promises.",
    };
  });
}

const testRemedies: Remedies = {
  tests: "Write a list of tests, each with name, guardrail, series and expect.",
  name: "Write what is promised, in a sentence.",
  guardrail:
    "Write the id of a monitor, burn-rate alert, objective or metric rule; `npx belfry plan` lists them.",
  as: "Write metric-monitor, or leave it out.",
  interval: "Write a time such as 1m.",
  at: "Write the time since the start, such as 15m or 1h30m.",
  series: "Write points such as 60x14 90x5 _x10, or a list of { group, part, values }.",
  values: "Write points such as 60x14 90x5 _x10.",
  group: "Write the group's tags, such as { pod_name: a }.",
  part: "Write 1 for the first metric that it reads, 2 for the second.",
  state: "Write ok, warn, alert or no-data.",
  sentNow: "Write counts such as { alert: 1 }.",
  sent: "Write counts such as { alert: 1, recovery: 1 }; kinds are alert, warn, no-data, recovery and renotify.",
  expect: "Write a list of expectations such as { at: 15m, state: alert, sent: { alert: 1 } }.",
};
