import { createHash } from "node:crypto";

import type { Guardrail, GuardrailOf, Plan } from "../../plan/types";
import { historyKeys } from "../simulator/measure";
import { parseIndicator, parseQuery } from "../simulator/query/parse";
import { termsOf, textOf, type Expression } from "../simulator/query/syntax";

/** A guardrail whose past can be replayed. */
export type Replayed = Extract<Guardrail, { kind: "monitor" | "burn-rate" | "sentry-rule" }>;

/** A query, or a part of one, of which a file may tell the past. */
export interface WantedText {
  /** Its text without window, comparator and level (`textOf`). */
  readonly text: string;
  /** Tags by which it is grouped; empty for one series. */
  readonly by: readonly string[];
}

/** The past that a guardrail needs. */
export interface Wanted {
  /** The whole query, which a file with the guardrail's name holds; null where only its parts will do. */
  readonly whole: WantedText | null;
  /** Each text that a file named by its hash may hold: the whole query and what it measures. */
  readonly hashed: readonly WantedText[];
}

/** Whether a guardrail alerts on a series of values. */
export function isReplayed(guardrail: Guardrail): guardrail is Replayed {
  if (guardrail.kind === "sentry-rule") return guardrail.rule.kind === "metric";
  return guardrail.kind === "monitor" || guardrail.kind === "burn-rate";
}

/** The objective that a burn-rate alert watches. */
export const objectiveOf = (
  { objective }: GuardrailOf<"burn-rate">,
  { guardrails }: { readonly guardrails: readonly Guardrail[] },
): GuardrailOf<"objective"> | undefined =>
  guardrails.find(
    (each): each is GuardrailOf<"objective"> =>
      each.kind === "objective" && objective === `\${objective:${each.id}}`,
  );

/** The past that a guardrail of a plan needs; nothing where its query is missing or not understood. */
export function wantedBy(guardrail: Replayed, plan: Plan): Wanted {
  switch (guardrail.kind) {
    case "monitor": {
      const query = guardrail.query === null ? null : parseQuery(guardrail.query);
      return query?.ok ? ofExpression(query.value.expression) : nothing;
    }
    case "burn-rate":
      return ofIndicator(objectiveOf(guardrail, plan)?.indicator);
    case "sentry-rule":
      // Every project has a `count()`, so its text is no key that files could share.
      return guardrail.rule.kind === "metric"
        ? { whole: { text: guardrail.rule.aggregate, by: [] }, hashed: [] }
        : nothing;
  }
}

const nothing: Wanted = { whole: null, hashed: [] };

function ofIndicator(indicator: GuardrailOf<"objective">["indicator"] | undefined): Wanted {
  if (indicator === undefined) return nothing;
  if (indicator.kind === "time-slice") {
    const query = indicator.query === null ? null : parseIndicator(indicator.query);
    return query?.ok ? ofExpression(query.value) : nothing;
  }
  // A rate of errors is made of two counts, which one series does not hold.
  const texts = [indicator.good, indicator.total].flatMap((each) => {
    const query = parseIndicator(each);
    return query.ok ? partsOf(query.value) : [];
  });
  return { whole: null, hashed: unique(texts) };
}

function ofExpression(expression: Expression): Wanted {
  const parts = partsOf(expression);
  const by = parts.find((each) => each.by.length > 0)?.by ?? [];
  const whole = { text: historyKeys(expression).whole, by };
  return { whole, hashed: unique([whole, ...parts]) };
}

const partsOf = (expression: Expression): readonly WantedText[] =>
  termsOf(expression).map((term) => ({ text: textOf(term), by: term.by }));

const unique = (texts: readonly WantedText[]): readonly WantedText[] => [
  ...new Map(texts.map((each) => [each.text, each])).values(),
];

/** The key of a query's past: the SHA-256 of its text in one spelling, in hexadecimal. Levels and windows share it. */
export const queryHash = (text: string): string => createHash("sha256").update(text).digest("hex");
