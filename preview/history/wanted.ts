import { createHash } from "node:crypto";

import { reference } from "../../model/source";
import type { Guardrail, GuardrailOf, Plan } from "../../plan/types";
import type { SimulatedObjective } from "../simulator/burn-rate";
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

/** Guardrails among which others are looked up. */
export interface Among {
  /** Those of a plan. */
  readonly guardrails: readonly Guardrail[];
}

/** The objective that a burn-rate alert watches. */
export const objectiveOf = (
  { objective }: GuardrailOf<"burn-rate">,
  { guardrails }: Among,
): GuardrailOf<"objective"> | undefined =>
  guardrails.find(
    (each): each is GuardrailOf<"objective"> =>
      each.kind === "objective" && objective === reference("objective", each.id),
  );

/** The monitor whose time an objective counts. */
export const countedMonitor = (
  { indicator }: GuardrailOf<"objective">,
  { guardrails }: Among,
): GuardrailOf<"monitor"> | undefined =>
  guardrails.find(
    (each): each is GuardrailOf<"monitor"> =>
      each.kind === "monitor" &&
      indicator.kind === "monitor" &&
      indicator.monitor === reference("monitor", each.id),
  );

/** What the simulator asks of the objective that a burn-rate alert watches; undefined where the plan has not all of it. */
export function budgetOf(alert: GuardrailOf<"burn-rate">, plan: Among): SimulatedObjective | undefined {
  const objective = objectiveOf(alert, plan);
  if (!objective) return undefined;
  const { indicator, target } = objective;
  if (indicator.kind !== "monitor") return { indicator, target };
  const monitor = countedMonitor(objective, plan);
  return monitor && { indicator: { kind: "monitor", monitor }, target };
}

/** The past that a guardrail of a plan needs; nothing where its query is missing or not understood. */
export function wantedBy(guardrail: Replayed, plan: Plan): Wanted {
  switch (guardrail.kind) {
    case "monitor":
      return ofMonitor(guardrail);
    case "burn-rate":
      return ofBudget(guardrail, plan);
    case "sentry-rule":
      // Every project has a `count()`, so its text is no key that files could share.
      return guardrail.rule.kind === "metric"
        ? { whole: { text: guardrail.rule.aggregate, by: [] }, hashed: [] }
        : nothing;
  }
}

const nothing: Wanted = { whole: null, hashed: [] };

function ofMonitor({ query: text }: Pick<GuardrailOf<"monitor">, "query">): Wanted {
  const query = text === null ? null : parseQuery(text);
  return query?.ok ? ofExpression(query.value.expression) : nothing;
}

function ofBudget(alert: GuardrailOf<"burn-rate">, plan: Plan): Wanted {
  const indicator = budgetOf(alert, plan)?.indicator;
  switch (indicator?.kind) {
    case undefined:
      return nothing;
    case "monitor":
      return ofMonitor(indicator.monitor);
    case "time-slice": {
      const query = indicator.query === null ? null : parseIndicator(indicator.query);
      return query?.ok ? ofExpression(query.value) : nothing;
    }
    case "ratio":
      // A rate of errors is made of two counts, which one series does not hold.
      return { whole: null, hashed: unique([indicator.good, indicator.total].flatMap(partsOfText)) };
  }
}

function partsOfText(text: string): readonly WantedText[] {
  const query = parseIndicator(text);
  return query.ok ? partsOf(query.value) : [];
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
