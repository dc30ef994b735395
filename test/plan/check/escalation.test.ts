import { describeProblem } from "../../../model/problem";
import { checkChains, checkEscalation } from "../../../plan/check/escalation";
import type { GuardrailOf } from "../../../plan/types";
import { escalationOf, layerOf, pagerDutyEscalationOf } from "../../support/guardrails";
import { codesOf } from "../../support/models";

const stepsOf = (...after: readonly number[]): GuardrailOf<"escalation">["steps"] =>
  after.map((each) => ({ role: "someone", after: each, notify: "rotation", person: null }));

const layered = (...layers: readonly ReturnType<typeof layerOf>[]) =>
  checkEscalation(escalationOf({}, { layers: [...layers] }));

const hours = { startDay: "monday", startTime: "09:00", endDay: "friday", endTime: "17:00" } as const;

describe("the steps of an escalation", () => {
  it.each([
    [[0], []],
    [[0, 60], []],
    [[0, 36_000], []],
    [[0, 900, 2700], []],
    [[], ["escalation/steps"]],
    [Array.from({ length: 10 }, (_, index) => 60 * index), []],
    [Array.from({ length: 11 }, (_, index) => 60 * index), ["escalation/steps"]],
    [[0, 59], ["escalation/wait"]],
    [[0, 36_001], ["escalation/wait"]],
    [[0, 900, 900], ["escalation/wait"]],
    [[0, 900, 300], ["escalation/wait"]],
  ])("after %j seconds: %j", (after, codes) => {
    const steps = stepsOf(...after);

    expect(codesOf(checkEscalation({ ...escalationOf(), steps }))).toEqual(codes);
    expect(codesOf(checkEscalation({ ...pagerDutyEscalationOf(), steps }))).toEqual(codes);
  });
});

describe("the chains of a plan", () => {
  const night = { ...escalationOf(), id: "shop/night" };

  it("are one for each service", () => {
    const other = { ...escalationOf(), id: "cart/on-call", service: "cart" };

    expect(checkChains([escalationOf(), other])).toEqual([]);
    expect(checkChains([escalationOf(), other, night]).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop/night: shop/on-call answers for the service's team already, and one handle leads to one chain. Join the two. [escalation/second]",
     ]
    `);
  });
});

describe("a rotation", () => {
  it.each([
    ["an hour", layerOf({ length: 3600 }), []],
    ["less than an hour", layerOf({ length: 3599 }), ["escalation/turn"]],
    ["400 days", layerOf({ length: 34_560_000 }), []],
    ["more than 400 days", layerOf({ length: 34_560_001 }), ["escalation/turn"]],
    ["hours of a week", layerOf({ hours: [hours] }), []],
    [
      "a start at midnight by its other name",
      layerOf({ hours: [{ ...hours, startTime: "24:00" }] }),
      ["escalation/hours"],
    ],
    ["an hour in words", layerOf({ hours: [{ ...hours, endTime: "noon" }] }), ["escalation/hours"]],
    ["a handover that a setting still owes", layerOf({ handover: "${setting:shop.handover}" }), []],
    ["a handover in words", layerOf({ handover: "Monday" }), ["escalation/moment"]],
    [
      "a handover on no day of the calendar",
      layerOf({ handover: "2026-02-30T09:00:00" }),
      ["escalation/moment"],
    ],
    ["an end in words", layerOf({ until: "spring" }), ["escalation/moment"]],
  ])("with %s", (_, layer, codes) => {
    expect(codesOf(layered(layer))).toEqual(codes);
  });

  it("is told with what to write", () => {
    const broken = layerOf({ length: 60, until: "spring", hours: [{ ...hours, endTime: "noon" }] });

    expect(
      [
        ...checkEscalation(escalationOf({ steps: stepsOf(0, 900, 300) })),
        ...layered(layerOf(), layerOf()),
        ...layered(broken),
        ...checkEscalation(escalationOf({}, { timezone: "Mars/Olympus" })),
      ].map(describeProblem),
    ).toMatchInlineSnapshot(`
     [
       "shop/on-call.steps.2.after (5 min): each step follows the one before by a minute to ten hours. Put the steps in order, with such times between them. [escalation/wait]",
       "shop/on-call.rotation (rotation): another layer of the rotation has this name. Give each layer its own name. [escalation/layer-name]",
       "shop/on-call.rotation.length (1 min): Datadog takes turns of an hour to 400 days. Write such a length. [escalation/turn]",
       "shop/on-call.rotation.until (spring): it is no local date and time. Write it such as 2026-01-05T09:00:00. [escalation/moment]",
       "shop/on-call.rotation.hours.0.endTime (noon): it is no time of a day. Write it such as 09:00. [escalation/hours]",
       "shop/on-call.timezone (Mars/Olympus): no time zone has this name. Write an IANA name such as Europe/Berlin or UTC. [escalation/timezone]",
     ]
    `);
  });
});
