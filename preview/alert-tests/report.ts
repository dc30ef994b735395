import type { Mutation } from "./mutate";
import { writeTime } from "./notation";
import type { PromtoolResult } from "./promtool";
import type { Failure } from "./run";
import type { Result } from "./suite";

/** What became of tests, as a machine reads it. */
export interface Report {
  /** Tests that passed. */
  readonly passed: number;
  /** Tests that did not. */
  readonly failed: number;
  /** Each test. */
  readonly tests: readonly {
    /** The file. */
    readonly file: string;
    /** Its line. */
    readonly line: number;
    /** What it promises. */
    readonly name: string;
    /** What it names: an alert, or the objective whose alerts it tries. */
    readonly guardrail: string;
    /** The alerts that it tries. */
    readonly alerts: readonly string[];
    /** What was not met. */
    readonly failures: readonly Failure[];
    /** What the documentation leaves open. */
    readonly doubts: readonly string[];
  }[];
  /** Tests of Prometheus alerts, from promtool's files. */
  readonly promtool: readonly PromtoolResult[];
  /** The changes that the tests did not notice; null when none were asked for. */
  readonly mutation: Mutation | null;
  /** Seconds that it took. */
  readonly seconds: number;
}

/** What became of tests, before it is told. */
export interface Told {
  /** Belfry's own tests. */
  readonly results: readonly Result[];
  /** Tests of Prometheus alerts. */
  readonly promtool?: readonly PromtoolResult[];
  /** Null when no mutants were asked for. */
  readonly mutation: Mutation | null;
  /** Seconds that it took. */
  readonly seconds: number;
}

/** The report of results. */
export function reportOf({ mutation, promtool = [], results, seconds }: Told): Report {
  const failed =
    results.filter(({ failures }) => failures.length > 0).length +
    promtool.filter(({ failure }) => failure !== null).length;
  return {
    passed: results.length + promtool.length - failed,
    failed,
    tests: results.map(({ alerts, doubts, failures, test: { file, guardrail, line, name } }) => ({
      file,
      line,
      name,
      guardrail,
      alerts: alerts.map(({ id }) => id),
      failures,
      doubts,
    })),
    promtool,
    mutation,
    seconds,
  };
}

/** A failure in a sentence: when, of which alert, what was expected, what came out, and the points around it. */
export function sentenceOf(failure: Failure): string {
  const { around, at, compared, expected, got, group, guardrail, of } = failure;
  const where = group === "*" ? guardrail : `${guardrail} for ${group}`;
  const what = { state: "state", sent: "sent so far", sentNow: "sent then" }[of];
  const points = around.map(({ after, before }) =>
    `${before.map(point).join(" ")} | ${after.map(point).join(" ")}`.trim(),
  );
  return `at ${writeTime(at)} ${what} of ${where}: expected ${expected}, got ${got}; ${compared}, points ${points.join(" and ")}`;
}

const point = (value: number): string => (Number.isNaN(value) ? "_" : String(Number(value.toPrecision(6))));
