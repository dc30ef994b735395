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
  { gone, known, plan, shard }: Adding,
): readonly DriftFinding[] {
  const isKnown = knows(known);
  const lost = new Set(
    [...known.values()].flatMap(({ guardrail, id, type }) =>
      guardrail !== null && gone.has(id) ? [`${type} ${guardrail}`] : [],
    ),
  );
  return [...monitors, ...others].flatMap((object) => {
    const identity = identityTags(object.tags);
    // Who copies for another environment may add its tag and leave this one's.
    const isOurs = identity !== null && object.tags.includes(`env:${plan.environment}`);
    if (isKnown(object) || isBehindTest(object) || !isOurs) return [];
    const { guardrail: claimed } = identity;
    if (shard !== null && !claimed.startsWith(`${shard}/`)) return [];
    const guardrail = plan.guardrails.find(({ id }) => id === claimed);
    const own = guardrail === undefined ? undefined : ownOf(guardrail, object.type, known);
    return [findingOf(object, own, { claimed, alone: lost.has(`${object.type} ${claimed}`) })];
  });
}

/** What adding is told against. */
export interface Adding {
  /** The deployed plan. */
  readonly plan: Plan;
  /** The state of all stacks of the environment. */
  readonly known: StateIndex;
  /** The part of the environment that is looked at; null for all of it. */
  readonly shard: string | null;
  /** The providers' ids of what a refresh found gone. */
  readonly gone: ReadonlySet<string>;
}

/** What a foreign object says that it is. */
interface Claim {
  /** Id of the guardrail. */
  readonly claimed: string;
  /** Whether Belfry's own is gone. */
  readonly alone: boolean;
}

/** Datadog makes a monitor of every synthetic test, with its tags: the test is told. */
const isBehindTest = ({ inputs }: SeenObject): boolean =>
  inputs["syntheticsCheckId"] !== undefined && inputs["syntheticsCheckId"] !== null;

function findingOf(
  object: SeenObject,
  guardrail: Guardrail | undefined,
  { alone, claimed }: Claim,
): DriftFinding {
  const wakes = wakingMentions(object.message).length > 0;
  const classes: Classes = weighed(["added", ...(wakes ? (["now-pages"] as const) : [])]);
  const fields = guardrail === undefined ? [] : differences(object, guardrail);
  const twin =
    guardrail === undefined
      ? "the plan has no such guardrail"
      : alone
        ? "Belfry's own is gone"
        : "a second one beside Belfry's own";
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

/** The guardrail with the query of its resource: a plan names other guardrails where Datadog has their ids. */
function ownOf(guardrail: Guardrail, type: string, known: StateIndex): Guardrail {
  const own = [...known.values()].find((each) => each.type === type && each.guardrail === guardrail.id);
  if (own === undefined || guardrail.kind !== "burn-rate") return guardrail;
  const read = asDeployed(guardrail, type, own.inputs);
  return read.kind === "burn-rate" ? { ...guardrail, query: read.query } : guardrail;
}

/** In what a copy is not as the guardrail that it was copied from. */
function differences({ inputs, type }: SeenObject, guardrail: Guardrail): readonly FieldChange[] {
  return compareGuardrails(guardrail, asDeployed(guardrail, type, inputs)).filter(
    ({ classes }) => classes[0] !== "text-only",
  );
}
