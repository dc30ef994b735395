import type { Guardrail, Plan } from "../../plan/types";
import { opposite, weighed, type FieldChange } from "../change";
import { changesBetween, touches, valueAt } from "../deployed/property-change";
import { same } from "../deployed/differences";
import type { Wanted } from "../deployed/fit";
import { keyOf, type StateIndex } from "../deployed/state";
import type { GuardrailChange } from "../diff";
import type { EngineStep } from "./steps";
import { classesOfPart, fieldsOf, kindOf, partOf } from "./words";

/** What is known when the engine has told what it would do. */
export interface Beneath {
  /** What the engine would do. */
  readonly steps: readonly EngineStep[];
  /** The plan that the stack exports. */
  readonly base: Plan;
  /** The plan that would be deployed. */
  readonly head: Plan;
  /** What the program declares for the plan that the stack exports, by type and name. */
  readonly was: ReadonlyMap<string, Wanted>;
  /** What it declares for the plan that would be deployed. */
  readonly is: ReadonlyMap<string, Wanted>;
  /** The stack's state. */
  readonly state: StateIndex;
}

/**
 * What would change at providers although nothing in the plan does: by drift, by a provider's default, or because the
 * program makes something else of the same plan. What follows from a change of the plan is that change.
 */
export function changesBeneath(known: Beneath): readonly GuardrailChange[] {
  return known.steps.flatMap((step) => {
    const guardrail = guardrailOf(step, known);
    const change = guardrail && changeOf(step, guardrail, known);
    return change ? [change] : [];
  });
}

/** Steps that touch what no guardrail of either plan carries. */
export const outside = (known: Beneath): readonly EngineStep[] =>
  known.steps.filter((step) => guardrailOf(step, known) === undefined);

const guardrailOf = ({ guardrail }: EngineStep, { base, head }: Beneath): Guardrail | undefined =>
  [...head.guardrails, ...base.guardrails].find(({ id }) => id === guardrail);

/** The changes of two plans with what changes beneath them; what both tell is told once. */
export function withBeneath(
  planned: readonly GuardrailChange[],
  beneath: readonly GuardrailChange[],
): readonly GuardrailChange[] {
  return beneath.reduce<readonly GuardrailChange[]>((all, change) => {
    const id = (change.after ?? change.before)?.id;
    const twin = all.find((each) => (each.after ?? each.before)?.id === id);
    if (twin === undefined) return [...all, change];
    const fields = change.fields.filter((field) => !twin.fields.some((each) => isSame(each, field)));
    if (fields.length === 0) return all;
    const classes = weighed([...twin.classes, ...fields.flatMap((each) => each.classes)]);
    const merged = { ...twin, classes, fields: [...twin.fields, ...fields] };
    return all.map((each) => (each === twin ? merged : each));
  }, planned);
}

const isSame = (one: FieldChange, other: FieldChange): boolean =>
  one.field === other.field && one.before === other.before && one.after === other.after;

function changeOf(step: EngineStep, guardrail: Guardrail, known: Beneath): GuardrailChange | null {
  const key = keyOf(step.type, step.name);
  if (step.op === "create")
    return known.is.has(key) && !known.was.has(key)
      ? null
      : whole(guardrail, made(step, guardrail, known.state.has(key)));
  if (step.op === "delete")
    return known.was.has(key) && !known.is.has(key) ? null : whole(guardrail, gone(step, guardrail));
  const open = step.changes.filter(({ path }) => !isPlanned(step, path, known));
  const told = fieldsOf(step, guardrail, open, (path) => causeOf(step, path, known));
  const fields = [
    ...told.fields,
    ...(step.op === "replace" && !withoutPast.has(step.type) ? [replaced(step, guardrail)] : []),
  ];
  if (fields.length === 0) return null;
  const { after, before } = told;
  return { before, after, fields, classes: weighed(fields.flatMap((each) => each.classes)) };
}

/** A ConfigMap is replaced for every change of its data, and nobody looks back at it. */
const withoutPast: ReadonlySet<string> = new Set(["kubernetes:core/v1:ConfigMap"]);

const whole = (guardrail: Guardrail, field: FieldChange): GuardrailChange => ({
  before: guardrail,
  after: guardrail,
  fields: [field],
  classes: field.classes,
});

/** Whether a value changes because the plan does. What drifted changes for another reason too. */
function isPlanned(step: EngineStep, path: string, { is, state, was }: Beneath): boolean {
  const key = keyOf(step.type, step.name);
  const planned = changesBetween(was.get(key)?.inputs ?? {}, is.get(key)?.inputs ?? {});
  return planned.some((each) => touches(each.path, path)) && !hasDrifted(step, path, state);
}

function hasDrifted(step: EngineStep, path: string, state: StateIndex): boolean {
  const known = state.get(keyOf(step.type, step.name));
  return known !== undefined && !same(valueAt(known.inputs, path), valueAt(step.before, path));
}

/** Why a value changes of which the plan says nothing. */
function causeOf(step: EngineStep, path: string, { is, state }: Beneath): string {
  if (hasDrifted(step, path, state)) return "Drift: deploying sets it back.";
  const asked = valueAt(is.get(keyOf(step.type, step.name))?.inputs ?? {}, path);
  return asked === undefined
    ? "Only the provider says it, by its own default."
    : "The plan is the same: the program makes something else of it.";
}

const made = (step: EngineStep, guardrail: Guardrail, inState: boolean): FieldChange => ({
  field: partOf(step, guardrail),
  before: null,
  after: kindOf(step),
  classes: classesOfPart(guardrail),
  because: inState
    ? "Drift: the provider lost it, and deploying makes it anew."
    : "The exported plan has it, and the stack does not.",
});

const gone = (step: EngineStep, guardrail: Guardrail): FieldChange => ({
  field: partOf(step, guardrail),
  before: kindOf(step),
  after: null,
  classes: opposite(classesOfPart(guardrail)),
  because: "The program no longer makes it of the same plan.",
});

const replaced = (step: EngineStep, guardrail: Guardrail): FieldChange => ({
  field: partOf(step, guardrail),
  before: `${kindOf(step)} as it is`,
  after: "another one in its place",
  classes: ["provider"],
  because: "It cannot be changed in place: it gets another id, and has no past.",
});
