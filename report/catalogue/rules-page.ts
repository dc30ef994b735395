import type { CoherenceRule } from "../../plan/coherence/rule";
import { escaped, page } from "./markdown";

/** The page of the rules that several guardrails must keep together. */
export function rulesPage(rules: readonly CoherenceRule[]): string {
  return page([
    "# Coherence",
    "No provider sees more than its own part. `belfry check` looks at the whole plan, and nothing is deployed while one of these rules is broken.",
    "A rule can be waived for one place and a time, in the stack's file:",
    [
      "```yaml",
      "config:",
      "  belfry:waivers:",
      "    - code: coherence/at-maximum",
      "      path: shop/autoscaling.maximum",
      "      because: the load test of week 5",
      '      until: "2027-01-31"',
      "```",
    ].join("\n"),
    "`belfry check` tells a waiver that nothing needs, and one that is over; what is deployed never changes with the day.",
    ...rules.flatMap(({ because, code, example, fix, title }) => [
      `## ${code}`,
      `**${escaped(title)}.** ${escaped(because)}`,
      `Broken: ${escaped(example)}`,
      `Mended: ${escaped(fix)}`,
    ]),
  ]);
}
