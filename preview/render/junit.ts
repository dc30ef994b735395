import { describeProblem } from "../../model/problem";
import type { Preview, PreviewChange, PreviewStack } from "../schema";
import { sentenceOfChange } from "./text";
import { testCase, xml, type TestCase } from "./xml";

/** A preview as JUnit's XML, which build servers show: a case for each change and problem; what is held back fails. */
export function junit(preview: Preview): string {
  const suites = preview.stacks.map((stack) => suiteOf(preview, stack));
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""].join(
    "\n",
  );
}

function suiteOf({ changes, problems }: Preview, { sentence, stack }: PreviewStack): string {
  const cases = [
    ...problems
      .filter((each) => each.stack === stack)
      .map((each) => testCase(each.path, each.code, { text: describeProblem(each), failed: !each.waived })),
    ...changes.filter((each) => each.stack === stack).map(changeCase),
  ];
  const failed = cases.filter(({ failure }) => failure).length;
  const counts = `tests="${cases.length}" failures="${failed}"`;
  return [
    `  <testsuite name="${xml(`belfry preview ${stack}`)}" ${counts}>`,
    `    <system-out>${xml(sentence)}</system-out>`,
    ...cases.map(({ text }) => text),
    "  </testsuite>",
  ].join("\n");
}

function changeCase(change: PreviewChange): TestCase {
  const reasons = change.fields
    .filter(({ classes }) => classes[0] !== "text-only")
    .map(({ because }) => because);
  const text = [sentenceOfChange(change), ...new Set(reasons)].join(" ");
  return testCase(change.id, change.kind, { text, failed: change.held });
}
