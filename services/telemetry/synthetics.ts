import { measured, type Measurement } from "../../model/telemetry";

const docs = "https://docs.datadoghq.com/synthetics/platform/metrics/";

/** Runs of a service's outside checks, by result: https://docs.datadoghq.com/synthetics/platform/metrics/ */
export const checkRuns: Measurement = measured({
  via: "synthetics",
  metrics: ["synthetics.test_runs"],
  docs,
  expression:
    "100 * sum:synthetics.test_runs{scope,status:success}.as_count() / sum:synthetics.test_runs{scope}.as_count()",
  unit: "percent",
});

/** Expressions that count good and all runs of a service's outside checks, for an uptime objective. */
export const checkCounts = {
  good: "sum:synthetics.test_runs{scope,status:success}.as_count()",
  total: "sum:synthetics.test_runs{scope}.as_count()",
} as const;

/** Runs that failed. */
export const failedRuns: Measurement = measured({
  via: "synthetics",
  metrics: ["synthetics.test_runs"],
  docs,
  expression: "sum:synthetics.test_runs{scope,!status:success}.as_count()",
  unit: "count",
});

/** Time until the whole answer of an outside check is there, as `curl`'s total time counts it. */
export const responseTime: Measurement = measured({
  via: "synthetics",
  metrics: ["synthetics.http.response.time"],
  docs,
  expression: "avg:synthetics.http.response.time{scope}",
  unit: "milliseconds",
});

/** Time until the first byte of the answer of an outside check. */
export const firstByteTime: Measurement = measured({
  via: "synthetics",
  metrics: ["synthetics.http.firstbyte.time"],
  docs,
  expression: "avg:synthetics.http.firstbyte.time{scope}",
  unit: "milliseconds",
});
