import { applyWaivers, staleWaivers } from "../../../plan/coherence/waivers";
import { codesOf } from "../../support/models";

const problem = {
  code: "coherence/at-maximum",
  path: "shop/autoscaling.maximum",
  value: "4",
  rule: "r.",
  remedy: "m.",
};
const other = { ...problem, path: "depot/autoscaling.maximum" };
const waiver = { code: problem.code, path: problem.path, because: "a load test", until: "2026-12-01" };

describe("a waiver", () => {
  it("covers one problem, whatever the day", () => {
    expect(applyWaivers([problem, other], [waiver])).toEqual({ open: [other], waived: [problem] });
    expect(applyWaivers([problem], [{ ...waiver, until: "2000-01-01" }]).open).toEqual([]);
  });

  it.each<[string, readonly (typeof problem)[], string, readonly string[]]>([
    ["is fine on its last day", [problem], "2026-12-01", []],
    ["is over the day after", [problem], "2026-12-02", ["waiver/expired"]],
    ["is unused where the problem is gone", [], "2026-12-01", ["waiver/unused"]],
    ["is unused for another place", [other], "2026-12-02", ["waiver/unused", "waiver/expired"]],
  ])("%s", (_, waived, today, codes) => {
    expect(codesOf(staleWaivers([waiver], waived, today))).toEqual(codes);
  });
});
