import type { SentryAlert } from "./sentry-alert";
import type { SentryCondition, SentryMonitor } from "./sentry-monitor";

/**
 * The metric monitor that Sentry makes of a legacy metric alert: critical is high, warning is medium, and it is over at
 * the level that ends the alert, that level included. Without one that is the level of the lowest severity.
 *
 * Source: https://github.com/getsentry/sentry/blob/0a59ff4fa31dbb1c3a196a8fbab2c0035b2140f2/src/sentry/workflow_engine/migration_helpers/alert_rule.py
 */
export function metricMonitorOf(alert: SentryAlert): SentryMonitor {
  const { aggregate, comparisonDelta = null, critical, direction, over, resolve, warning } = alert;
  const [bad, fine] = direction === "above" ? (["gt", "lte"] as const) : (["lt", "gte"] as const);
  const conditions: readonly SentryCondition[] = [
    { type: bad, comparison: critical, result: "high" },
    ...(warning === null ? [] : [{ type: bad, comparison: warning, result: "medium" } as const]),
    { type: fine, comparison: resolve ?? warning ?? critical, result: "ok" },
  ];
  return {
    aggregate,
    over,
    comparisonDelta,
    conditions,
    detection: comparisonDelta === null ? "static" : "percent",
  };
}
