import { toAlertOn } from "../../../preview/alert-tests/jest-matcher";
import { checkout } from "../../../cli/checkout";
import { loadPlan } from "../../../stacks/load-plan";
import { readStackFile } from "../../../stacks/stack-file";

expect.extend({ toAlertOn });

const { guardrails } = loadPlan(readStackFile(checkout, "prod")).plan;
const guardrail = (id: string) => {
  const found = guardrails.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};
const cpu = guardrail("vendhub/cpu");

describe("toAlertOn", () => {
  it("passes where a monitor is in alert", () => {
    expect(cpu).toAlertOn("60x14 90x15", { at: "30m" });
    expect(cpu).not.toAlertOn("60x14 85x15", { at: "30m" });
  });

  it("says what came out", () => {
    expect(() => {
      expect(cpu).toAlertOn("60x14 85x15", { at: "30m" });
    }).toThrow(
      "vendhub/cpu at 30m state: expected alert, got warn; its window is 85, points 85 85 85 85 | 85.",
    );
    expect(() => {
      expect(cpu).not.toAlertOn("60x59 90x59", { at: "30m", interval: "30s" });
    }).not.toThrow();
    expect(() => {
      expect(cpu).not.toAlertOn("90x15", { at: "15m" });
    }).toThrow("vendhub/cpu is in alert at 15m, which is not expected.");
  });

  it("refuses what cannot alert, and a malformed series", () => {
    expect(() => toAlertOn(guardrail("vendhub/dashboard"), "1", { at: "1m" })).toThrow("only monitors alert");
    expect(() => toAlertOn(cpu, "many", { at: "1m" })).toThrow("many is no value.");
    expect(() => toAlertOn(guardrail("operations/error-rate"), "1", { at: "1m" })).toThrow(
      "calculates with counts",
    );
  });
});
