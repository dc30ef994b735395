import { describeProblem } from "../../../model/problem";
import { sentenceOf } from "../../../preview/alert-tests/report";
import { runSuite } from "../../../preview/alert-tests/suite";
import { checkout } from "../../../cli/checkout";
import { loadPlan } from "../../../stacks/load-plan";
import { readStackFile } from "../../../stacks/stack-file";

const { guardrails } = loadPlan(readStackFile(checkout, "prod")).plan;

const testOf = (guardrail: string, fields: readonly string[]): string =>
  ["tests:", "  - name: A", `    guardrail: ${guardrail}`, ...fields.map((each) => `    ${each}`)].join("\n");
const run = (guardrail: string, ...fields: readonly string[]) =>
  runSuite([{ file: "a.yaml", text: testOf(guardrail, fields) }], guardrails);
const failuresOf = (guardrail: string, ...fields: readonly string[]) => {
  const { problems, results } = run(guardrail, ...fields);
  expect(problems).toEqual([]);
  return results.flatMap(({ failures }) => failures.map(sentenceOf));
};
const problemsOf = (guardrail: string, ...fields: readonly string[]) =>
  run(guardrail, ...fields).problems.map(describeProblem);

describe("a test of an error budget", () => {
  const requests = "series: [{ part: 1, values: 1000x1859 }, { part: 2, values: 0x1439 50x119 0x179 }]";

  it("tries all alerts of its objective, or one of them", () => {
    const { results } = run("vendhub/errors", requests, "expect: [{ at: 1d, state: ok }]");
    expect(results.flatMap(({ alerts, failures }) => [...alerts.map(({ id }) => id), ...failures])).toEqual([
      "vendhub/errors-burn-fast",
      "vendhub/errors-burn-medium",
      "vendhub/errors-burn-slow",
    ]);
    const one = run("vendhub/errors-burn-fast", requests, "expect: [{ at: 1d, state: ok }]");
    expect(one.results.map(({ alerts }) => alerts.length)).toEqual([1]);
  });

  it("says of each alert what it burnt in both windows, and of the budget", () => {
    expect(failuresOf("vendhub/errors", requests, "expect: [{ at: 1d44m, state: ok }]"))
      .toMatchInlineSnapshot(`
     [
       "at 1d44m state of vendhub/errors-burn-fast: expected ok, got alert; the budget burnt 36.6667 times too fast in 1h (5.09259 % of the budget of 30d) and 50 times too fast in 5m, points 1000 1000 1000 1000 | 1000 1000 and 50 50 50 50 | 50 50",
       "at 1d44m state of vendhub/errors-burn-medium: expected ok, got alert; the budget burnt 6.11111 times too fast in 6h (5.09259 % of the budget of 30d) and 50 times too fast in 30m, points 1000 1000 1000 1000 | 1000 1000 and 50 50 50 50 | 50 50",
     ]
    `);
    const slices = "series: 0.4x1439 0.6x59";
    expect(failuresOf("vendhub/latency", slices, "expect: [{ at: 1d50m, state: ok }]").at(-1)).toContain(
      "burnt 3.47222 times too fast in 1d (11.5741 % of the budget of 30d) and 41.6667 times too fast in 2h",
    );
    const nothing = "series: [{ part: 1, values: _x60 }, { part: 2, values: _x60 }]";
    expect(failuresOf("vendhub/errors-burn-fast", nothing, "expect: [{ at: 1h, state: ok }]")).toEqual([
      "at 1h state of vendhub/errors-burn-fast: expected ok, got unknown; nothing was counted in 1h, points _ _ _ _ | and _ _ _ _ |",
    ]);
  });

  it("needs each of its counts, and names only alerts of its objective", () => {
    const expectation = "expect: [{ at: 1h, guardrail: vendhub/cpu, state: ok }, { at: 1h, state: ok }]";
    expect(problemsOf("vendhub/errors", "series: 1000x60", expectation)).toMatchInlineSnapshot(`
     [
       "a.yaml:5 guardrail (vendhub/cpu): the test of vendhub/errors does not try it. Write one of vendhub/errors-burn-fast, vendhub/errors-burn-medium, vendhub/errors-burn-slow, or leave it out for all of them. [alert-test/guardrail]",
       "a.yaml:4 series (vendhub/errors): it calculates with counts, so each series says which part it is: 1 is sum:trace.web.request.hits{env:prod,service:vendhub}.as_count(); 2 is sum:trace.web.request.errors{env:prod,service:vendhub}.as_count(). Give each thing that it reads its points, such as { part: 1, values: 60x14 }; _ is a missing one. [alert-test/series]",
     ]
    `);
  });
});

describe("a test of a rule of Sentry", () => {
  const rule = "vocavision/sentry-error-count";

  it("tries it as the legacy alert that is deployed, or as the metric monitor that Sentry makes of it", () => {
    const expectation = "expect: [{ at: 5m, state: alert }, { at: 10m, state: ok }]";
    expect(failuresOf(rule, "series: 21x4 19x4", expectation)).toEqual([
      "at 10m state of vocavision/sentry-error-count: expected ok, got alert; its window is 95, points 19 19 19 19 |",
    ]);
    expect(failuresOf(rule, "as: metric-monitor", "series: 21x4 19x4", expectation)).toEqual([]);
  });

  it("of issues says that it has no values", () => {
    expect(problemsOf("vocavision/sentry-fatal-event", "series: 1", "expect: [{ at: 1m, state: ok }]"))
      .toMatchInlineSnapshot(`
     [
       "a.yaml:3 guardrail (vocavision/sentry-fatal-event): it is a sentry-rule: one on issues, which are told as they come, so there is no series of values to try it on. Name a monitor, a burn-rate alert, an objective or a metric rule of Sentry; \`npx belfry plan\` lists the ids. [alert-test/guardrail]",
     ]
    `);
  });

  it("is the only one that becomes a metric monitor", () => {
    expect(
      problemsOf("vendhub/cpu", "as: metric-monitor", "series: 1", "expect: [{ at: 1m, state: ok }]"),
    ).toEqual([expect.stringContaining("only metric rules of Sentry become metric monitors")]);
  });
});
