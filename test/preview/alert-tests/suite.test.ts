import { mutateTested } from "../../../preview/alert-tests/mutate";
import { junit } from "../../../preview/alert-tests/junit";
import { reportOf, sentenceOf } from "../../../preview/alert-tests/report";
import { runSuite } from "../../../preview/alert-tests/suite";
import type { Guardrail } from "../../../plan/types";
import { isReplayed } from "../../../preview/history/wanted";
import { describeProblem } from "../../../model/problem";
import { checkout } from "../../../cli/checkout";
import { shippedTests } from "../../../cli/alert-tests/files";
import { loadPlan } from "../../../stacks/load-plan";
import { readStackFile } from "../../../stacks/stack-file";

const { guardrails } = loadPlan(readStackFile(checkout, "prod")).plan;
const shipped = shippedTests(checkout);

const run = (text: string, among: readonly Guardrail[] = guardrails) =>
  runSuite([{ file: "a.alerts.test.yaml", text }], among);
const problemsOf = (text: string) => run(text).problems.map(describeProblem);
const failuresOf = (text: string) => {
  const { problems, results } = run(text);
  expect(problems).toEqual([]);
  return results.flatMap(({ failures }) => failures.map((each) => `${each.line}: ${sentenceOf(each)}`));
};

describe("the shipped tests", () => {
  const suite = runSuite(shipped, guardrails);

  it("are read without problems", () => {
    expect(suite.problems).toEqual([]);
  });

  it.each(suite.results.map((result) => [result.test.guardrail, result.test.name, result] as const))(
    "%s: %s",
    (_id, _name, { failures }) => {
      expect(failures.map(sentenceOf)).toEqual([]);
    },
  );

  it("try every alert that measures something, but for one whose level is a setting", () => {
    const tested = new Set(suite.results.flatMap(({ alerts }) => alerts.map(({ id }) => id)));
    const untested = guardrails
      .filter(isReplayed)
      .filter((each) => !(each.kind === "monitor" && each.query === null) && !tested.has(each.id))
      .map(({ id }) => id);
    expect(untested).toEqual(["watchtower/rate-limit"]);
    expect([...tested].length).toBeGreaterThan(140);
  });

  // That they notice every mutant is shown in test/cli/alert-tests.test.ts: in Jest's sandbox it takes ten times as long.
});

describe("a test", () => {
  const cpu = (series: string, ...expected: readonly string[]): string =>
    ["tests:", "  - name: CPU", "    guardrail: vendhub/cpu", `    series: ${series}`, "    expect:"]
      .concat(expected.map((each) => `      - ${each}`))
      .join("\n");

  it("that is met says nothing", () => {
    expect(failuresOf(cpu("60x14 90x14", "{ at: 30m, state: alert, sent: { warn: 1, alert: 1 } }"))).toEqual(
      [],
    );
  });

  it("that is not met says where, when, what and which points were near", () => {
    expect(
      failuresOf(
        cpu(
          "60x14 90x14",
          "{ at: 15m, state: ok }",
          "{ at: 30m, state: ok, sent: {}, sentNow: { alert: 1 } }",
        ),
      ),
    ).toMatchInlineSnapshot(`
     [
       "7: at 30m state of vendhub/cpu: expected ok, got alert; its window is 90, points 90 90 90 90 |",
       "7: at 30m sent so far of vendhub/cpu: expected nothing, got alert 1, warn 1; its window is 90, points 90 90 90 90 |",
       "7: at 30m sent then of vendhub/cpu: expected alert 1, got nothing; its window is 90, points 90 90 90 90 |",
     ]
    `);
  });

  it("counts what was sent at a time and up to it", () => {
    // The mean of fifteen minutes rises by 2 a minute from 60 and is above 85 after thirteen.
    const spike = "60x14 90x29 60x29";
    expect(failuresOf(cpu(spike, "{ at: 27m, sentNow: {} }", "{ at: 28m, sentNow: { alert: 1 } }"))).toEqual(
      [],
    );
    expect(
      failuresOf(cpu(spike, "{ at: 28m, sent: { warn: 1 } }", "{ at: 29m, sentNow: { alert: 1 } }")),
    ).toHaveLength(2);
  });

  it("without points left is silent", () => {
    expect(failuresOf(cpu("60x14", "{ at: 29m, state: ok }", "{ at: 30m, state: no-data }"))).toEqual([]);
  });

  it("knows nothing of a group before its first point", () => {
    expect(failuresOf(cpu("_x20 60", "{ at: 10m, state: ok }"))).toHaveLength(1);
  });
});

