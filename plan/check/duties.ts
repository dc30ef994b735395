import type { Problem } from "../../model/problem";
import type { Service } from "../../model/service";
import type { Guardrail } from "../types";
import { recurrenceProblems } from "./schedules";

/** What people do again and again: each duty has a place of its own in the catalogue, and comes. */
export function checkDuties({ duties, name }: Service, guardrails: readonly Guardrail[]): readonly Problem[] {
  const ids = guardrails.map(({ id }) => id);
  return duties.flatMap((duty, index) => [
    ...(ids.includes(`${name}/${duty.name}`) || duties.findIndex((each) => each.name === duty.name) < index
      ? [nameTaken(`${name}.duties`, duty.name)]
      : []),
    ...recurrenceProblems(`${name}.duties.${duty.name}.rrule`, duty.rrule),
  ]);
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
