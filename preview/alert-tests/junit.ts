import { testCase, xml } from "../render/xml";
import { sentenceOf, type Report } from "./report";

/** The report as JUnit's XML, which build servers show: a suite for each file, and one for the changes that survive. */
export function junit({ mutation, promtool, tests }: Report): string {
  const files = [...new Set(tests.map(({ file }) => file))];
  const suites = files.map((file) =>
    suite(
      file,
      tests
        .filter((each) => each.file === file)
        .map(({ failures, guardrail, line, name }) => {
          const text = failures.map((each) => `line ${each.line}: ${sentenceOf(each)}.`).join(" ");
          return testCase(name, guardrail, { text: text || `Line ${line}.`, failed: failures.length > 0 });
        }),
    ),
  );
  const rules = promtool.map(({ alert, failure, line, name }) =>
    testCase(name, alert, {
      text: `Line ${line}${failure === null ? "" : `: ${failure}`}.`,
      failed: failure !== null,
    }),
  );
  const survivors = mutation?.survivors.map(({ change, guardrail }) =>
    testCase(change, guardrail, { text: `No test of ${guardrail} notices ${change}.`, failed: true }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    ...suites,
    ...(rules.length > 0 ? [suite("promtool", rules)] : []),
    ...(survivors && survivors.length > 0 ? [suite("mutants", survivors)] : []),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(name: string, cases: readonly ReturnType<typeof testCase>[]): string {
  const failed = cases.filter(({ failure }) => failure).length;
  return [
    `  <testsuite name="${xml(name)}" tests="${cases.length}" failures="${failed}">`,
    ...cases.map(({ text }) => text),
    "  </testsuite>",
  ].join("\n");
}
