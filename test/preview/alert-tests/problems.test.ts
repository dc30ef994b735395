import { describeProblem } from "../../../model/problem";
import { runSuite } from "../../../preview/alert-tests/suite";
import { checkout } from "../../../cli/checkout";
import { loadPlan } from "../../../stacks/load-plan";
import { readStackFile } from "../../../stacks/stack-file";

const { guardrails } = loadPlan(readStackFile(checkout, "prod")).plan;

const problemsOf = (text: string) =>
  runSuite([{ file: "a.yaml", text }], guardrails).problems.map(describeProblem);

/** A file of tests, each in one line. */
const fileOf = (...tests: readonly string[]) =>
  ["tests:", ...tests.map((test, index) => `  - { name: Test ${index + 1}, ${test} }`)].join("\n");

const ok = "expect: [{ at: 1m, state: ok }]";
const cpu = (rest: string) => `guardrail: vendhub/cpu, ${rest}`;

describe("a file that holds no tests", () => {
  it.each([
    ["", "a.yaml: it holds nothing. Write tests: and a list under it"],
    ["# later", "a.yaml: it holds nothing."],
    ["tests:", "a.yaml:1 tests (null): it is nothing where a list is expected."],
    ["tests: []", "a.yaml:1 tests ([]): it is empty."],
    ["- a", 'a.yaml:1 (["a"]): it is a list where a record of fields is expected.'],
    ["interval: 1m", "a.yaml:1 tests: it is missing."],
    ["tests:\n  - 7", "a.yaml:2 tests[0] (7): it is a number where a record of fields is expected."],
  ])("%j says so", (text, said) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(said)]);
  });

  it("because its YAML is broken says each line", () => {
    expect(problemsOf("tests:\n  - name: A\n    name: B\n bad: indent\n")).toEqual([
      expect.stringContaining("a.yaml:3: it is not one YAML document: Map keys must be unique."),
      expect.stringContaining("a.yaml:4: it is not one YAML document"),
    ]);
  });
});

describe("points that are none", () => {
  it.each([
    ["95x", "95x does not say how often: 95x9 is ten points."],
    ["1+2", "1+2 does not say how often: 1+2x9 is ten points."],
    ["60*14", "60*14 is no value."],
    ["_5", "_5 is no value."],
    ["true", "it is true, which is not expected here."],
    ["[60]", "it is a number where a record of fields is expected."],
    ["{ values: 1 }", "it is a record of fields, which is not expected here."],
  ])("%s: %s", (series, said) => {
    expect(
      problemsOf(fileOf(cpu(`series: "${series}", ${ok}`).replace(/"([t[{].*?)", expect/, "$1, expect"))),
    ).toEqual([expect.stringContaining(said)]);
  });
});

it("tests of one form are tried beside those that have none, so that all is told at once", () => {
  const text = fileOf(cpu(`series: 60y, ${ok}`), `guardrail: vendhub/cup, series: 1, ${ok}`);
  expect(problemsOf(`interval: 5m\n${text}`)).toEqual([
    expect.stringContaining("a.yaml:3 tests[0].series"),
    expect.stringContaining("Did you mean vendhub/cpu?"),
  ]);
});

it("two tests of a name are told apart by nothing", () => {
  const test = `{ name: A, ${cpu(`series: 1, ${ok}`)} }`;
  expect(problemsOf(`tests:\n  - ${test}\n  - ${test}`)).toEqual([
    "a.yaml:3 name (A): the test of line 2 has the same name: a report could not tell them apart. Say in each name what that test alone promises. [alert-test/name]",
  ]);
});

describe("what a test cannot mean", () => {
  const memory = (rest: string) => `guardrail: victorysync/memory, ${rest}`;
  const pod = "[{ group: { pod_name: a }, values: 1 }]";
  const errors = (rest: string) =>
    `guardrail: vendhub/errors, series: [{ part: 1, values: 1 }, { part: 2, values: 1 }], ${rest}`;

  it.each<[string, readonly string[]]>([
    [`guardrail: cpu, series: 1, ${ok}`, ["Did you mean vendhub/cpu?"]],
    [cpu(`series: [{ part: 2, values: 1 }], ${ok}`), ["it reads no part 2: 1 is max:belfry.railway.cpu"]],
    [
      cpu("series: 1, expect: [{ at: 1m, group: { pod: a }, state: ok }]"),
      ["vendhub/cpu tells of no groups."],
    ],
    [cpu("series: 1, expect: [{ at: 90y, state: ok }]"), ["it is more than 1000000 points after the start."]],
    [
      cpu(`interval: 5m, series: 1x5, ${ok}`),
      ["One point stands for 300 s, but it is evaluated every 60 s."],
    ],
    [cpu("series: 1, expect: [{ at: 1m, sent: { page: 1 } }]"), ["kinds are alert, warn, no-data"]],
    [
      cpu("series: 1, expect: [{ at: 90s, sentNow: {} }]"),
      ["Write 1m or 2m, or say with sent what came so far."],
    ],
    [memory(`series: ${pod}, ${ok}`), ["so a state is that of one group. Add group: { pod_name: … }."]],
    [
      memory(`series: ${pod}, expect: [{ at: 1m, group: { pod_name: b }, state: ok }]`),
      ["no series of the test stands for this group. Write one of pod_name:a."],
    ],
    [
      memory(`series: ${pod}, expect: [{ at: 1m, group: { pod: a }, state: ok }]`),
      ["is grouped by pod_name."],
    ],
    [
      errors("expect: [{ at: 61m, guardrail: vendhub/errors-burn-slow, sentNow: {} }]"),
      ["vendhub/errors-burn-slow is evaluated every 10m"],
    ],
    [
      errors("expect: [{ at: 1h, guardrail: vendhub/errors-burn-fast, state: warn }]"),
      ["vendhub/errors-burn-fast never has this state: a burn-rate alert has one level. Write ok or alert."],
    ],
    [
      `guardrail: vocavision/sentry-error-count, series: 1, expect: [{ at: 1m, state: no-data }]`,
      ["Sentry takes a window without events for 0. Write ok or warn or alert."],
    ],
    [
      cpu("series: [{ part: 2, values: 1 }], expect: [{ at: 1m, group: { pod: a }, state: ok }]"),
      ["tells of no groups.", "it reads no part 2"],
    ],
  ])("%s", (test, said) => {
    expect(problemsOf(fileOf(test))).toEqual(said.map((each) => expect.stringContaining(each) as unknown));
  });
});
