import { writtenDuration } from "../../model/quantity";
import type { Unreached } from "../../model/escalation";
import { alertsOf, mentionOf, proofsOf, type ChainProof } from "../chain-proof";
import type { GuardrailOf } from "../types";
import { ofKind, type CoherenceRule, type Finding } from "./rule";

type Escalation = GuardrailOf<"escalation">;

/** The first person can acknowledge a page before its response time is over. */
export const escalationInTime: CoherenceRule = {
  code: "coherence/escalation-in-time",
  title: "An escalation chain reaches a person within the response time of every severity that pages",
  because: "A person who is told too late to acknowledge in time can never keep the response time.",
  example:
    "A critical alert asks for someone within 5 min and for an acknowledgement within 2, and the first step comes after 4 min.",
  fix: "Let the first step come sooner or give the severity more time; where the runbook's own figures say so, state under unproven what to ask its owner.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "escalation").flatMap((chain) =>
      late(chain, proofsOf(chain, guardrails), "first", "the first person"),
    ),
};

/** A second person is told while there still is time. */
export const secondInTime: CoherenceRule = {
  code: "coherence/second-in-time",
  title: "A second person is told before the response time is over",
  because: "People sleep through pages; with nobody else told in time, one missed page is a missed response.",
  example: "A P1 asks for someone within 5 min, and the second level is told after 15 min.",
  fix: "Tell a second person early enough to acknowledge in time; where the runbook's own figures say otherwise, state under unproven what to ask its owner.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "escalation").flatMap((chain) =>
      late(chain, proofsOf(chain, guardrails), "second", "a second person"),
    ),
};

function late(
  chain: Escalation,
  proofs: readonly ChainProof[],
  which: "first" | "second",
  person: Unreached,
): readonly Finding[] {
  const doubted = chain.unproven.filter((each) => each.person === person).map(({ severity }) => severity);
  const missed = proofs.filter(({ inTime }) => !inTime[which]);
  const settled = doubted.filter((severity) => !missed.some((proof) => proof.severity === severity));
  return [
    ...missed
      .filter(({ severity }) => !doubted.includes(severity))
      .flatMap((proof) => tooLate(chain, proof, which)),
    ...settled.map((severity) => ({
      path: `${chain.id}.unproven.${severity}`,
      value: person,
      rule: "by now the figures reach that person in time, so there is nothing to ask.",
      remedy: "Remove the entry.",
    })),
  ];
}

function tooLate(chain: Escalation, proof: ChainProof, which: "first" | "second"): readonly Finding[] {
  const { acknowledgeWithin, alerts, label, respondWithin, severity, told } = proof;
  const after = told[which];
  const person = `the ${which} person`;
  const within = `within ${writtenDuration(respondWithin)}`;
  const answered =
    alerts.length === 0 ? `${label} asks for someone ${within}` : `the alert asks for someone ${within}`;
  const paths =
    alerts.length === 0 ? [`${chain.id}.responses.${severity}`] : alerts.map((id) => `${id}.respondWithin`);
  return paths.map((path) => ({
    path,
    value: after === null ? null : writtenDuration(after),
    rule:
      after === null
        ? `${chain.id} tells nobody else when the first person does not answer, and ${answered}.`
        : `${chain.id} tells ${person} after ${writtenDuration(after)}, with ${writtenDuration(acknowledgeWithin)} to acknowledge, and ${answered}.`,
    remedy: `Tell ${person} by ${writtenDuration(Math.max(0, respondWithin - acknowledgeWithin))}, or state under unproven.${severity} what to ask the runbook's owner.`,
  }));
}

/** Escalating reaches somebody else. */
export const nobodyTwice: CoherenceRule = {
  code: "coherence/nobody-twice",
  title: "Nobody stands in a chain twice",
  because: "Who did not answer the first time is asked again, and the page is as far as before.",
  example: "The third step names the person of the second, or somebody who takes turns in the rotation.",
  fix: "Name another person, or take the person out of the rotation.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "escalation").flatMap(({ id, pager, steps }) => {
      const onRotation = pager.kind === "datadog" ? pager.layers.flatMap(({ users }) => users) : [];
      return steps.flatMap(({ notify, person, role }, index): readonly Finding[] => {
        const path = `${id}.steps.${index}`;
        const before = steps.slice(0, index).find((each) => each.notify === notify && each.person === person);
        const takesTurns = person !== null && onRotation.includes(person);
        // PagerDuty's persons are unknown here.
        const repeats = before !== undefined && (notify === "rotation" || person !== null);
        if (!repeats && !takesTurns) return [];
        return [
          {
            path,
            value: person ?? "whoever is on call",
            rule: repeats
              ? `the step for the ${role} asks whom the step for the ${before.role} asked already.`
              : `the ${role} takes turns in the rotation, and is then asked again after not answering.`,
            remedy: repeats
              ? "Name another person."
              : "Name another person, or take this one out of the rotation.",
          },
        ];
      });
    }),
};

/** A page leads to a chain. */
export const deadRoute: CoherenceRule = {
  code: "coherence/dead-route",
  title: "Every page leads to an escalation chain",
  because: "A pager that no chain answers to is a message that nobody gets.",
  example: "A route mentions @oncall-shop, and no escalation of the plan has that team.",
  fix: "Declare the service's escalation, or name one in the route that is declared.",
  find: ({ guardrails }) => {
    const answered = new Set(ofKind(guardrails, "escalation").map(mentionOf));
    const dead = new Map<string, Finding & { readonly ids: readonly string[] }>();
    for (const { id, notify, route } of alertsOf(guardrails)) {
      for (const pager of notify.alert.filter(
        (each) => /^@(oncall|pagerduty)-/.test(each) && !answered.has(each),
      )) {
        const ids = [...(dead.get(`${route} ${pager}`)?.ids ?? []), id];
        dead.set(`${route} ${pager}`, {
          ids,
          path: `${route}.handles`,
          value: pager,
          rule: `no escalation chain of the plan answers to it, so ${ids.length === 1 ? id : `${ids.length} alerts`} would reach nobody.`,
          remedy: "Declare that chain, or name a service that has one.",
        });
      }
    }
    return [...dead.values()].map(({ path, remedy, rule, value }) => ({ path, value, rule, remedy }));
  },
};
