import { describeProblem } from "../../model/problem";
import { wordsOf } from "../../preview/change";
import { nothing, oneLine } from "../../preview/render/text";
import { code, markdownTable, page } from "../../report/catalogue/markdown";
import type { Drift } from "./drift";
import type { DriftFinding } from "./finding";
import { affectedLines, kindOfObject } from "./words";

/** Drift as a page for an issue or a wiki. */
export function driftMarkdown({ findings, problems, sentence, stack }: Drift): string {
  return page([
    `# What was changed by hand in ${code(stack)}`,
    `**${sentence}**`,
    ...problems.map((each) => `- ${code(describeProblem(each))}`),
    ...findings.flatMap(partsOf),
  ]);
}

function partsOf(finding: DriftFinding): readonly string[] {
  const { because, classes, fields, kind, object } = finding;
  return [
    `## ${kind}: ${code(oneLine(object.title))}`,
    `${kindOfObject(finding)} ${code(object.id)}: ${classes.map(wordsOf).join(", ")}.${because === null ? "" : ` ${code(oneLine(because))}`}`,
    ...(fields.length === 0
      ? []
      : [
          markdownTable(
            ["field", "deployed", "there now", "because"],
            fields.map(({ after, because: why, before, field }) => [
              code(field),
              code(oneLine(before ?? nothing)),
              code(oneLine(after ?? nothing)),
              why,
            ]),
          ),
        ]),
    ...affectedLines(finding).map((each) => `- ${code(each)}`),
  ];
}
