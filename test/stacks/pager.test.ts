import { missingSettings } from "../../plan/check/wiring";
import { knownServices, loadPlan } from "../../stacks/load-plan";
import { allOf, codesOf } from "../support/models";

const load = (values: Readonly<Record<string, unknown>>) =>
  loadPlan({
    where: "Pulumi.review.yaml",
    stack: "review",
    values: { asOf: "2026-11-21", pages: true, ...values },
  });

const askedFor = (values: Readonly<Record<string, unknown>>): readonly string[] => {
  const { environment, plan } = load(values);
  return missingSettings(plan.guardrails, knownServices, environment).map(({ path }) =>
    path.replace("belfry:settings.", ""),
  );
};

const people = /\.(onCallUsers|devopsLead|developmentLead|technicalLead|engineeringManager|executive|cto)$/;

describe("an environment that pages through Datadog", () => {
  it("waits for the people of every chain, and takes made-up ones only where it may", () => {
    expect(askedFor({}).filter((key) => people.test(key))).toEqual([
      "operations.devopsLead",
      "operations.onCallUsers",
      "vendhub.devopsLead",
      "vendhub.engineeringManager",
      "vendhub.executive",
      "vendhub.onCallUsers",
      "victorysync.developmentLead",
      "victorysync.devopsLead",
      "victorysync.executive",
      "victorysync.onCallUsers",
      "watchtower.cto",
      "watchtower.engineeringManager",
      "watchtower.onCallUsers",
      "watchtower.technicalLead",
    ]);
    expect(askedFor({ exampleSettings: true })).toEqual([]);
  });

  it("asks for PagerDuty's service of the one service that is on it", () => {
    expect(askedFor({}).filter((key) => key.endsWith(".pagerDutyService"))).toEqual([
      "vocavision.pagerDutyService",
    ]);
  });
});

describe("an environment that pages through PagerDuty", () => {
  const { plan, problems } = load({ pager: "pagerduty" });

  it("is coherent, and mentions no team of Datadog's", () => {
    expect(codesOf(problems)).toEqual([]);
    expect(JSON.stringify(plan)).not.toContain("@oncall-");
  });

  it("leaves every chain to PagerDuty and asks for its services instead of people", () => {
    expect(allOf(plan, "escalation").map(({ id, pager }) => [id, pager.kind])).toEqual([
      ["victorysync/on-call", "pagerduty"],
      ["vendhub/on-call", "pagerduty"],
      ["vocavision/on-call", "pagerduty"],
      ["operations/on-call", "pagerduty"],
      ["watchtower/on-call", "pagerduty"],
    ]);
    const asked = askedFor({ pager: "pagerduty" });
    expect(asked.filter((key) => people.test(key))).toEqual([]);
    expect(asked.filter((key) => key.endsWith(".pagerDutyService"))).toHaveLength(5);
  });
});
