import { measured, type Measurement } from "../../model/telemetry";

const docs = "https://docs.datadoghq.com/synthetics/platform/metrics/";

/**
 * Expressions that count good and all runs of a service's addresses, for an uptime objective. The metric counts the runs
 * of all tests, of certificates and names too; each test has the tags that it was given, and one says what it checks:
 * https://docs.datadoghq.com/synthetics/platform/metrics/
 */
export const checkCounts = {
  good: "sum:synthetics.test_runs{scope,check:http,status:success}.as_count()",
  total: "sum:synthetics.test_runs{scope,check:http}.as_count()",
} as const;

/** Share of the runs of a service's addresses that were good. */
export const checkRuns: Measurement = measured({
  via: "synthetics",
  metrics: ["synthetics.test_runs"],
  docs,
  expression: `100 * ${checkCounts.good} / ${checkCounts.total}`,
  unit: "percent",
});

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
