import type { Unit } from "../../model/quantity";
import { measured, type Measurement } from "../../model/telemetry";

const generated = "https://docs.datadoghq.com/logs/log_configuration/logs_to_metrics/";
const series = "https://docs.datadoghq.com/api/latest/metrics/#submit-metrics";

/** Counts what a log metric of this service counts; `source` names the guardrail that deploys it. */
export function counted(metric: string, source: string): Measurement {
  return measured({
    status: "owned",
    via: "log-metric",
    metrics: [metric],
    docs: generated,
    expression: `sum:${metric}{*}.as_count()`,
    unit: "count",
    source,
  });
}

/** The share of one counted kind of event in another, both from log metrics. */
export function countedShare(part: string, whole: string, source: string): Measurement {
  return measured({
    status: "owned",
    via: "log-metric",
    metrics: [part, whole],
    docs: generated,
    expression: `100 * sum:${part}{*}.as_count() / sum:${whole}{*}.as_count()`,
    unit: "percent",
    source,
  });
}

/** A statistic (`p95`, `avg`, `max`) of the distribution that a log metric of this service keeps. */
export function distributed(metric: string, statistic: string, unit: Unit, source: string): Measurement {
  return measured({
    status: "owned",
    via: "log-metric",
    metrics: [metric],
    docs: generated,
    expression: `${statistic}:${metric}{*}`,
    unit,
    source,
  });
}

/** The newest value that a probe of this service posted. */
export function probed(metric: string, unit: Unit, source: string): Measurement {
  return measured({
    status: "owned",
    via: "probe",
    metrics: [metric],
    docs: series,
    expression: `max:${metric}{scope}`,
    unit,
    source,
  });
}
