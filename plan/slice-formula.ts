/** An expression as Datadog's objectives take it: metric queries with names, and one formula over the names. */
export interface SliceFormula {
  /** The expression with a name in place of each metric query, such as `100 * query1 / query2`. */
  readonly formula: string;
  /** The metric queries in the order of their first place; each text has one name. */
  readonly queries: readonly { readonly name: string; readonly query: string }[];
}

/** `aggregator:metric{scope}`, with groups and modifiers; a scope may hold settings, which have braces of their own. */
const metricQuery =
  /\b(?:avg|sum|min|max|count|p\d+):[\w.]+\{(?:\$\{[^}]*\}|[^}])*\}(?:\s*by\s*\{[^}]*\})?(?:\.\w+\([^()]*\))*/g;

/** The metric queries of a text, in order. */
export const metricQueriesIn = (text: string): readonly string[] => text.match(metricQuery) ?? [];

/** What may stand between names: numbers, arithmetic and brackets. */
const plainFormula = /^(?:query\d+|\d+(?:\.\d+)?|[\s()*/+-])+$/;

/**
 * Takes an expression apart; undefined where no metric is read, or where more than arithmetic is left of it.
 *
 * One formula over named queries: https://docs.datadoghq.com/api/latest/service-level-objectives/#create-an-slo-object
 */
export function sliceFormula(expression: string): SliceFormula | undefined {
  const names = new Map<string, string>();
  const formula = expression.replace(metricQuery, (query) => {
    const name = names.get(query) ?? `query${names.size + 1}`;
    names.set(query, name);
    return name;
  });
  if (names.size === 0 || !plainFormula.test(formula)) return undefined;
  return { formula, queries: [...names].map(([query, name]) => ({ name, query })) };
}
