import { measured, type TelemetryOf } from "../../model/telemetry";

const docs = "https://docs.datadoghq.com/tracing/metrics/metrics_namespace/";

/** Names under which Datadog's tracers record server requests; each is the framework's own span. */
export type ServerOperation = "express.request" | "web.request" | "fastapi.request" | "next.request";

/**
 * What APM measures of a server: failures and times of its requests.
 *
 * Errors and hits are counts, 5xx is a tag of `hits.by_http_status`, and the operation's own metric is a distribution
 * in seconds: https://docs.datadoghq.com/tracing/metrics/metrics_namespace/. Counts under `as_count()` are aligned at
 * zero already, so no `default_zero()`: https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/.
 */
export function apm(
  operation: ServerOperation,
): TelemetryOf<
  "errorRate" | "serverErrorRate" | "latencyP95" | "latencyP99" | "latencyMean" | "latencyChange"
> {
  const trace = `trace.${operation}`;
  const share = (counted: string, metric: string) =>
    measured({
      via: "apm",
      metrics: [metric, `${trace}.hits`],
      docs,
      expression: `100 * sum:${counted}.as_count() / sum:${trace}.hits{scope}.as_count()`,
      unit: "percent",
    });
  const time = (statistic: string) =>
    measured({
      via: "apm",
      metrics: [trace],
      docs,
      expression: `${statistic}:${trace}{scope}`,
      unit: "seconds",
    });
  return {
    errorRate: share(`${trace}.errors{scope}`, `${trace}.errors`),
    serverErrorRate: share(
      `${trace}.hits.by_http_status{scope,http.status_class:5xx}`,
      `${trace}.hits.by_http_status`,
    ),
    latencyP95: time("p95"),
    latencyP99: time("p99"),
    latencyMean: time("avg"),
    latencyChange: { ...time("avg"), unit: "percent" },
  };
}

/** Expressions that count an operation's good and all requests, for an objective. */
export function requestCounts(operation: ServerOperation): { readonly good: string; readonly total: string } {
  const hits = `sum:trace.${operation}.hits{scope}.as_count()`;
  return { good: `${hits} - sum:trace.${operation}.errors{scope}.as_count()`, total: hits };
}
