import { wakingMentions } from "../../model/route";
import type { Guardrail, Plan } from "../../plan/types";
import { weighed, type Classes, type FieldChange } from "../../preview/change";
import { handlesIn } from "../../preview/engine/words";
import { compareGuardrails } from "../../preview/compare";
import { asDeployed } from "../../preview/engine/read-back";
import { identityTags } from "../../recovery/identity";
import type { SeenMonitor } from "./account";
import { affectedBy } from "./affected";
import type { DriftFinding } from "./finding";
import { monitorType, type OwnMonitor } from "./own";

/**
 * Monitors that say by their tags that they are this environment's, and that no stack of it made: copies, mostly. What
 * merely watches the same metrics is another's, and no business of Belfry's.
 */
export function added(
  monitors: readonly SeenMonitor[],
  own: readonly OwnMonitor[],
  plan: Plan,
): readonly DriftFinding[] {
  const known = new Set(own.map(({ id }) => id));
  return monitors.flatMap((monitor) => {
    const identity = identityTags(monitor.tags);
    if (known.has(monitor.id) || identity?.environment !== plan.environment) return [];
    const guardrail = plan.guardrails.find(({ id }) => id === identity.guardrail);
    return [findingOf(monitor, guardrail, identity.guardrail)];
  });
}

function findingOf(monitor: SeenMonitor, guardrail: Guardrail | undefined, claimed: string): DriftFinding {
  const wakes = wakingMentions(monitor.message).length > 0;
  const classes: Classes = weighed(["added", ...(wakes ? (["now-pages"] as const) : [])]);
  const fields = guardrail === undefined ? [] : differences(monitor, guardrail);
  const twin =
    guardrail === undefined ? "the plan has no such guardrail" : "a second one beside Belfry's own";
  const places = handlesIn(monitor.message).join(", ");
  return {
    kind: "added",
    object: { type: monitorType, id: monitor.id, title: monitor.name },
    classes,
    fields,
    because: `${madeBy(monitor)} It says that it is ${claimed}: ${twin}. It tells ${places === "" ? "nobody" : places}. No stack made it, and deploying leaves it as it is.`,
    affected: guardrail === undefined ? [] : [affectedBy(guardrail)],
  };
}

const madeBy = ({ created, creator }: SeenMonitor): string =>
  created === null && creator === null
    ? "Made by hand."
    : `Made${creator === null ? "" : ` by ${creator}`}${created === null ? "" : ` on ${created.toISOString().slice(0, 10)}`}.`;

/** In what a copy is not as the guardrail that it was copied from. */
function differences({ inputs }: SeenMonitor, guardrail: Guardrail): readonly FieldChange[] {
  return compareGuardrails(guardrail, asDeployed(guardrail, monitorType, inputs)).filter(
    ({ classes }) => classes[0] !== "text-only",
  );
}
