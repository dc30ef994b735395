import { parseQuantity, units, type Unit } from "../model/quantity";
import { nearest } from "../model/nearest";
import { signals, type Signal, type SignalName } from "../model/signal";
import type { Service } from "../model/service";
import { parseIndicator } from "../preview/simulator/query/parse";
import { termsOf } from "../preview/simulator/query/syntax";
import { scaled, structureOf, unitTimes, type QueryShape } from "./shape";

/** Which signal something measures. */
export interface Measure {
  /** Name of the signal. */
  readonly signal: SignalName;
  /** Unit of the expression's value, without the number that it may be multiplied by. */
  readonly unit: Unit;
  /** What emits the metrics, such as `apm`. */
  readonly via: string;
  /** The page that documents them. */
  readonly docs: string;
}

/** Says which signal a query measures; undefined where nobody knows. */
export type MeasureOf = (shape: QueryShape) => Measure | undefined;

interface Known extends Measure {
  /** What the structure of a query must be: aggregation, metrics and arithmetic, without tags. */
  readonly pattern: RegExp;
}

const known = (
  pattern: RegExp,
  signal: SignalName,
  unit: Unit,
  from: readonly [via: string, docs: string],
): Known => ({
  pattern: new RegExp(`^(?:default_zero\\()?${pattern.source}\\)?$`),
  signal,
  unit,
  via: from[0],
  docs: from[1],
});

const apm = ["apm", "https://docs.datadoghq.com/tracing/metrics/metrics_namespace/"] as const;
const agent = ["agent", "https://docs.datadoghq.com/integrations/system/"] as const;
const docker = ["container", "https://docs.datadoghq.com/containers/docker/data_collected/"] as const;
const ecs = ["aws", "https://docs.datadoghq.com/integrations/amazon_ecs/"] as const;
const ec2 = ["aws", "https://docs.datadoghq.com/integrations/amazon_ec2/"] as const;
const rds = ["aws", "https://docs.datadoghq.com/integrations/amazon_rds/"] as const;
const postgres = ["postgres", "https://docs.datadoghq.com/integrations/postgres/"] as const;
const state = ["kubernetes", "https://docs.datadoghq.com/integrations/kubernetes_state_core/"] as const;

const counts = String.raw`(?:\.as_count\(\)|\.as_rate\(\)|\.rollup\(sum(?:, \d+)?\))*`;
const any = String.raw`\.rollup\(\w+(?:, \d+)?\)`;
const points = `(?:${any})?`;

/** The distribution of how long requests take; `trace.….duration` is the time of all requests together. */
const requests = String.raw`trace\.(?![\w.]*\.(?:hits|errors|duration|apdex)\b)[\w.]+\{\}` + points;

/** What integrations document, beside what the services measure already. */
const documented: readonly Known[] = [
  known(
    new RegExp(String.raw`sum:trace\.[\w.]+\.errors\{\}${counts} \/ sum:trace\.[\w.]+\.hits\{\}${counts}`),
    "errorRate",
    "fraction",
    apm,
  ),
  known(new RegExp(`p95:${requests}`), "latencyP95", "seconds", apm),
  known(new RegExp(`p99:${requests}`), "latencyP99", "seconds", apm),
  known(new RegExp(`avg:${requests}`), "latencyMean", "seconds", apm),
  known(
    new RegExp(String.raw`(?:avg|max):system\.disk\.in_use\{\}${points}`),
    "diskUsage",
    "fraction",
    agent,
  ),
  known(new RegExp(String.raw`(?:avg|max):docker\.cpu\.usage\{\}${points}`), "cpuUsage", "percent", docker),
  known(
    new RegExp(String.raw`(?:avg|max):docker\.mem\.in_use\{\}${points}`),
    "memoryUsage",
    "fraction",
    docker,
  ),
  known(
    new RegExp(String.raw`(?:avg|max):aws\.ecs\.(?:service\.)?cpuutilization(?:\.maximum)?\{\}${points}`),
    "cpuUsage",
    "percent",
    ecs,
  ),
  known(
    new RegExp(String.raw`(?:avg|max):aws\.ecs\.(?:service\.)?memory_utilization(?:\.maximum)?\{\}${points}`),
    "memoryUsage",
    "percent",
    ecs,
  ),
  known(
    new RegExp(String.raw`(?:avg|max):aws\.ec2\.cpuutilization(?:\.maximum)?\{\}${points}`),
    "cpuUsage",
    "percent",
    ec2,
  ),
  known(
    new RegExp(String.raw`(?:avg|max):aws\.rds\.cpuutilization(?:\.maximum)?\{\}${points}`),
    "databaseCpu",
    "percent",
    rds,
  ),
  known(
    new RegExp(String.raw`(?:avg|max|sum):aws\.rds\.database_connections\{\}${points}`),
    "databaseConnections",
    "count",
    rds,
  ),
  known(
    new RegExp(String.raw`(?:avg|max):postgresql\.percent_usage_connections\{\}${points}`),
    "databaseConnectionUsage",
    "fraction",
    postgres,
  ),
  known(
    new RegExp(String.raw`(?:avg|min|max|sum):kubernetes_state\.deployment\.replicas_available\{\}${points}`),
    "replicas",
    "count",
    state,
  ),
  known(
    new RegExp(
      String.raw`(?:avg|min|max|sum):kubernetes_state\.deployment\.replicas_unavailable\{\}${points}`,
    ),
    "replicasUnavailable",
    "count",
    state,
  ),
];

