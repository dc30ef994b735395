import {
  EscalationChain,
  toPolicyArgs,
  toRoutingArgs,
  toScheduleArgs,
} from "../../../components/oncall/escalation-chain";
import { escalationOf, layerOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const under = "belfry:oncall:EscalationChain";

describe("EscalationChain", () => {
  it("registers team, rotation, steps and one rule that catches every page", async () => {
    const engine = await PulumiRecorder.install();

    new EscalationChain("shop/on-call", { guardrail: escalationOf() });

    expect(await engine.registrations()).toEqual([
      { type: under, name: "shop/on-call", under: "", inputs: {} },
      {
        type: "datadog:index/team:Team",
        name: "shop/on-call-team",
        under,
        inputs: {
          handle: "shop",
          name: "Shop: on call",
          description:
            "Answers for the shop.\n\nmanaged-by:belfry belfry:shop/on-call env:prod service:shop team:shop",
        },
      },
      {
        type: "datadog:index/onCallSchedule:OnCallSchedule",
        name: "shop/on-call-schedule",
        under,
        inputs: {
          name: "Shop: on-call",
          timeZone: "America/New_York",
          teams: ["shop/on-call-team-id"],
          layers: [
            {
              name: "rotation",
              effectiveDate: "2026-01-05T09:00:00-05:00",
              rotationStart: "2026-01-05T09:00:00-05:00",
              interval: { days: 7, seconds: 0 },
              users: ["user-a", "user-b"],
            },
          ],
        },
      },
      {
        type: "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy",
        name: "shop/on-call-policy",
        under,
        inputs: {
          name: "Shop: on-call",
          teams: ["shop/on-call-team-id"],
          resolvePageOnPolicyEnd: false,
          steps: [
            {
              assignment: "default",
              escalateAfterSeconds: 600,
              targets: [{ schedule: "shop/on-call-schedule-id", position: "current" }],
            },
            { assignment: "default", escalateAfterSeconds: 2100, targets: [{ user: "user-senior" }] },
            { assignment: "default", escalateAfterSeconds: 120, targets: [{ user: "user-lead" }] },
          ],
        },
      },
      {
        type: "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules",
        name: "shop/on-call-routing",
        under,
        inputs: {
          teamId: "shop/on-call-team-id",
          rules: [{ escalationPolicy: "shop/on-call-policy-id", urgency: "high" }],
        },
      },
    ]);
  });
});

describe("toRoutingArgs", () => {
  it("escalates nothing where nobody may be woken", () => {
    expect(toRoutingArgs(escalationOf({}, { urgency: "low" }), "team", "policy").rules).toEqual([
      { escalationPolicy: "policy", urgency: "low" },
    ]);
  });
});

describe("toPolicyArgs", () => {
  it("pages the people of one moment together", () => {
    const guardrail = escalationOf({
      steps: [
        { role: "on call", after: 0, notify: "rotation", person: null },
        { role: "lead", after: 0, notify: "person", person: "user-lead" },
      ],
    });

    expect(toPolicyArgs(guardrail, "team", "rota").steps).toEqual([
      {
        assignment: "default",
        escalateAfterSeconds: 120,
        targets: [{ schedule: "rota", position: "current" }, { user: "user-lead" }],
      },
    ]);
  });
});

describe("toScheduleArgs", () => {
  it.each([
    { handover: "2026-01-05T09:00:00", timezone: "America/New_York", start: "2026-01-05T09:00:00-05:00" },
    { handover: "2026-07-06T09:00:00", timezone: "America/New_York", start: "2026-07-06T09:00:00-04:00" },
    { handover: "2026-03-08T03:30:00", timezone: "America/New_York", start: "2026-03-08T03:30:00-04:00" },
    { handover: "2026-01-05T09:00:00", timezone: "Etc/UTC", start: "2026-01-05T09:00:00+00:00" },
    { handover: "2026-01-05T09:00:00+05:45", timezone: "Etc/UTC", start: "2026-01-05T09:00:00+05:45" },
  ])("hands over at $handover in $timezone at $start", ({ handover, start, timezone }) => {
    const args = toScheduleArgs(escalationOf({}, { timezone, layers: [layerOf({ handover })] }), "team");

    expect(args.layers).toMatchObject([{ effectiveDate: start, rotationStart: start }]);
  });

  it("ends a layer in its zone, and keeps it to its hours", () => {
    const nights = { startDay: "monday", startTime: "18:00", endDay: "tuesday", endTime: "08:00" } as const;
    const layer = layerOf({ until: "2026-07-01T09:00:00", hours: [nights] });

    const args = toScheduleArgs(escalationOf({}, { layers: [layer] }), "team");

    expect(args.layers).toMatchObject([
      {
        endDate: "2026-07-01T09:00:00-04:00",
        restrictions: [{ startDay: "monday", startTime: "18:00:00", endDay: "tuesday", endTime: "08:00:00" }],
      },
    ]);
  });

  it("splits a rotation of no whole days", () => {
    const args = toScheduleArgs(escalationOf({}, { layers: [layerOf({ length: 129_600 })] }), "team");

    expect(args.layers).toMatchObject([{ interval: { days: 1, seconds: 43_200 } }]);
  });
});