describe("a malformed file", () => {
  it("tells all problems at once, each with its line", () => {
    const text = `
tests:
  - name: One
    guardrail: vendhub/cpu
    serie: 60x14
    series: 60y14
    expect: [{ at: soon, state: fine }, { at: 5m }]
  - guardrail: vendhub/cpu
    series: 1
    expect: []
`;
    expect(problemsOf(text)).toMatchInlineSnapshot(`
     [
       "a.alerts.test.yaml:6 tests[0].series ("60y14"): 60y14 is no value. Write points such as 60x14 90x5 _x10, or a list of { group, part, values }. [alert-test/form]",
       "a.alerts.test.yaml:7 tests[0].expect[0].at ("soon"): soon is no time. Write the time since the start, such as 15m or 1h30m. [alert-test/form]",
       "a.alerts.test.yaml:7 tests[0].expect[0].state ("fine"): it is none of ok, warn, alert, no-data. Write ok, warn, alert or no-data. [alert-test/form]",
       "a.alerts.test.yaml:7 tests[0].expect[1] ({"at":"5m"}): it expects nothing. Write a list of expectations such as { at: 15m, state: alert, sent: { alert: 1 } }. [alert-test/form]",
       "a.alerts.test.yaml:5 tests[0] (serie): no such key is known; it would be ignored. Did you mean series? [alert-test/unknown-key]",
       "a.alerts.test.yaml:8 tests[1].name: it is missing. Write what is promised, in a sentence. [alert-test/form]",
       "a.alerts.test.yaml:10 tests[1].expect ([]): it is empty. Write a list of expectations such as { at: 15m, state: alert, sent: { alert: 1 } }. [alert-test/form]",
     ]
    `);
  });

  it("that is no YAML says so", () => {
    expect(problemsOf("tests: [")).toMatchInlineSnapshot(`
     [
       "a.alerts.test.yaml:1: it is not one YAML document: Flow sequence in block collection must be sufficiently indented and end with a ]. Mend that line. [alert-test/yaml]",
     ]
    `);
  });

  it("names the nearest monitor, and what is none", () => {
    const of = (id: string) =>
      `tests: [{ name: A, guardrail: ${id}, series: 1, expect: [{ at: 1m, state: ok }] }]`;
    expect([...problemsOf(of("vendhub/cpus")), ...problemsOf(of("vendhub/dashboard"))])
      .toMatchInlineSnapshot(`
     [
       "a.alerts.test.yaml:1 guardrail (vendhub/cpus): the plan has no such guardrail. Did you mean vendhub/cpu? [alert-test/guardrail]",
       "a.alerts.test.yaml:1 guardrail (vendhub/dashboard): it is a dashboard: it does not alert on a series of values. Name a monitor, a burn-rate alert, an objective or a metric rule of Sentry; \`npx belfry plan\` lists the ids. [alert-test/guardrail]",
     ]
    `);
  });

  it("says which part of a query a count is", () => {
    const of = (series: string) =>
      `tests: [{ name: A, guardrail: operations/error-rate, series: ${series}, expect: [{ at: 1m, state: ok }] }]`;
    expect([
      ...problemsOf(of("1x5")),
      ...problemsOf(of("[{ part: 3, values: 1 }]")),
      ...problemsOf(of("[{ part: 1, group: { pod_name: a }, values: 1 }]")),
      ...problemsOf(of("[{ part: 1, values: 1 }, { part: 1, values: 1 }]")),
      ...problemsOf(of("[{ part: 1, values: 1 }]")),
    ]).toMatchInlineSnapshot(`
     [
       "a.alerts.test.yaml:1 series (operations/error-rate): it calculates with counts, so each series says which part it is: 1 is sum:trace.fastapi.request.errors{env:prod,service:operations}.as_count(); 2 is sum:trace.fastapi.request.hits{env:prod,service:operations}.as_count(). Give each thing that it reads its points, such as { part: 1, values: 60x14 }; _ is a missing one. [alert-test/series]",
       "a.alerts.test.yaml:1 series (operations/error-rate): it reads no part 3: 1 is sum:trace.fastapi.request.errors{env:prod,service:operations}.as_count(); 2 is sum:trace.fastapi.request.hits{env:prod,service:operations}.as_count(). Give each thing that it reads its points, such as { part: 1, values: 60x14 }; _ is a missing one. [alert-test/series]",
       "a.alerts.test.yaml:1 series (operations/error-rate): sum:trace.fastapi.request.errors{env:prod,service:operations}.as_count() has no groups, so a series of it names none. Give each thing that it reads its points, such as { part: 1, values: 60x14 }; _ is a missing one. [alert-test/series]",
       "a.alerts.test.yaml:1 series (operations/error-rate): two series stand for sum:trace.fastapi.request.errors{env:prod,service:operations}.as_count(). Give each thing that it reads its points, such as { part: 1, values: 60x14 }; _ is a missing one. [alert-test/series]",
       "a.alerts.test.yaml:1 series (operations/error-rate): part 2, sum:trace.fastapi.request.hits{env:prod,service:operations}.as_count(), has no series. Give each thing that it reads its points, such as { part: 1, values: 60x14 }; _ is a missing one. [alert-test/series]",
     ]
    `);
  });
});

