import { toAlertOn } from "../../../preview/alert-tests/jest-matcher";
import { checkout } from "../../../cli/checkout";
import { loadPlan } from "../../../stacks/load-plan";
import { readStackFile } from "../../../stacks/stack-file";

expect.extend({ toAlertOn });

const { plan } = loadPlan(readStackFile(checkout, "prod"));
const guardrail = (id: string) => {
  const found = plan.guardrails.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};
const cpu = guardrail("vendhub/cpu");

describe("toAlertOn", () => {
  it("passes where a monitor is in alert", () => {
    expect(cpu).toAlertOn("60x14 90x15", { at: "30m" });
    expect(cpu).not.toAlertOn("60x14 85x15", { at: "30m" });
  });

  it("takes parts, groups and the plan in which an objective stands", () => {
    const burn = guardrail("vendhub/errors-burn-fast");
    const failing = (errors: number) => [
      { part: 1, values: "1000x59" },
      { part: 2, values: `${errors}x59` },
    ];
    expect(burn).toAlertOn(failing(15), { at: "1h", plan });
    expect(burn).not.toAlertOn(failing(14), { at: "1h", plan });
    expect(() => toAlertOn(burn, failing(15), { at: "1h" })).toThrow("the plan has no objective");

    expect(guardrail("vocavision/sentry-error-count")).toAlertOn("21x4", { at: "5m" });

    const group = { pod_name: "a" };
    expect(guardrail("victorysync/memory")).toAlertOn([{ group, values: "99x9" }], {
      at: "10m",
      group,
    });
  });

  it("says what came out", () => {
    expect(() => {
      expect(cpu).toAlertOn("60x14 85x15", { at: "30m" });
    }).toThrow(
      "at 30m state of vendhub/cpu: expected alert, got warn; its window is 85, points 85 85 85 85 | 85.",
    );
    expect(() => {
      expect(cpu).not.toAlertOn("60x59 90x59", { at: "30m", interval: "30s" });
    }).not.toThrow();
    expect(() => {
      expect(cpu).not.toAlertOn("90x15", { at: "15m" });
    }).toThrow("vendhub/cpu is in alert at 15m, which is not expected.");
  });

  it("refuses what cannot alert, and a malformed series", () => {
    expect(() => toAlertOn(guardrail("vendhub/dashboard"), "1", { at: "1m" })).toThrow(
      "monitors, burn-rate alerts and metric rules alert",
    );
    expect(() => toAlertOn(cpu, "many", { at: "1m" })).toThrow("many is no value.");
    expect(() => toAlertOn(guardrail("operations/error-rate"), "1", { at: "1m" })).toThrow(
      "calculates with counts",
    );
  });
});
