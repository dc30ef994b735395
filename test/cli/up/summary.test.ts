import { outcomesOf, summaryTable, type Counted } from "../../../cli/up/summary";

const stacks = ["prod.estate", "prod.vendhub", "prod.operations", "prod.watchtower"];
const runs: readonly Counted[] = [
  {
    stack: "prod.vendhub",
    changes: { create: 3, same: 100 },
    seconds: 9.26,
    errors: ["vendhub/cpu: refused\nby it"],
  },
  { stack: "prod.estate", changes: { same: 28 }, seconds: 4, errors: [] },
  {
    stack: "prod.operations",
    changes: { update: 1, replace: 2, delete: 3, same: 97 },
    seconds: 7.5,
    errors: [],
  },
];

describe("the summary of a deployment", () => {
  it("has a line for each stack, and what failed under its name", () => {
    expect(summaryTable(outcomesOf(stacks, runs), 21.04)).toMatchInlineSnapshot(`
     "stack            created  updated  replaced  deleted  unchanged  seconds  outcome
     prod.estate                                           28         4.0      unchanged
     prod.vendhub     3                                    100        9.3      failed
     prod.operations           1        2         3        97         7.5      deployed
     prod.watchtower                                                           not begun
     total            3        1        2         3        225        21.0     2 of 4 not deployed

     prod.vendhub failed:
       vendhub/cpu: refused
       by it"
    `);
  });

  it("says of a preview what would become of them", () => {
    expect(outcomesOf(stacks, runs, "preview").map(({ outcome }) => outcome)).toEqual([
      "unchanged",
      "failed",
      "would change",
      "would be made",
    ]);
  });

  it("of one stack has no total", () => {
    const text = summaryTable(outcomesOf(["prod.estate"], runs), 4);
    expect(text.split("\n")).toHaveLength(2);
  });

  it("ends a long list of errors", () => {
    const errors = Array.from({ length: 11 }, (_, index) => `error ${index + 1}`);
    const text = summaryTable(outcomesOf(["prod"], [{ stack: "prod", changes: {}, seconds: 1, errors }]), 1);
    expect(text).toMatch(/ {2}error 8\n {2}and 3 more\.$/);
  });
});
