import type { LogMetricDeclaration } from "../../model/platform-declaration";
import type { Measurement } from "../../model/telemetry";
import { counted, countedShare } from "./owned";

/** Where the drained logs keep what is counted. Each part may be a setting. */
export interface NetlifyLogs {
  /** First part of the metrics' names, such as `belfry.watchtower`. */
  readonly prefix: string;
  /** Attribute that holds the status of an answer. */
  readonly status: string;
  /** Attribute that holds the path of a request. */
  readonly path: string;
}

/**
 * What is counted of the traffic that Netlify drains to Datadog: https://docs.datadoghq.com/integrations/netlify/. The
 * integration has logs only, no metric; the drain is part of the Enterprise plan, and its tags must set `env` and
 * `service`. The attributes' names are no fixed part of its documentation. Therefore a line counts only if it
 * has a status, so that a wrong name shows as silence, never as a site without errors.
 */
export function netlifyTraffic({ path, prefix, status }: NetlifyLogs): readonly LogMetricDeclaration[] {
  const traffic = `source:netlify ${status}:*`;
  const metric = (name: string, title: string, filter: string): LogMetricDeclaration => ({
    kind: "log-metric",
    name: `${name}-logs`,
    title,
    metric: `${prefix}.${name.replaceAll("-", "_")}`,
    filter,
    distributionOf: null,
  });
  return [
    metric("requests", "requests", traffic),
    metric("failed-requests", "requests answered with a 5xx status", `${traffic} ${status}:[500 TO 599]`),
    metric("api-requests", "API requests", `${traffic} (-${path}:* OR ${path}:\\/api\\/*)`),
  ];
}

/** Share of requests answered with a 5xx status. */
export const failedShare = ({ prefix }: Pick<NetlifyLogs, "prefix">): Measurement =>
  countedShare(`${prefix}.failed_requests`, `${prefix}.requests`, "failed-requests-logs");

/** Expressions that count good and all requests, for an objective. */
export function trafficCounts({ prefix }: Pick<NetlifyLogs, "prefix">): {
  readonly good: string;
  readonly total: string;
} {
  const total = counted(`${prefix}.requests`, "requests-logs").expression;
  return { good: `${total} - sum:${prefix}.failed_requests{scope}.as_count()`, total };
}

/** Use of a limit on API requests a minute, in percent. */
export function limitUse({ prefix }: Pick<NetlifyLogs, "prefix">, limit: string): Measurement {
  const metric = `${prefix}.api_requests`;
  return {
    ...counted(metric, "api-requests-logs"),
    expression: `100 * sum:${metric}{scope}.as_count() / ${limit}`,
    unit: "percent",
  };
}
