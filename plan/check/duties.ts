import type { Problem } from "../../model/problem";
import type { Service } from "../../model/service";
import { ofKind } from "../coherence/rule";
import type { Guardrail } from "../types";
import { recurrenceProblems } from "./schedules";

/**
 * What people do again and again: each duty has a place of its own in the catalogue, and comes; and what they rehearse of
 * a recovery is part of one.
 */
export function checkDuties(service: Service, guardrails: readonly Guardrail[]): readonly Problem[] {
  const { duties, name } = service;
  const ids = guardrails.map(({ id }) => id);
  return [
    ...duties.flatMap((duty, index) => [
      ...(ids.includes(`${name}/${duty.name}`) || duties.findIndex((each) => each.name === duty.name) < index
        ? [nameTaken(`${name}.duties`, duty.name)]
        : []),
      ...recurrenceProblems(`${name}.duties.${duty.name}.rrule`, duty.rrule),
    ]),
    ...checkRehearsed(service, guardrails),
  ];
}

function checkRehearsed({ duties, name }: Service, guardrails: readonly Guardrail[]): readonly Problem[] {
  const known = duties.map((duty) => duty.name);
  return ofKind(guardrails, "restore-test")
    .filter(({ service }) => service === name)
    .flatMap(({ id, verification }) =>
      verification
        .flatMap((step) => (step.by === "people" && !known.includes(step.duty) ? [step.duty] : []))
        .map((duty) => ({
          code: "duty/unknown",
          path: `${id}.rehearsed`,
          value: duty,
          rule: "the service has no duty of this name, so nobody would rehearse it.",
          remedy:
            known.length === 0 ? "Declare the duty." : `Declare it, or name one of ${known.join(", ")}.`,
        })),
    );
}

function nameTaken(path: string, name: string): Problem {
  return {
    code: "duty/duplicate",
    path,
    value: name,
    rule: "a guardrail or another duty of the service has this name, which is its heading in the catalogue.",
    remedy: "Give it a name of its own.",
  };
}
