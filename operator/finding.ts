import type { Problem } from "../model/problem";

/** One thing wrong with one object. */
export interface Finding {
  /** Code of the rule. */
  readonly code: string;
  /** Name of the object. */
  readonly object: string;
  /** Where in it, such as `spec.branch`. */
  readonly field: string;
  /** What stands there; null for nothing, or for what must not be shown. */
  readonly value: string | null;
  /** What must hold. */
  readonly rule: string;
  /** What to do. */
  readonly remedy: string;
}

/** What a rule for one object says of it. */
export type Found = Omit<Finding, "object">;

/** Findings as problems: what is wrong in the same way with several objects is one problem, since it has one cause. */
export function problemsOf(findings: readonly Finding[]): readonly Problem[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.code, finding.field, finding.value, finding.rule]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { code, field, object, remedy, rule, value } = first;
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return [{ code, path: `${object}${more} ${field}`, value, rule, remedy }];
  });
}
