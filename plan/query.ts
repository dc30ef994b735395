import { convert, decimal, units, type Quantity, type Unit } from "../model/quantity";
import type { Direction, Reading } from "../model/signal";
import type { Measurement } from "../model/telemetry";
import type { PlanContext } from "./context";

/** What a monitor's query is made of. */
export interface QueryParts {
  /** What is read; its expression is in its own unit. */
  readonly measurement: Measurement;
  /** How the points of a window become one value: it decides the time aggregator. */
  readonly reading: Reading;
  /** Which side of the level is bad. */
  readonly direction: Direction;
  /** What stands before the level: `>`, `>=`, `<` or `<=`. */
  readonly comparator: string;
  /** The level; the expression is converted into its unit. */
  readonly critical: Quantity;
  /** Seconds. */
  readonly over: number;
  /** Whether the whole window must be bad, rather than its one value. */
  readonly sustained: boolean;
}

/**
 * The Datadog query of a monitor. The number in it is the critical level itself, so the two cannot disagree: Datadog
 * refuses a monitor in which they do.
 *
 * Grammar: https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
export function monitorQuery(context: PlanContext, parts: QueryParts): string {
  const { comparator, critical, measurement, over, reading } = parts;
  const expression = inUnit(scoped(context, measurement.expression), measurement.unit, critical.unit);
  const window = `last_${windowText(over)}`;
  const head =
    reading === "change"
      ? `pct_change(avg(${window}),1d_ago):${expression}`
      : `${timeAggregator(parts)}(${window}):${expression}`;
  return `${head} ${comparator} ${decimal(critical.value)}`;
}

/**
 * The expression for an environment: `{scope}` becomes its `env` and `service` tags, and the metrics that this service
 * counts from logs take their name in that environment.
 */
export function scoped(context: PlanContext, expression: string): string {
  const { environment, service } = context;
  const named = service.guardrails.reduce(
    (text, each) =>
      each.kind === "log-metric" ? text.replaceAll(each.metric, countedMetric(context, each.metric)) : text,
    expression,
  );
  return named.replace(/\{scope(?=[,}])/g, () => `{env:${environment.name},service:${service.name}`);
}

/**
 * The name of a metric counted from logs. One Datadog organisation holds one definition a name, so every environment
 * but production has names of its own.
 */
export function countedMetric({ environment }: PlanContext, metric: string): string {
  if (environment.name === "prod") return metric;
  return metric.replace(/^belfry\./, `belfry.${environment.name.replaceAll("-", "_")}.`);
}

/** The expression in another unit, by a factor that is exact in decimal. */
export function inUnit(expression: string, from: Unit, to: Unit): string {
  if (from === to || units[from].dimension !== units[to].dimension) return expression;
  const { value: factor } = convert<(typeof units)[Unit]["dimension"], Unit>({ value: 1, unit: from }, to);
  const single = !/[\s*/+-]/.test(expression.replaceAll(/\{[^}]*\}/g, ""));
  const operand = single ? expression : `(${expression})`;
  if (factor >= 1) return `${operand} * ${decimal(factor)}`;
  const { value: divisor } = convert<(typeof units)[Unit]["dimension"], Unit>({ value: 1, unit: to }, from);
  return `${operand} / ${decimal(divisor)}`;
}

/** A window as Datadog writes it: `5m`, `2h`, `1d`, `1w`. */
export function windowText(seconds: number): string {
  if (seconds === 604_800) return "1w";
  if (seconds === 86_400) return "1d";
  if (seconds >= 3600 && seconds % 3600 === 0) return `${seconds / 3600}h`;
  return `${Math.round(seconds / 60)}m`;
}

/**
 * Counts are added (Datadog's as_count path allows nothing else); a level that must stay bad is the best value of its
 * window, since Datadog has no `for`; the newest value of a probe is its worst.
 */
function timeAggregator({ direction, reading, sustained }: QueryParts): string {
  switch (reading) {
    case "ratio":
    case "count":
    case "rate":
      return "sum";
    case "latest":
      return direction === "above" ? "max" : "min";
    case "percentile":
    case "gauge":
    case "change":
      if (sustained) return direction === "above" ? "min" : "max";
      return reading === "percentile" ? "percentile" : "avg";
  }
}
