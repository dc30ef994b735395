import type { Environment } from "../../model/environment";
import type { Problem } from "../../model/problem";
import type { Guardrail, GuardrailKind, GuardrailOf } from "../types";

/** What a rule looks at: the whole plan, since what must agree belongs to several guardrails. */
export interface Coherent {
  /** Every guardrail of the environment. */
  readonly guardrails: readonly Guardrail[];
  /** The environment that is planned: as much of it as a plan alone tells. */
  readonly environment: Pick<Environment, "name" | "pages" | "asOf">;
}

/** A rule that no provider checks, since each knows only its own part. */
export interface CoherenceRule {
  /** Its code, which waivers name and the catalogue's page explains, such as `coherence/at-maximum`. */
  readonly code: `coherence/${string}`;
  /** What must hold, as a heading. */
  readonly title: string;
  /** What goes wrong for people where it does not hold. */
  readonly because: string;
  /** A plan that breaks it, in words. */
  readonly example: string;
  /** How to mend that. */
  readonly fix: string;
  /** Where it does not hold. */
  readonly find: (plan: Coherent) => readonly Finding[];
}

/** One place where a rule does not hold. */
export type Finding = Omit<Problem, "code">;

/** The guardrails of one kind. */
export function ofKind<const K extends GuardrailKind>(
  guardrails: readonly Guardrail[],
  kind: K,
): readonly GuardrailOf<K>[] {
  return guardrails.filter((each): each is GuardrailOf<K> => each.kind === kind);
}
