import { wordsOf } from "../../preview/change";
import { code, markdownTable, page } from "../../report/catalogue/markdown";
import { describeProblem } from "../../model/problem";
import { paritySentence, type Parity } from "./parity";

/** Two environments side by side, as a page for a pull request or a wiki. */
export function parityMarkdown(parity: Parity): string {
  const { causes, from, guardrails, problems, to } = parity;
  const differing = guardrails.filter(({ differences }) =>
    differences.some(({ classes }) => classes[0] !== "text-only"),
  );
  return page([
    `# ${code(from)} and ${code(to)}`,
    `**${paritySentence(parity)}**`,
    ...problems.map((each) => `- ${code(describeProblem(each))}`),
    markdownTable(
      ["what differs", from, to, "guardrails", "what it means", "because"],
      causes.map((each) => [
        code(each.cause),
        code(each.before),
        code(each.after),
        String(each.guardrails),
        each.classes.map(wordsOf).join(", "),
        each.because,
      ]),
    ),
    "## Guardrail by guardrail",
    markdownTable(
      ["guardrail", "on", "field", from, to, "made by"],
      differing.flatMap(({ differences, id, on }) =>
        differences
          .filter(({ classes }) => classes[0] !== "text-only")
          .map((each) => [
            code(id),
            on,
            each.field === null ? "" : code(each.field),
            code(each.before ?? "nothing"),
            code(each.after ?? "nothing"),
            code(each.cause),
          ]),
      ),
    ),
  ]);
}
