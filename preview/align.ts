import { resolveGuardrail } from "../plan/settings";
import type { Plan } from "../plan/types";

/** A setting whose value differs between two plans. */
export interface SettingChange {
  /** Its key, such as `vendhub.domain`. */
  readonly key: string;
  /** Its value before; null while it was not supplied. */
  readonly before: string | null;
  /** Its value after; null where it is no longer supplied. */
  readonly after: string | null;
}

/** Two plans that differ only in what guardrails say, with what differs in their settings. */
export interface Aligned {
  /** The plan before. */
  readonly base: Plan;
  /** The plan after. */
  readonly head: Plan;
  /** Settings that differ, in the order of their keys. */
  readonly settings: readonly SettingChange[];
}

/**
 * Lets a setting that only one of two plans knows hold in the other too: that a value is supplied is one change, not one of
 * each guardrail that waited for it. A setting with two values stays a change of what it fills.
 */
export function alignSettings(base: Plan, head: Plan): Aligned {
  const [was, is] = [valuesOf(base), valuesOf(head)];
  const settings = [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .map((key) => ({ key, before: was.get(key) ?? null, after: is.get(key) ?? null }))
    .filter(({ after, before }) => after !== before);
  return { base: filled(base, was, is), head: filled(head, is, was), settings };
}

const valuesOf = ({ settings }: Plan): ReadonlyMap<string, string | null> =>
  new Map(settings.map(({ key, value }) => [key, value]));

function filled(
  plan: Plan,
  own: ReadonlyMap<string, string | null>,
  other: ReadonlyMap<string, string | null>,
): Plan {
  const waits = [...own].some(([key, value]) => value === null && typeof other.get(key) === "string");
  if (!waits) return plan;
  return {
    ...plan,
    guardrails: plan.guardrails.map((each) => resolveGuardrail(each, (key) => other.get(key) ?? null)),
  };
}
