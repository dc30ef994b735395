import fc from "fast-check";

import { writeTime } from "../../preview/alert-tests/notation";
import { runPromtool } from "../../preview/alert-tests/promtool";
import { rulesText, testText } from "./promtool";
import { timesOf, type Answer, type Firing, type Labels, type Question, type Rule } from "./question";

/** Enough for a few minutes of `for` to pass several times, whatever the interval. */
const evaluations = 40;

interface Lot {
  readonly every: number;
  readonly interval: number;
  readonly rules: readonly DrawnRule[];
  readonly series: readonly { readonly metric: string; readonly values: readonly string[] }[];
}

interface DrawnRule {
  readonly metric: string;
  readonly pod: string | null;
  readonly over: { readonly by: string; readonly seconds: number } | null;
  readonly comparator: string;
  readonly level: number;
  readonly holdFor: number;
  readonly keepFiringFor: number;
}

const metrics = fc.constantFrom("load", "queue");
const quarters = fc.integer({ min: 0, max: 32 }).map((each) => each / 4);
const times = fc.integer({ min: 0, max: 8 });

/** No stale markers: a monitor knows none, so `belfry test` refuses them in promtool's files. */
const spell = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(quarters, times).map(([value, count]) => `${value}x${count}`) },
  { weight: 1, arbitrary: fc.tuple(quarters, times).map(([value, count]) => `${value}+0.25x${count}`) },
  { weight: 1, arbitrary: fc.tuple(quarters, times).map(([value, count]) => `${value}-0.5x${count}`) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 8 }).map((count) => `_x${count}`) },
);

const lots: fc.Arbitrary<Lot> = fc.record({
  every: fc.constantFrom(60, 60, 15, 30, 120),
  interval: fc.constantFrom(60, 60, 15, 20, 30, 120, 420),
  rules: fc.array(
    fc.record({
      metric: metrics,
      pod: fc.option(fc.constantFrom("a", "b"), { freq: 3 }),
      over: fc.option(
        fc.record({
          by: fc.constantFrom("avg", "sum", "min", "max", "last"),
          seconds: fc.constantFrom(60, 90, 120, 300, 600, 900),
        }),
        { freq: 3 },
      ),
      comparator: fc.constantFrom(">", ">=", "<", "<="),
      level: fc.integer({ min: 4, max: 24 }).map((each) => each / 4),
      holdFor: fc.constantFrom(0, 0, 60, 90, 120, 300),
      keepFiringFor: fc.constantFrom(0, 0, 0, 60, 150, 600),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  series: fc.array(fc.record({ metric: metrics, values: fc.array(spell, { minLength: 1, maxLength: 12 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

/** Prometheus' own alerts, as `belfry test` reads promtool's files: ranges, `for`, `keep_firing_for`, labels, annotations. */
export const prometheusQuestions: fc.Arbitrary<Question> = lots.map(questionOf);

interface Series {
  readonly series: string;
  readonly values: string;
  readonly labels: Labels;
}

function questionOf(lot: Lot): Question {
  const { every, interval } = lot;
  const rules = lot.rules.map(ruleOf);
  const series = lot.series.map(({ metric, values }, index): Series => {
    const pod = String.fromCharCode("a".charCodeAt(0) + index);
    return { series: `${metric}{pod="${pod}"}`, values: values.join(" "), labels: { pod } };
  });
  const until = evaluations * every;
  const asked = {
    asked: "",
    every,
    interval,
    rules,
    series: series.map(({ series: name, values }) => ({ series: name, values })),
  };
  const instants = timesOf({ every, until });
  const firing = new Map<string, Firing[]>();
  for (const rule of rules) {
    for (const each of series) {
      const alert = alertOf(rule, each.labels);
      const answers = instants.map((at): Answer => ({ at, alert: rule.alert, firing: [alert] }));
      // One series alone: the rule fires exactly where Belfry does not miss the alert.
      const failures = failuresOf({
        ...asked,
        rules: [rule],
        series: [{ series: each.series, values: each.values }],
        answers,
      });
      instants.forEach((at, index) => {
        if (failures[index] === null) append(firing, `${rule.alert} ${at}`, alert);
      });
    }
  }
  const answers = instants.flatMap((at) =>
    rules.map(({ alert }): Answer => ({ at, alert, firing: firing.get(`${alert} ${at}`) ?? [] })),
  );
  const question = { ...asked, answers };
  const inconsistent = failuresOf(question).filter((failure) => failure !== null);
  if (inconsistent.length > 0)
    throw new Error(`Several series are not what each is alone: ${inconsistent.join("; ")}`);
  return { ...question, asked: "npx belfry test on the two files." };
}

function append(map: Map<string, Firing[]>, key: string, alert: Firing): void {
  const known = map.get(key) ?? [];
  known.push(alert);
  map.set(key, known);
}

function ruleOf(
  { comparator, holdFor, keepFiringFor, level, metric, over, pod }: DrawnRule,
  index: number,
): Rule {
  const selector = pod === null ? metric : `${metric}{pod="${pod}"}`;
  const value = over ? `${over.by}_over_time(${selector}[${writeTime(over.seconds)}])` : selector;
  return {
    alert: `Alert${index + 1}`,
    expr: `${value} ${comparator} ${level}`,
    ...(holdFor > 0 ? { for: writeTime(holdFor) } : {}),
    ...(keepFiringFor > 0 ? { keep_firing_for: writeTime(keepFiringFor) } : {}),
    labels: { severity: "page", where: "pod {{ $labels.pod }}" },
    annotations: { summary: "{{ $labels.pod }} is unwell" },
  };
}

const alertOf = (_rule: Rule, { pod = "" }: Labels): Firing => ({
  labels: { pod, severity: "page", where: `pod ${pod}` },
  annotations: { summary: `${pod} is unwell` },
});

/** What Belfry finds wrong with each answer; null where it agrees. */
function failuresOf(question: Question): readonly (string | null)[] {
  const file = { file: "test.yml", text: testText(question, "rules.yml") };
  const { problems, results } = runPromtool(file, () => rulesText(question));
  const [problem] = problems;
  if (problem) throw new Error(`${problem.path}: ${problem.rule}`);
  return results.map(({ failure }) => failure);
}