describe("mutants", () => {
  it("survive a test that looks far from the level", () => {
    const { results } = run(
      "tests: [{ name: A, guardrail: vendhub/slow-statements, series: 1x60, expect: [{ at: 1h, state: ok }] }]",
    );
    const { survivors, tried } = mutateTested(results, guardrails);
    expect(tried).toBe(8);
    expect(survivors.map(({ change }) => change)).toMatchInlineSnapshot(`
     [
       "critical 1000 -> 1100",
       "critical 1000 -> 900",
       "window 30 min -> 36 min",
       "window 30 min -> 24 min",
       "comparator > -> >=",
       "silence alert -> show",
       "silence alert -> resolve",
     ]
    `);
  });
});

describe("the JUnit form", () => {
  it("fails what failed and what survived", () => {
    const text =
      "tests: [{ name: A < B, guardrail: vendhub/slow-statements, series: 1, expect: [{ at: 1m, state: alert }] }]";
    const mutation = { tried: 1, survivors: [{ guardrail: "a/b", change: "critical 1 -> 2" }] };
    expect(junit(reportOf({ results: run(text).results, mutation, seconds: 1 }))).toMatchInlineSnapshot(`
     "<?xml version="1.0" encoding="UTF-8"?>
     <testsuites>
       <testsuite name="a.alerts.test.yaml" tests="1" failures="1">
         <testcase name="A &lt; B" classname="vendhub/slow-statements"><failure message="line 1: at 1m state of vendhub/slow-statements: expected alert, got ok; its window is 1, points 1 |."/></testcase>
       </testsuite>
       <testsuite name="mutants" tests="1" failures="1">
         <testcase name="critical 1 -&gt; 2" classname="a/b"><failure message="No test of a/b notices critical 1 -&gt; 2."/></testcase>
       </testsuite>
     </testsuites>
     "
    `);
  });
});
