import { units, type Dimension, type Unit } from "../model/quantity";
import type { Direction } from "../model/signal";
import { parseQuery } from "../preview/simulator/query/parse";
import {
  termsOf,
  textOf,
  type Expression,
  type MetricTerm,
  type Query,
  type TimeAggregator,
} from "../preview/simulator/query/syntax";
import { windowText } from "../plan/query";

/** What a monitor's query says, taken apart so that two spellings of one question are seen to be one. */
export interface QueryShape {
  /** The query as it was read. */
  readonly query: Query;
  /** What is measured, without the number that it is multiplied by and with its tags in order. */
  readonly measured: string;
  /** The same without tags and groups. */
  readonly structure: string;
  /** The same without aggregation over sources and what is done to the points too. */
  readonly metrics: string;
  /** The number that it is multiplied by, such as 100 where a share is asked in percent. */
  readonly scale: number;
  /** What is measured with the number taken out of it. */
  readonly core: Expression;
  /** Tags of every term, as written between the braces, in order. */
  readonly tags: readonly string[];
  /** Tags by which it is grouped. */
  readonly by: readonly string[];
  /** Which side of the level is bad. */
  readonly direction: Direction;
  /** Whether the level itself is bad. */
  readonly inclusive: boolean;
}

/** A query, or why it cannot be a guardrail. */
export type Shaped =
  { readonly ok: true; readonly shape: QueryShape } | { readonly ok: false; readonly why: string };

/** Reads a query with the simulator's parser, and refuses what no threshold of the model says. */
export function shapeOf(text: string): Shaped {
  const parsed = parseQuery(text);
  if (!parsed.ok) return { ok: false, why: parsed.why };
  const { value: query } = parsed;
  const { comparator, expression } = query;
  if (comparator === "==" || comparator === "!=")
    return { ok: false, why: `a level is reached or left, and "${comparator}" is neither` };
  const { core, scale } = scaled(expression);
  const terms = termsOf(expression);
  const metrics = terms.filter((each): each is MetricTerm => each.kind === "metric");
  return {
    ok: true,
    shape: {
      query,
      core,
      scale,
      measured: textOf(inOrder(core)),
      structure: structureOf(core),
      metrics: textOf(bare(core)),
      tags: [...new Set(metrics.flatMap(({ filter }) => tagsIn(filter)))],
      by: [...new Set(terms.flatMap(({ by }) => by))],
      direction: comparator.startsWith(">") ? "above" : "below",
      inclusive: comparator.endsWith("="),
    },
  };
}

/** Whether a filter combines its tags by other words than AND, so that no single tag of it says what is read. */
export const isCombined = (filter: string): boolean => /\s(?:OR|NOT|IN)\s|^NOT\s|\(/i.test(filter);

/**
 * The tags of a filter, in order: a comma means AND, and a filter with other words is one.
 *
 * https://docs.datadoghq.com/metrics/advanced-filtering/
 */
export function tagsIn(filter: string): readonly string[] {
  if (filter === "*" || filter === "") return [];
  if (isCombined(filter)) return [filter];
  return filter.split(/\s*,\s*|\s+AND\s+/i).map((tag) => tag.trim());
}

/** Takes the numbers out by which a whole expression is multiplied or divided. */
export function scaled(expression: Expression): { readonly core: Expression; readonly scale: number } {
  if (expression.kind !== "arithmetic" || !["*", "/"].includes(expression.operator))
    return { core: expression, scale: 1 };
  const { left, operator, right } = expression;
  if (right.kind === "number") {
    const inner = scaled(left);
    return {
      core: inner.core,
      scale: operator === "*" ? inner.scale * right.value : inner.scale / right.value,
    };
  }
  if (left.kind === "number" && operator === "*") {
    const inner = scaled(right);
    return { core: inner.core, scale: inner.scale * left.value };
  }
  const [one, other] = [scaled(left), scaled(right)];
  const scale = operator === "*" ? one.scale * other.scale : one.scale / other.scale;
  return { core: { ...expression, left: one.core, right: other.core }, scale };
}

/** The same expression with each metric changed. */
export function mapTerms(expression: Expression, change: (term: MetricTerm) => MetricTerm): Expression {
  switch (expression.kind) {
    case "metric":
      return change(expression);
    case "negative":
    case "call":
      return { ...expression, of: mapTerms(expression.of, change) };
    case "arithmetic":
      return {
        ...expression,
        left: mapTerms(expression.left, change),
        right: mapTerms(expression.right, change),
      };
    case "number":
    case "search":
      return expression;
  }
}

const inOrder = (expression: Expression): Expression =>
  mapTerms(expression, (term) => ({
    ...term,
    filter: [...tagsIn(term.filter)].sort().join(",") || "*",
    by: [...term.by].sort(),
  }));

/** What is measured, whatever it is of: metrics, aggregation over sources, what is done to points, arithmetic. */
export const structureOf = (expression: Expression): string =>
  textOf(mapTerms(expression, (term) => ({ ...term, filter: "", by: [] })));

const bare = (expression: Expression): Expression =>
  mapTerms(expression, (term) => ({ ...term, space: "", filter: "", by: [], modifiers: [] }));

/** How values of a window become one, in words. */
export function aggregationText(aggregator: TimeAggregator): string {
  switch (aggregator) {
    case "avg":
      return "average of the window";
    case "sum":
      return "sum over the window";
    case "min":
      return "least value of the window";
    case "max":
      return "greatest value of the window";
    case "last":
      return "newest value of the window";
    case "percentile":
      return "percentile over the window";
  }
}

/** A window in words of the grammar, such as `last_5m`. */
export const windowOf = ({ query: { window } }: QueryShape): string => `last_${windowText(window.seconds)}`;

/** The unit in which an expression is, that has been multiplied by a number; undefined where no unit is of that size. */
export function unitTimes(unit: Unit, scale: number): Unit | undefined {
  const { denominator, dimension, numerator } = units[unit];
  const size = numerator / denominator / scale;
  return (Object.keys(units) as Unit[]).find((each) => {
    const known: { readonly dimension: Dimension; readonly numerator: number; readonly denominator: number } =
      units[each];
    return known.dimension === dimension && Math.abs(known.numerator / known.denominator / size - 1) < 1e-9;
  });
}
