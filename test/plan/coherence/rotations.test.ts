import { describeProblem } from "../../../model/problem";
import { checkCoherence } from "../../../plan/coherence/rules";
import { escalationOf, layerOf, pagerDutyEscalationOf } from "../../support/guardrails";
import { environmentOf } from "../../support/models";

type Layer = ReturnType<typeof layerOf>;

const told = (...layers: readonly Layer[]): readonly string[] =>
  checkCoherence({
    guardrails: [escalationOf({}, { timezone: "Europe/Berlin", layers: [...layers] })],
    environment: environmentOf({ asOf: "2026-11-21" }),
  }).map(describeProblem);

const office = { startDay: "monday", startTime: "09:00", endDay: "friday", endTime: "17:00" } as const;

describe("coherence/on-call-gap", () => {
  it("takes layers that hold every moment of the next weeks, though one ends or begins in them", () => {
    expect(told(layerOf())).toEqual([]);
    expect(
      told(
        layerOf({ until: "2026-12-01T09:00:00" }),
        layerOf({ name: "next", handover: "2026-12-01T09:00:00" }),
      ),
    ).toEqual([]);
  });

  it("tells hours that no layer holds", () => {
    expect(told(layerOf({ hours: [office] }))).toMatchInlineSnapshot(`
     [
       "shop/on-call.rotation (2026-11-21 00:00 to 2026-11-23 09:00 (Europe/Berlin)): no layer has anybody on call then, nor in 13 more stretches of the next 13 weeks, 832 h in all. Add a layer for these hours, or lengthen one. [coherence/on-call-gap]",
     ]
    `);
    expect(told(layerOf({ handover: "2026-11-23T09:00:00" }))).toMatchInlineSnapshot(`
     [
       "shop/on-call.rotation (2026-11-21 00:00 to 2026-11-23 09:00 (Europe/Berlin)): no layer has anybody on call then. Add a layer for these hours, or lengthen one. [coherence/on-call-gap]",
     ]
    `);
    expect(told(layerOf({ until: "2027-01-01T00:00:00" }))).toMatchInlineSnapshot(`
     [
       "shop/on-call.rotation (2027-01-01 00:00 to 2027-02-20 00:00 (Europe/Berlin)): no layer has anybody on call then. Add a layer for these hours, or lengthen one. [coherence/on-call-gap]",
     ]
    `);
  });

  it("asks nothing of a rotation that PagerDuty holds, and nothing where the zone is unknown", () => {
    const chains = [
      pagerDutyEscalationOf(),
      escalationOf({}, { timezone: "Mars/Olympus", layers: [layerOf({ until: "x" })] }),
    ];

    expect(checkCoherence({ guardrails: chains, environment: environmentOf() })).toEqual([]);
  });
});

describe("coherence/ended-layer", () => {
  it("tells a layer that ended on the plan's day or before, though others hold", () => {
    const ended = layerOf({ name: "winter", until: "2026-04-01T00:00:00" });

    expect(told(layerOf(), ended)).toMatchInlineSnapshot(`
     [
       "shop/on-call.winter.until (2026-04-01T00:00:00): the layer ended before 2026-11-21, the day of this plan. Give it a later end, or remove it. [coherence/ended-layer]",
     ]
    `);
    expect(told(layerOf(), { ...ended, until: "2026-11-21T00:00:00" })).toHaveLength(1);
    expect(told(layerOf(), { ...ended, until: "2026-11-21T00:01:00" })).toEqual([]);
  });
});

describe("coherence/empty-layer", () => {
  it("tells a layer without people, and a rotation without layers", () => {
    expect(told(layerOf(), layerOf({ name: "nights", users: [] }))).toMatchInlineSnapshot(`
     [
       "shop/on-call.nights: the layer has nobody who takes turns. Name somebody in its setting. [coherence/empty-layer]",
     ]
    `);
    expect(told()).toMatchInlineSnapshot(`
     [
       "shop/on-call.rotation (2026-11-21 00:00 to 2027-02-20 00:00 (Europe/Berlin)): no layer has anybody on call then. Add a layer for these hours, or lengthen one. [coherence/on-call-gap]",
       "shop/on-call.rotation: the rotation has no layer, so nobody is ever on call. Add a layer with its people. [coherence/empty-layer]",
     ]
    `);
  });
});
