import { readLevel, windowOf } from "./condition";
import { parseExpression } from "./expression";
import { parseEventQuery, isEventQuery } from "./events";
import { NotUnderstood, Scanner } from "./scanner";
import type { Expression, Query, QueryWindow, TimeAggregator } from "./syntax";

/** A query, or what in it is not understood. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/**
 * Reads the query of a monitor: the grammar that Datadog documents, without the kinds that no one can evaluate offline
 * (anomalies, outliers, forecasts, composites, service checks).
 *
 * Grammar: https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
export function parseQuery(text: string): Parsed<Query> {
  return understood(text, (scanner) =>
    isEventQuery(text) ? parseEventQuery(scanner) : parseMetricQuery(scanner),
  );
}

/** Reads an expression without window and level, as an objective has it. */
export function parseIndicator(text: string): Parsed<Expression> {
  return understood(text, parseExpression);
}

function understood<T>(text: string, read: (scanner: Scanner) => T): Parsed<T> {
  const scanner = new Scanner(text);
  try {
    const value = read(scanner);
    if (!scanner.done) scanner.fail("nothing more is expected");
    return { ok: true, value };
  } catch (error) {
    if (error instanceof NotUnderstood) return { ok: false, why: error.message };
    throw error;
  }
}

const aggregators: Readonly<Record<string, TimeAggregator>> = {
  avg: "avg",
  sum: "sum",
  min: "min",
  max: "max",
  last: "last",
  percentile: "percentile",
};

function parseMetricQuery(scanner: Scanner): Query {
  const changed = scanner.match(/^(pct_change|change)\s*\(/);
  const [, name = ""] = scanner.require(/^(\w+)\s*\(/, "an aggregator of time, such as avg(last_5m),");
  const aggregator = aggregators[name];
  if (!aggregator) throw new NotUnderstood(`the function ${name}() is not simulated`);
  const window = readWindow(scanner);
  scanner.expect(")");
  const change: Query["change"] = changed
    ? { kind: changed[1] === "change" ? "change" : "pct_change", shift: readShift(scanner) }
    : null;
  scanner.expect(":");
  const expression = parseExpression(scanner);
  return { aggregator, window, change, expression, ...readLevel(scanner) };
}

function readWindow(scanner: Scanner): QueryWindow {
  const [, written = ""] = scanner.require(/^last_(\w+)/, "a rolling window, such as last_5m,");
  return windowOf(written) ?? scanner.fail(`the window last_${written} is not simulated`);
}

/** Both spellings that Datadog's pages show: `5m_ago` and `last_5m`. */
function readShift(scanner: Scanner): number {
  scanner.expect(",");
  const [, ago, last] = scanner.require(/^(?:(\w+)_ago|last_(\w+))/, "a time in the past, such as 1h_ago,");
  scanner.expect(")");
  const written = ago ?? last ?? "";
  return (windowOf(written) ?? scanner.fail(`the shift ${written} is not simulated`)).seconds;
}