/** A word with which a user says what a metric measures. */
export interface UserMeasure {
  /** Name of the metric. */
  readonly metric: string;
  /** The signal that it measures. */
  readonly signal: SignalName;
  /** Unit of its values. */
  readonly unit: Unit;
}

/** Reads `shop.payments.failed=paymentFailures` or `shop.queue.age=backupAge:hours`; a text says what is wrong. */
export function parseMeasure(text: string): UserMeasure | string {
  const [, metric = "", name = "", unit] = /^([\w.]+)=(\w+)(?::(\w+))?$/.exec(text) ?? [];
  if (metric === "")
    return "Write metric=signal, such as shop.payments.failed=paymentFailures, or metric=signal:unit.";
  const signal = Object.keys(signals).find((each) => each === name) as SignalName | undefined;
  if (signal === undefined) {
    const near = nearest(name, Object.keys(signals));
    return `There is no signal ${name}${near === undefined ? "; model/signal.ts lists them" : `. Did you mean ${near}?`}`;
  }
  const { dimension } = signals[signal];
  const fitting = (Object.keys(units) as Unit[]).filter((each) => units[each].dimension === dimension);
  const [usual = "count"] = fitting;
  const meant = unit === undefined ? usual : parseQuantity(`1 ${unit}`)?.unit;
  if (meant === undefined || !fitting.includes(meant)) return `${name} is measured in ${fitting.join(", ")}.`;
  return { metric, signal, unit: meant };
}

/**
 * Who says what a query measures: the user first, then what the services measure already, then what integrations document.
 *
 * @param services - whose telemetry is known
 */
export function measuring(services: readonly Service[], said: readonly UserMeasure[]): MeasureOf {
  const own = ownMeasures(services);
  return ({ core, structure }) => {
    const metrics = new Set(termsOf(core).flatMap((term) => (term.kind === "metric" ? [term.metric] : [])));
    const told = said.find(({ metric }) => metrics.size === 1 && metrics.has(metric));
    if (told)
      return {
        signal: told.signal,
        unit: told.unit,
        via: "custom",
        docs: "https://docs.datadoghq.com/metrics/custom_metrics/",
      };
    return own.get(structure) ?? documented.find(({ pattern }) => pattern.test(structure));
  };
}

/** What the services' own telemetry says, by structure; where two services read one thing as two signals, the first. */
function ownMeasures(services: readonly Service[]): ReadonlyMap<string, Measure> {
  const found = new Map<string, Measure>();
  for (const { telemetry } of services) {
    for (const [signal, measurement] of Object.entries(telemetry)) {
      // What Belfry itself posts is no metric of anybody else's.
      if (measurement.status !== "integration") continue;
      const parsed = parseIndicator(measurement.expression.replaceAll(/\$\{setting:[^}]+\}/g, "setting"));
      if (!parsed.ok) continue;
      const { core, scale } = scaled(parsed.value);
      const unit = unitTimes(measurement.unit, 1 / scale);
      const structure = structureOf(core);
      if (unit === undefined || found.has(structure)) continue;
      const { docs, via } = measurement;
      found.set(structure, { signal: signal as SignalName, unit, via, docs });
    }
  }
  return found;
}

/** Whether a signal's alerts are on levels below or above, as its own definition has it. */
export const signalOf = (name: SignalName): Signal => signals[name];
