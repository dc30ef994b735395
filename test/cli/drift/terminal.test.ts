import { terminal, whereTheyDiffer } from "../../../cli/drift/terminal";
import { wrapped } from "../../../cli/wrap";
import type { Drift } from "../../../environments/drift/drift";

const long = (part: string): string => `${"a ".repeat(80)}${part}${" z".repeat(80)}`;

const drift: Drift = {
  schemaVersion: 1,
  stack: "prod",
  sentence: "prod: 1 change by hand: 1 edited.",
  looked: { resources: 1, monitors: 1, downtimes: 0 },
  problems: [{ code: "drift/unread", path: "api", value: "403", rule: "It is closed.", remedy: "Open it." }],
  findings: [
    {
      kind: "edited",
      object: { type: "datadog:index/monitor:Monitor", id: "11", title: "shop/errors-monitor" },
      classes: ["loosened", "route"],
      fields: [
        {
          field: "critical",
          before: "5 %",
          after: null,
          classes: ["loosened"],
          because: "It no longer alerts.",
        },
        {
          field: "message",
          before: long("one"),
          after: long("two\u001b[31m\u202e"),
          classes: ["route"],
          because: "Others hear of it.",
        },
      ],
      because: null,
      affected: [
        { id: "shop/errors", severity: "high", route: "shop/on-call", pages: true, told: ["@oncall-shop"] },
      ],
    },
  ],
};

describe("drift in a terminal", () => {
  it.each([80, 100, 140])("fits into %i columns", (width) => {
    for (const line of terminal(drift, width).split("\n")) expect(line.length).toBeLessThanOrEqual(width);
  });

  it("reads as what was changed, from what to what, why that matters and to whom", () => {
    expect(terminal(drift, 80).split("\n")).toEqual([
      "prod: 1 change by hand: 1 edited.",
      "  problem: api (403): It is closed. Open it. [drift/unread]",
      "",
      "edited shop/errors-monitor (Monitor 11): loosened, route",
      "  critical 5 % -> none",
      "    It no longer alerts.",
      "  message …a a a a a a a a a a a a one z z z z z z z z z z z z… -> …a a a a a a",
      "  a a a a a a two [31m  z z z z z z z z z z z z…",
      "    Others hear of it.",
      "  shop/errors pages shop/on-call (@oncall-shop), severity high.",
    ]);
  });

  it.each<readonly [string, string, readonly [string, string]]>([
    ["85 %", "95 %", ["85 %", "95 %"]],
    ["x".repeat(130), `${"x".repeat(130)}y`, [`…${"x".repeat(24)}`, `…${"x".repeat(24)}y`]],
    ["x".repeat(130), "none", ["x".repeat(119) + "…", "none"]],
  ])("shows long texts where they differ: %#", (one, other, expected) => {
    expect(whereTheyDiffer(one, other)).toEqual(expected);
  });

  it("keeps a word that is longer than a line whole", () => {
    expect(wrapped("aa bb cccccccccc d", 6, " ")).toEqual([" aa bb", " cccccccccc", " d"]);
  });
});
