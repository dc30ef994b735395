import { wakingMentions } from "../../model/route";
import type { Guardrail, Plan } from "../../plan/types";
import { weighed, type Classes, type FieldChange } from "../../preview/change";
import { handlesIn } from "../../preview/engine/words";
import { compareGuardrails } from "../../preview/compare";
import type { StateIndex } from "../../preview/deployed/state";
import { asDeployed } from "../../preview/engine/read-back";
import { identityTags } from "../../recovery/identity";
import type { SeenAccount, SeenObject } from "./account";
import { affectedBy } from "./affected";
import type { DriftFinding } from "./finding";
import { knows } from "./own";

/**
 * What says by its tags that it is this environment's, and no stack of it made: copies, mostly. What merely watches the
 * same metrics is another's, and no business of Belfry's.
 */
export function added(
  { monitors, others }: Pick<SeenAccount, "monitors" | "others">,
  state: StateIndex,
  plan: Plan,
): readonly DriftFinding[] {
  const isKnown = knows(state);
  return [...monitors, ...others].flatMap((object) => {
    const identity = identityTags(object.tags);
    if (isKnown(object) || isBehindTest(object) || identity?.environment !== plan.environment) return [];
    const guardrail = plan.guardrails.find(({ id }) => id === identity.guardrail);
    return [findingOf(object, guardrail, identity.guardrail)];
  });
}

/** Datadog makes a monitor of every synthetic test, with its tags: the test is told. */
const isBehindTest = ({ inputs }: SeenObject): boolean =>
  inputs["syntheticsCheckId"] !== undefined && inputs["syntheticsCheckId"] !== null;

function findingOf(object: SeenObject, guardrail: Guardrail | undefined, claimed: string): DriftFinding {
  const wakes = wakingMentions(object.message).length > 0;
  const classes: Classes = weighed(["added", ...(wakes ? (["now-pages"] as const) : [])]);
  const fields = guardrail === undefined ? [] : differences(object, guardrail);
  const twin =
    guardrail === undefined ? "the plan has no such guardrail" : "a second one beside Belfry's own";
  const places = handlesIn(object.message).join(", ");
  return {
    kind: "added",
    object: { type: object.type, id: object.id, title: object.name },
    classes,
    fields,
    because: `${madeBy(object)} It says that it is ${claimed}: ${twin}. It tells ${places === "" ? "nobody" : places}. No stack made it, and pulumi up leaves it as it is.`,
    affected: guardrail === undefined ? [] : [affectedBy(guardrail)],
  };
}

const madeBy = ({ created, creator }: SeenObject): string =>
  created === null && creator === null
    ? "Made by hand."
    : `Made${creator === null ? "" : ` by ${creator}`}${created === null ? "" : ` on ${created.toISOString().slice(0, 10)}`}.`;

/** In what a copy is not as the guardrail that it was copied from. */
function differences({ inputs, type }: SeenObject, guardrail: Guardrail): readonly FieldChange[] {
  return compareGuardrails(guardrail, asDeployed(guardrail, type, inputs)).filter(
    ({ classes }) => classes[0] !== "text-only",
  );
}
