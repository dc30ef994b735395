import { posix } from "node:path";
import type { z } from "zod";

import type { Problem } from "../../model/problem";
import { compares } from "../simulator/comparison";
import { prometheusStates } from "../simulator/prometheus";
import { writeTime } from "./notation";
import { filled, promtoolForm, ruleFileForm, type Condition } from "./promtool-form";
import { readForm } from "./yaml-form";

/** A test of a Prometheus alert, and what became of it. */
export interface PromtoolResult {
  /** The file. */
  readonly file: string;
  /** Its line, from 1. */
  readonly line: number;
  /** Its name. */
  readonly name: string;
  /** The alert. */
  readonly alert: string;
  /** What was not met, in a sentence; null when it passed. */
  readonly failure: string | null;
}

/** What became of the tests of a file, or all in it that is not understood. */
export interface PromtoolSuite {
  /** Each test; empty when there are problems. */
  readonly results: readonly PromtoolResult[];
  /** Empty when it was run. */
  readonly problems: readonly Problem[];
}

type Rule = z.output<typeof ruleFileForm>["groups"][number]["rules"][number];
type Test = z.output<typeof promtoolForm>["tests"][number];
type Labels = Readonly<Record<string, string>>;

const remedies = {
  rule_files: "Name files beside this one.",
  evaluation_interval: "Write a time such as 1m.",
  tests: "Of promtool's tests name, interval, input_series and alert_rule_test are read.",
  input_series: "Write series such as { series: 'up{job=\"a\"}', values: 1x9 }.",
  series: "Write a metric with labels that are equal.",
  values: "Write points such as 60x14 90x5 _x10.",
  alert_rule_test: "Write { eval_time, alertname, exp_alerts }; expressions are not tested.",
  exp_alerts: "Write a list of { exp_labels, exp_annotations }.",
  groups: "Write groups of name and rules.",
  rules:
    "Write rules of alert, expr, for, keep_firing_for, labels and annotations; recording rules are not read.",
  expr: "Test it with promtool itself.",
  labels: "Test it with promtool itself.",
  annotations: "Test it with promtool itself.",
};

/** Whether a file is one of promtool's tests rather than Belfry's own. */
export const isPromtool = (text: string): boolean => /^rule_files\s*:/m.test(text);

/**
 * Runs promtool's own tests of alerting rules, as far as they are understood; what is not is a problem that names it.
 *
 * Form: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
 */
export function runPromtool(
  { file, text }: { readonly file: string; readonly text: string },
  readFile: (path: string) => string | undefined,
): PromtoolSuite {
  const read = readForm(file, text, { form: promtoolForm, remedies });
  if ("problems" in read) return { results: [], problems: read.problems };
  const problems: Problem[] = [];
  const rules: Rule[] = [];
  for (const name of read.data.rule_files) {
    const path = posix.join(posix.dirname(file), name);
    const written = readFile(path);
    const found =
      written === undefined ? undefined : readForm(path, written, { form: ruleFileForm, remedies });
    if (!found) problems.push(noFile(file, name));
    else if ("problems" in found) problems.push(...found.problems);
    else rules.push(...found.data.groups.flatMap((group) => group.rules));
  }
  if (problems.length > 0) return { results: [], problems };
  const every = read.data.evaluation_interval;
  const results = read.data.tests.flatMap((test, index) =>
    test.alert_rule_test.map((asked, at): PromtoolResult => {
      const named = rules.filter(({ alert }) => alert === asked.alertname);
      const got = named.flatMap((rule) => firing(rule, test, { every, at: asked.eval_time }));
      const wanted = asked.exp_alerts.map(({ exp_annotations: annotations, exp_labels: labels }) => ({
        labels: { ...labels, alertname: asked.alertname },
        annotations,
      }));
      const [expected, came] = [shown(wanted), shown(got)];
      return {
        file,
        line: read.lineOf(["tests", index, "alert_rule_test", at]),
        name: test.name ?? `test ${index + 1}`,
        alert: asked.alertname,
        failure:
          expected === came
            ? null
            : `at ${writeTime(asked.eval_time)} firing: expected ${expected}, got ${came}`,
      };
    }),
  );
  return { results, problems: [] };
}

const noFile = (file: string, name: string): Problem => ({
  code: "alert-test/rule-file",
  path: `${file} rule_files`,
  value: name,
  rule: "there is no such file.",
  remedy: "Name a file from the folder of this one.",
});

interface Firing {
  readonly labels: Labels;
  readonly annotations: Labels;
}

const sorted = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));

const shown = (alerts: readonly Firing[]): string =>
  alerts
    .map(({ annotations, labels }) => `${sorted(labels)} ${sorted(annotations)}`)
    .sort()
    .join(", ") || "nothing";

/** The alerts of a rule that fire at its last evaluation up to a time. */
function firing(
  rule: Rule,
  { input_series: all, interval }: Test,
  { at, every }: { readonly at: number; readonly every: number },
): readonly Firing[] {
  const { annotations, expr, for: holdFor, keep_firing_for: keepFiringFor, labels } = rule;
  const mine = all.filter(
    ({ series }) =>
      series.metric === expr.metric &&
      Object.entries(expr.labels).every(([key, value]) => (series.labels[key] ?? "") === value),
  );
  return mine.flatMap(({ series, values }) => {
    const samples = { values, step: interval ?? every };
    const held = Array.from({ length: Math.floor(at / every) + 1 }, (_, index) =>
      holds(expr, samples, index * every),
    );
    if (prometheusStates(held, every, { holdFor, keepFiringFor }).at(-1) !== "firing") return [];
    const fill = (texts: Labels): Labels =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, filled(text, series.labels)]));
    return [
      {
        labels: { ...series.labels, ...fill(labels), alertname: rule.alert },
        annotations: fill(annotations),
      },
    ];
  });
}

interface Samples {
  readonly values: Float64Array;
  readonly step: number;
}

/** Prometheus takes the newest sample of five minutes. */
const lookback = 300;

/** Ranges are left-open: https://prometheus.io/docs/prometheus/latest/querying/basics/#range-vector-selectors */
function holds({ comparator, level, over }: Condition, { step, values }: Samples, now: number): boolean {
  const from = Math.max(0, Math.floor((now - (over?.seconds ?? lookback)) / step) + 1);
  const range = [...values.subarray(from, Math.floor(now / step) + 1)].filter((each) => !Number.isNaN(each));
  if (range.length === 0) return false;
  return compares(valueOf(range, over?.by ?? "last"), comparator, level);
}

function valueOf(range: readonly number[], by: "avg" | "min" | "max" | "sum" | "last"): number {
  const sum = range.reduce((total, each) => total + each, 0);
  return {
    avg: sum / range.length,
    sum,
    min: Math.min(...range),
    max: Math.max(...range),
    last: range.at(-1) ?? NaN,
  }[by];
}
