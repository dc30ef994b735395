import { alertsOf, mentionOf, proofsOf } from "../../plan/chain-proof";
import { alerting, dashboardOf, escalationOf, monitorOf, pagerDutyEscalationOf } from "../support/guardrails";

const p1 = { severity: "critical", label: "P1", respondWithin: 300, acknowledgeWithin: 60 } as const;
const p2 = { severity: "high", label: "P2", respondWithin: 900, acknowledgeWithin: 120 } as const;
const chain = escalationOf({ responses: [p1, p2] });

describe("what a chain proves", () => {
  it("is said of every severity that pages, whether an alert has it or not", () => {
    expect(proofsOf(chain, [])).toEqual([
      { ...p1, alerts: [], told: { first: 0, second: 600 }, inTime: { first: true, second: false } },
      { ...p2, alerts: [], told: { first: 0, second: 600 }, inTime: { first: true, second: true } },
    ]);
  });

  it("is said of alerts with a time of their own, together where they share it", () => {
    const alerts = ["shop/cpu", "shop/memory"].map((id) => monitorOf({ id, respondWithin: 700 }));

    expect(proofsOf(chain, [...alerts, monitorOf({ id: "shop/usual" })]).slice(2)).toEqual([
      {
        ...p2,
        alerts: ["shop/cpu", "shop/memory"],
        respondWithin: 700,
        told: { first: 0, second: 600 },
        inTime: { first: true, second: false },
      },
    ]);
  });

  it("is not said of alerts that wake nobody, or through another chain", () => {
    const others = [
      monitorOf({ respondWithin: 60, pages: false }),
      monitorOf({ respondWithin: 60, notify: { ...alerting.notify, alert: ["@oncall-depot"] } }),
      dashboardOf(),
    ];

    expect(proofsOf(chain, others)).toHaveLength(2);
    expect(alertsOf(others)).toHaveLength(2);
  });

  it("needs the time to acknowledge too, to the second", () => {
    const [step] = chain.steps;
    const first = (after: number) =>
      proofsOf(escalationOf({ steps: step ? [{ ...step, after }] : [], responses: [p1] }), [])[0];

    expect(first(240)).toMatchObject({
      told: { first: 240, second: null },
      inTime: { first: true, second: false },
    });
    expect(first(241)).toMatchObject({ inTime: { first: false } });
  });

  it("takes the chain's time to acknowledge where the severity has none", () => {
    const medium = monitorOf({ severity: "medium", severityLabel: "P3", respondWithin: 600 });

    expect(proofsOf(chain, [medium])[2]).toMatchObject({ label: "P3", acknowledgeWithin: 120 });
  });
});

describe("the mention of a chain", () => {
  it("is its team's, or PagerDuty's service", () => {
    expect([chain, pagerDutyEscalationOf()].map(mentionOf)).toEqual([
      "@oncall-shop",
      "@pagerduty-shop-on-call",
    ]);
  });
});
