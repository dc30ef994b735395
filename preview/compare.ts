import type { Guardrail, GuardrailKind } from "../plan/types";
import { opposite, weighed, type Classes, type FieldChange } from "./change";
import { rules } from "./rules/all";
import { muted } from "./rules/common";
import { compareFields, text, type Rules } from "./rules/kit";

/** Everything in which two guardrails of one kind differ, in the order of the rules. */
export function compareGuardrails(before: Guardrail, after: Guardrail): readonly FieldChange[] {
  if (before.kind !== after.kind) return [];
  // Both are of the kind whose rules these are, which the compiler cannot see through the union.
  const ofKind = rules[before.kind] as unknown as Rules<Guardrail>;
  return compareFields(ofKind, [before, after], { field: "", before, after });
}

/** Fields of a kind that are more than words and identities. */
export function decidingFields(kind: GuardrailKind): readonly string[] {
  return Object.entries(rules[kind]).flatMap(([field, rule]) => (rule === text ? [] : [field]));
}

/** What it means that a guardrail is new. */
export function classesOfNew(guardrail: Guardrail): Classes {
  switch (guardrail.kind) {
    case "downtime":
      return weighed(["added", ...muted]);
    case "dashboard":
      return ["added"];
    default: {
      if ("draft" in guardrail && guardrail.draft) return ["added"];
      const pages = "pages" in guardrail && guardrail.pages;
      return weighed(["added", "coverage-gained", ...(pages ? (["now-pages"] as const) : [])]);
    }
  }
}

/** What it means that a guardrail is gone. */
export const classesOfGone = (guardrail: Guardrail): Classes => weighed(opposite(classesOfNew(guardrail)));
