import { describeProblem } from "../../../model/problem";
import { isPromtool, runPromtool } from "../../../preview/alert-tests/promtool";

// The example of https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/, its alerts.
const rules = `
groups:
  - name: example
    rules:
      - alert: InstanceDown
        expr: up{job="prometheus"} < 1
        for: 5m
        labels:
          severity: page
        annotations:
          summary: "Instance {{ $labels.instance }} down"
      - alert: Busy
        expr: avg_over_time(load[5m]) > 80
        keep_firing_for: 3m
`;
const suite = (asked: string, series = "'0 0 0 0 0 0 0 0 0 0 0 0 0 0 0'", more = "") => `
rule_files: [alerts.yml]
tests:
  - interval: 1m
    input_series:
      - { series: 'up{job="prometheus", instance="localhost:9090"}', values: ${series} }
      - { series: 'up{job="node", instance="localhost:9100"}', values: "0x14" }
      - { series: load, values: 60x4 90x9 60x9 }
    alert_rule_test:
      - ${asked}
${more}`;

const run = (text: string, ruleText = rules) =>
  runPromtool({ file: "tests/a.yml", text }, (path) => (path === "tests/alerts.yml" ? ruleText : undefined));
const down =
  "exp_alerts: [{ exp_labels: { severity: page, instance: localhost:9090, job: prometheus }, exp_annotations: { summary: Instance localhost:9090 down } }]";
const failureOf = (...parts: Parameters<typeof suite>) => {
  const { problems, results } = run(suite(...parts));
  expect(problems).toEqual([]);
  return results.map(({ failure }) => failure);
};

describe("promtool's test files", () => {
  it("are told from Belfry's", () => {
    expect([suite("{}"), "tests: []"].map(isPromtool)).toEqual([true, false]);
  });

  it("pass as in Prometheus' own example: an alert is pending for five minutes, then fires", () => {
    expect(failureOf(`{ eval_time: 10m, alertname: InstanceDown, ${down} }`)).toEqual([null]);
    expect(failureOf(`{ eval_time: 5m, alertname: InstanceDown, ${down} }`)).toEqual([null]);
    expect(failureOf("{ eval_time: 4m, alertname: InstanceDown, exp_alerts: [] }")).toEqual([null]);
  });

  it("say what fired and what should have", () => {
    expect(failureOf(`{ eval_time: 4m, alertname: InstanceDown, ${down} }`)).toEqual([
      'at 4m firing: expected [["alertname","InstanceDown"],["instance","localhost:9090"],["job","prometheus"],["severity","page"]] [["summary","Instance localhost:9090 down"]], got nothing',
    ]);
  });

  it("bridge a missing sample for less than five minutes", () => {
    const fires = `{ eval_time: 9m, alertname: InstanceDown, ${down} }`;
    expect(failureOf(fires, "0x3 _x4 0x4")).toEqual([null]);
    expect(failureOf(fires, "0x3 _x5 0x4")).toEqual([expect.stringContaining("got nothing")]);
  });

  // Samples are 60 up to 4m, 90 from 5m to 14m; the mean of five is above 80 from the fourth 90 on, at 8m.
  it.each([
    ["7m", "[]"],
    ["8m", "[{}]"],
    // At 16m the range holds three 90s and two 60s, at 17m one less; it keeps firing for three minutes.
    ["15m", "[{}]"],
    ["18m", "[{}]"],
    ["19m", "[]"],
  ])("take the mean of a left-open range, and keep firing: at %s %s", (at, alerts) => {
    expect(failureOf(`{ eval_time: ${at}, alertname: Busy, exp_alerts: ${alerts} }`)).toEqual([null]);
  });

  it("name all that is not understood", () => {
    const text = suite(
      "{ eval_time: 4m, alertname: A, exp_alerts: [] }",
      "stale",
      "    promql_expr_test: []",
    );
    const rate = rules
      .replace("avg_over_time(load[5m])", "rate(load[5m])")
      .replace("$labels.instance", "$value");
    expect(
      [...run(text).problems, ...run(suite("{ eval_time: 4m, alertname: A }"), rate).problems].map(
        describeProblem,
      ),
    ).toMatchInlineSnapshot(`
     [
       "tests/a.yml:6 tests[0].input_series[0].values ("stale"): stale is not understood in promtool's files. Write points such as 60x14 90x5 _x10. [alert-test/form]",
       "tests/a.yml:11 tests[0] (promql_expr_test): no such key is known; it would be ignored. Did you mean one of rule_files, evaluation_interval, tests, input_series, series, values, alert_rule_test, exp_alerts, groups, rules, expr, labels, annotations? [alert-test/unknown-key]",
       "tests/alerts.yml:11 groups[0].rules[0].annotations.summary ("Instance {{ $value }} down"): of templates only {{ $labels.name }} is understood. Test it with promtool itself. [alert-test/form]",
       "tests/alerts.yml:13 groups[0].rules[1].expr ("rate(load[5m]) > 80"): rate(load[5m]) > 80 is not understood: metric > 5 and avg_over_time(metric[5m]) > 5 are. Test it with promtool itself. [alert-test/form]",
     ]
    `);
    expect(
      run(suite("{ eval_time: 4m, alertname: A }").replace("alerts.yml", "gone.yml")).problems,
    ).toMatchObject([{ code: "alert-test/rule-file", value: "gone.yml" }]);
  });
});
