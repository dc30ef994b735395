import type { EscalationDeclaration } from "../../model/escalation";
import { days, minutes } from "../../model/quantity";
import { fact } from "../../model/source";
import { planEscalation } from "../../plan/escalation";
import { planMonitor } from "../../plan/monitor";
import { chosen, contextOf, environmentOf, errorRate, serviceOf, stagingOf } from "../support/models";

const chain: EscalationDeclaration = {
  kind: "escalation",
  name: "on-call",
  title: "escalation",
  steps: [
    { role: "on call", after: chosen(minutes(0)), person: null },
    { role: "lead", after: chosen(minutes(15)), person: "shop.lead" },
  ],
  rotation: {
    timezone: "Europe/Berlin",
    layers: [
      {
        name: "rotation",
        people: "shop.onCallUsers",
        length: chosen(days(7)),
        handover: chosen("2026-01-05T09:00:00"),
      },
      {
        name: "nights",
        people: "shop.nightUsers",
        length: chosen(days(1)),
        handover: chosen("2026-01-05T18:00:00"),
        until: chosen("2027-01-04T18:00:00"),
        hours: [{ startDay: "friday", startTime: "18:00", endDay: "monday", endTime: "09:00" }],
      },
    ],
  },
  acknowledgeWithin: chosen(minutes(10)),
};

const { severities } = serviceOf();
const shop = serviceOf({
  severities: {
    ...severities,
    critical: { ...severities.critical, acknowledgeWithin: fact("VH-039", minutes(2)) },
  },
});

describe("a chain", () => {
  const planned = planEscalation(contextOf(environmentOf(), shop), chain);

  it("tells the rotation, then persons by their setting", () => {
    expect(planned.steps).toEqual([
      { role: "on call", after: 0, notify: "rotation", person: null },
      { role: "lead", after: 900, notify: "person", person: "${setting:shop.lead}" },
    ]);
  });

  it("keeps each layer with its people, turns, hours and end", () => {
    expect(planned.pager).toEqual({
      kind: "datadog",
      team: {
        handle: "shop",
        name: "Shop: on call",
        description: "Answers for Shop (a made-up platform).",
      },
      timezone: "Europe/Berlin",
      layers: [
        {
          name: "rotation",
          handover: "2026-01-05T09:00:00",
          until: null,
          length: 604_800,
          users: ["${setting:shop.onCallUsers}"],
          hours: [],
        },
        {
          name: "nights",
          handover: "2026-01-05T18:00:00",
          until: "2027-01-04T18:00:00",
          length: 86_400,
          users: ["${setting:shop.nightUsers}"],
          hours: [{ startDay: "friday", startTime: "18:00", endDay: "monday", endTime: "09:00" }],
        },
      ],
      urgency: "high",
    });
  });

  it("is of low urgency where nobody may be woken", () => {
    expect(planEscalation(contextOf(stagingOf(), shop), chain).pager).toMatchObject({ urgency: "low" });
  });

  it("says how soon each severity that pages wants an answer, acknowledged as it or the chain says", () => {
    expect(planned.responses).toEqual([
      { severity: "critical", label: "P1", respondWithin: 300, acknowledgeWithin: 120 },
      { severity: "high", label: "P2", respondWithin: 900, acknowledgeWithin: 600 },
    ]);
    expect(planEscalation(contextOf(stagingOf(), shop), chain).responses).toEqual([]);
  });

  it("explains each of its values", () => {
    expect(planned.sources.map(({ field }) => field)).toEqual([
      "rotation.handover",
      "rotation.length",
      "nights.handover",
      "nights.until",
      "nights.length",
      "steps.0.after",
      "steps.1.after",
      "acknowledgeWithin",
      "responses.critical.respondWithin",
      "responses.critical.acknowledgeWithin",
      "responses.high.respondWithin",
    ]);
    expect(planned.facts).toContain("VH-039");
  });

  it("asks the owner about severities that it is not proved for, where they page", () => {
    const doubted = {
      ...chain,
      unproven: { high: chosen("a second person"), low: chosen("a second person") },
    };
    const { sources, unproven } = planEscalation(contextOf(environmentOf(), shop), doubted as never);

    expect(unproven).toEqual([{ severity: "high", person: "a second person" }]);
    expect(sources.filter(({ field }) => field === "unproven.high")).toMatchObject([
      { kind: "house", ask: "Is it right?", stated: "a second person" },
    ]);
  });

  it("is told to whoever is woken, with the time to acknowledge", () => {
    const service = { ...shop, guardrails: [chain] };

    expect(planMonitor(contextOf(environmentOf(), service), errorRate).message).toContain(
      "Told now: on call, to acknowledge within 10 min. While nobody acknowledges: lead after 15 min.",
    );
    expect(
      planMonitor(contextOf(environmentOf(), service), { ...errorRate, severity: chosen("critical") })
        .message,
    ).toContain("Told now: on call, to acknowledge within 2 min.");
  });
});

describe("a chain that PagerDuty holds", () => {
  const environment = environmentOf({ pager: "pagerduty" });

  it("keeps its steps and times, and asks for no Datadog ids", () => {
    const planned = planEscalation(contextOf(environment, shop), chain);

    expect(planned.pager).toEqual({
      kind: "pagerduty",
      team: expect.objectContaining({ handle: "shop" }),
      service: "${setting:shop.pagerDutyService}",
    });
    expect(planned.steps).toEqual([
      { role: "on call", after: 0, notify: "rotation", person: null },
      { role: "lead", after: 900, notify: "person", person: null },
    ]);
    expect(planned.responses).toHaveLength(2);
  });

  it("is PagerDuty's everywhere where the service says so", () => {
    const { pager } = planEscalation(contextOf(environmentOf(), shop), { ...chain, rotation: null });

    expect(pager.kind).toBe("pagerduty");
  });

  it("is mentioned instead of Datadog's team", () => {
    const { message, notify } = planMonitor(
      contextOf(environment, { ...shop, guardrails: [chain] }),
      errorRate,
    );

    expect(notify.alert).toEqual([
      "@pagerduty-${setting:shop.pagerDutyService}",
      "@slack-${setting:shop.slackChannel}",
    ]);
    expect(message).not.toContain("@oncall-");
    expect(message).toContain("Told now: on call");
  });
});
