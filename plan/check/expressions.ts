import type { Problem } from "../../model/problem";
import { settingPattern } from "../../model/source";
import { metricQueriesIn } from "../slice-formula";
import type { Guardrail } from "../types";

/** What a metric query leaves of a formula: numbers, arithmetic, brackets, and functions of Datadog by name. */
const formula = /^(?:[\s(),*/+-]|query\b|\d+(?:\.\d+)?|[a-z_]+\()+$/;

/**
 * What Datadog would read as no query: services write expressions as texts, which no type checks.
 *
 * Grammar: https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
export function checkExpressions(guardrail: Guardrail): readonly Problem[] {
  return expressionsOf(guardrail)
    .filter(([, text]) => !isExpression(text))
    .map(([field, text]) => ({
      code: "telemetry/expression",
      path: `${guardrail.id}.${field}`,
      value: text,
      rule: "Datadog reads metric queries such as avg:shop.load{scope}, numbers, + - * /, brackets in pairs and functions.",
      remedy: "Write the expression of its telemetry so.",
    }));
}

/** The texts, without the window before and the level behind. */
function expressionsOf(guardrail: Guardrail): readonly (readonly [field: string, text: string])[] {
  if (guardrail.kind === "monitor" && guardrail.query !== null)
    return [["query", guardrail.query.replace(/^[^:]*:/, "").replace(/ [<>]=? \S+$/, "")]];
  if (guardrail.kind === "objective" && guardrail.indicator.kind === "ratio")
    return [
      ["indicator.good", guardrail.indicator.good],
      ["indicator.total", guardrail.indicator.total],
    ];
  return [];
}

function isExpression(text: string): boolean {
  const queries = metricQueriesIn(text);
  const rest = queries
    .reduce((left, query) => left.replace(query, "query"), text)
    .replaceAll(settingPattern, "1");
  return queries.length > 0 && formula.test(rest) && inPairs(rest);
}

function inPairs(text: string): boolean {
  let open = 0;
  for (const sign of text) {
    open += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (open < 0) return false;
  }
  return open === 0;
}
