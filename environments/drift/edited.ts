import type { Guardrail, Plan } from "../../plan/types";
import { opposite, weighed, type Classes, type FieldChange } from "../../preview/change";
import { shown } from "../../preview/deployed/differences";
import { keyOf, type StateIndex } from "../../preview/deployed/state";
import type { EngineStep } from "../../preview/engine/steps";
import { classesOfPart, fieldsOf, kindOf, partOf, unsaid } from "../../preview/engine/words";
import { touchedBy } from "./affected";
import type { DriftFinding } from "./finding";

/** What a refresh is told against. */
export interface Deployed {
  /** The plan that the stack exports. */
  readonly plan: Plan;
  /** Its state. */
  readonly state: StateIndex;
}

/** What was edited or deleted at a provider, told by a refresh that wrote nothing, in the words of the deployed plan. */
export function editedAndDeleted(
  found: readonly EngineStep[],
  { plan, state }: Deployed,
): readonly DriftFinding[] {
  return found.flatMap((step): readonly DriftFinding[] => {
    const guardrail = plan.guardrails.find(({ id }) => id === step.guardrail);
    const { affected, fields } = guardrail === undefined ? ofNone(step) : ofGuardrail(step, guardrail, plan);
    // Nothing that anybody asked for differs: it is the provider's own.
    if (fields.length === 0) return [];
    const id = state.get(keyOf(step.type, step.name))?.id ?? "";
    return [
      {
        kind: step.op === "delete" ? "deleted" : "edited",
        object: { type: step.type, id, title: step.name },
        classes: weighed(fields.flatMap(({ classes }) => classes)),
        fields,
        because:
          step.op === "delete" ? "pulumi up --refresh makes it anew." : "pulumi up --refresh sets it back.",
        affected,
      },
    ];
  });
}

type Told = Pick<DriftFinding, "fields" | "affected">;

function ofGuardrail(step: EngineStep, guardrail: Guardrail, plan: Plan): Told {
  if (step.op === "delete") {
    const field = goneField(step, partOf(step, guardrail), opposite(classesOfPart(guardrail)));
    return { fields: [field], affected: touchedBy(guardrail, plan) };
  }
  const { after, fields } = fieldsOf(step, guardrail, step.changes, () => "");
  return { fields, affected: touchedBy(guardrail, plan, after) };
}

/** What no guardrail of the plan carries, such as what services share, is told in the provider's words alone. */
function ofNone(step: EngineStep): Told {
  if (step.op === "delete") return { fields: [goneField(step, "", ["removed"])], affected: [] };
  const fields = step.changes.map(({ after, before, path }): FieldChange => ({
    field: path,
    before: shown(before),
    after: shown(after),
    classes: ["provider"],
    because: unsaid,
  }));
  return { fields, affected: [] };
}

const goneField = (step: EngineStep, field: string, classes: Classes): FieldChange => ({
  field,
  before: kindOf(step),
  after: null,
  classes,
  because: "The provider no longer has it.",
});
