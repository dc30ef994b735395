import type { Guardrail, Plan } from "../plan/types";
import { alignSettings, type SettingChange } from "./align";
import { weighed, type Classes, type FieldChange } from "./change";
import { classesOfGone, classesOfNew, compareGuardrails } from "./compare";
import { findRenames, withIds } from "./renames";

/** One guardrail that differs between two plans. */
export interface GuardrailChange {
  /** The guardrail before; null where it is new. */
  readonly before: Guardrail | null;
  /** The guardrail after; null where it is gone. */
  readonly after: Guardrail | null;
  /** What the change means, weightiest first. */
  readonly classes: Classes;
  /** Each field that differs; none where the guardrail is new or gone. */
  readonly fields: readonly FieldChange[];
}

/** Everything in which two plans differ. */
export interface PlanDiff {
  /** Guardrails that differ, in the order of the plan after, then those that are gone. */
  readonly changes: readonly GuardrailChange[];
  /** Settings that differ. */
  readonly settings: readonly SettingChange[];
}

/** Compares two plans: a function of the two, empty for equal ones. */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const { base, head, settings } = alignSettings(before, after);
  const [was, is] = [byIdentity(base), byIdentity(head)];
  const gone = base.guardrails.filter((each) => !is.has(identityOf(each)));
  const come = head.guardrails.filter((each) => !was.has(identityOf(each)));
  const renames = findRenames(gone, come);
  const oldIds = new Map([...renames].map(([from, to]) => [to, from]));
  const changes = head.guardrails.flatMap((each): readonly GuardrailChange[] => {
    const old = was.get(`${each.kind} ${oldIds.get(each.id) ?? each.id}`);
    if (old === undefined) return [{ before: null, after: each, classes: classesOfNew(each), fields: [] }];
    return changeOf(old, each, compareGuardrails(withIds(old, renames), each));
  });
  const removed = gone
    .filter(({ id }) => !renames.has(id))
    .map((each) => ({ before: each, after: null, classes: classesOfGone(each), fields: [] }));
  return { changes: [...changes, ...removed], settings };
}

/** A guardrail that becomes one of another kind is another guardrail. */
const identityOf = ({ id, kind }: Guardrail): string => `${kind} ${id}`;

const byIdentity = ({ guardrails }: Plan): ReadonlyMap<string, Guardrail> =>
  new Map(guardrails.map((each) => [identityOf(each), each]));

function changeOf(
  before: Guardrail,
  after: Guardrail,
  fields: readonly FieldChange[],
): readonly GuardrailChange[] {
  const renamed = before.id !== after.id;
  if (fields.length === 0 && !renamed) return [];
  const classes = fields.flatMap((each) => each.classes);
  return [{ before, after, fields, classes: weighed(renamed ? [...classes, "renamed"] : classes) }];
}
