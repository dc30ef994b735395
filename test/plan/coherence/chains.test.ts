import { describeProblem } from "../../../model/problem";
import { checkCoherence } from "../../../plan/coherence/rules";
import type { Guardrail, GuardrailOf } from "../../../plan/types";
import { escalationOf, monitorOf, pagerDutyEscalationOf } from "../../support/guardrails";
import { environmentOf } from "../../support/models";

type Steps = GuardrailOf<"escalation">["steps"];

const told = (...guardrails: readonly Guardrail[]): readonly string[] =>
  checkCoherence({ guardrails, environment: environmentOf() }).map(describeProblem);

const stepsOf = (...after: readonly number[]): Steps =>
  after.map((each, index) =>
    index === 0
      ? { role: "on call", after: each, notify: "rotation", person: null }
      : { role: `level ${index + 1}`, after: each, notify: "person", person: `user-${index + 1}` },
  );

const p1 = { severity: "critical", label: "P1", respondWithin: 300, acknowledgeWithin: 120 } as const;

describe("coherence/escalation-in-time", () => {
  it("takes a chain that leaves each severity the time to acknowledge", () => {
    expect(told(monitorOf(), escalationOf())).toEqual([]);
    expect(told(escalationOf({ steps: stepsOf(180, 180), responses: [p1] }))).toEqual([]);
  });

  it("tells each severity, and each alert with a time of its own, that the first person cannot keep", () => {
    const late = escalationOf({
      steps: stepsOf(240, 300),
      unproven: [{ severity: "critical", person: "a second person" }],
    });

    expect(
      told(
        { ...late, responses: [p1, ...late.responses] },
        monitorOf({ id: "shop/cpu", respondWithin: 350 }),
      ),
    ).toMatchInlineSnapshot(`
     [
       "shop/on-call.responses.critical (4 min): shop/on-call tells the first person after 4 min, with 2 min to acknowledge, and P1 asks for someone within 5 min. Tell the first person by 3 min, or state under unproven.critical what to ask the runbook's owner. [coherence/escalation-in-time]",
       "shop/cpu.respondWithin (4 min): shop/on-call tells the first person after 4 min, with 2 min to acknowledge, and the alert asks for someone within 350 s. Tell the first person by 230 s, or state under unproven.high what to ask the runbook's owner. [coherence/escalation-in-time]",
       "shop/cpu.respondWithin (5 min): shop/on-call tells the second person after 5 min, with 2 min to acknowledge, and the alert asks for someone within 350 s. Tell the second person by 230 s, or state under unproven.high what to ask the runbook's owner. [coherence/second-in-time]",
     ]
    `);
  });

  it("asks nothing of an environment in which no severity pages", () => {
    expect(told(escalationOf({ steps: stepsOf(9000), responses: [] }))).toEqual([]);
  });
});

describe("coherence/second-in-time", () => {
  const late = escalationOf({ steps: stepsOf(0, 900), responses: [p1] });

  it("tells a second person who comes too late, or never", () => {
    expect(told(late)).toMatchInlineSnapshot(`
     [
       "shop/on-call.responses.critical (15 min): shop/on-call tells the second person after 15 min, with 2 min to acknowledge, and P1 asks for someone within 5 min. Tell the second person by 3 min, or state under unproven.critical what to ask the runbook's owner. [coherence/second-in-time]",
     ]
    `);
    expect(told(pagerDutyEscalationOf({ steps: stepsOf(0), responses: [p1] }))).toMatchInlineSnapshot(`
     [
       "shop/on-call.responses.critical: shop/on-call tells nobody else when the first person does not answer, and P1 asks for someone within 5 min. Tell the second person by 3 min, or state under unproven.critical what to ask the runbook's owner. [coherence/second-in-time]",
     ]
    `);
  });

  it("leaves to the owner what is stated, and tells what is stated for nothing", () => {
    const unproven = [{ severity: "critical" as const, person: "a second person" as const }];

    expect(told({ ...late, unproven })).toEqual([]);
    expect(told(escalationOf({ steps: stepsOf(0, 180), responses: [p1], unproven }))).toMatchInlineSnapshot(`
     [
       "shop/on-call.unproven.critical (a second person): by now the figures reach that person in time, so there is nothing to ask. Remove the entry. [coherence/second-in-time]",
     ]
    `);
  });
});

describe("coherence/nobody-twice", () => {
  it.each<[string, Steps]>([
    ["three persons", stepsOf(0, 300, 600)],
    ["PagerDuty's, which are unknown", stepsOf(0, 300, 600).map((step) => ({ ...step, person: null }))],
  ])("takes %s", (_, steps) => {
    const unknown = steps.every(({ person }) => person === null);

    expect(told(unknown ? pagerDutyEscalationOf({ steps }) : escalationOf({ steps }))).toEqual([]);
  });

  it("tells a person who is asked again, by name or by turn", () => {
    const steps = stepsOf(0, 300, 600, 900, 1200);
    const twice = steps.map((step, index) => {
      if (index === 2) return { ...step, person: "user-2" };
      if (index === 3) return { ...step, notify: "rotation" as const, person: null };
      return index === 4 ? { ...step, person: "user-b" } : step;
    });

    expect(told(escalationOf({ steps: twice }))).toMatchInlineSnapshot(`
     [
       "shop/on-call.steps.2 (user-2): the step for the level 3 asks whom the step for the level 2 asked already. Name another person. [coherence/nobody-twice]",
       "shop/on-call.steps.3 (whoever is on call): the step for the level 4 asks whom the step for the on call asked already. Name another person. [coherence/nobody-twice]",
       "shop/on-call.steps.4 (user-b): the level 5 takes turns in the rotation, and is then asked again after not answering. Name another person, or take this one out of the rotation. [coherence/nobody-twice]",
     ]
    `);
  });
});

describe("coherence/dead-route", () => {
  it("takes pages that Datadog's or PagerDuty's chain answers to", () => {
    const { notify } = monitorOf();
    const paged = monitorOf({ notify: { ...notify, alert: ["@pagerduty-shop-on-call"] } });

    expect(told(monitorOf(), escalationOf())).toEqual([]);
    expect(told(paged, pagerDutyEscalationOf())).toEqual([]);
  });

  it("tells each route whose pager no chain answers to, once", () => {
    const other = escalationOf(
      { id: "depot/on-call" },
      { team: { handle: "depot", name: "Depot", description: "-" } },
    );

    expect(told(monitorOf(), monitorOf({ id: "shop/cpu" }), other)).toMatchInlineSnapshot(`
     [
       "shop/on-call.handles (@oncall-shop): no escalation chain of the plan answers to it, so 2 alerts would reach nobody. Declare that chain, or name a service that has one. [coherence/dead-route]",
     ]
    `);
    expect(told(monitorOf(), pagerDutyEscalationOf())).toMatchInlineSnapshot(`
     [
       "shop/on-call.handles (@oncall-shop): no escalation chain of the plan answers to it, so shop/errors would reach nobody. Declare that chain, or name a service that has one. [coherence/dead-route]",
     ]
    `);
  });
});
