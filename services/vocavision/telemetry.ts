import type { Declaration } from "../../model/declaration";
import { count, minutes } from "../../model/quantity";
import { house, setting } from "../../model/source";
import { uninstrumented } from "../../model/telemetry";
import type { Service } from "../../model/service";
import { counted, distributed } from "../telemetry/owned";
import { asked, idleSession, longestQuery, postgres, slowestStatement } from "../telemetry/postgres";
import { redis } from "../telemetry/redis";
import { checkRuns } from "../telemetry/synthetics";
import { functionRuns, vercel } from "../telemetry/vercel";

/** The project on Vercel. */
export const place = {
  project: setting("vocavision.vercelProject"),
  environment: setting("vocavision.vercelEnvironment"),
};

const duration = "belfry.vocavision.function_duration";
const paint = "belfry.vocavision.largest_contentful_paint";
const durationOf = (statistic: string) =>
  distributed(duration, statistic, "milliseconds", "function-duration-logs");

/** From so many connections on, the pool of fifty is nearly full: it informs, and idle sessions begin to matter. */
export const nearlyFull = house(
  count(40),
  "Four fifths of the pool leave time to act.",
  "At how many connections should someone look?",
);

/** Where the signals are measured. Time in a function is what the API takes to answer. */
export const telemetry: Service["telemetry"] = {
  ...vercel(place),
  ...postgres,
  ...redis,
  ...asked("sql-probe"),
  latencyP95: durationOf("p95"),
  latencyP99: durationOf("p99"),
  latencyMean: durationOf("avg"),
  functionDuration: durationOf("max"),
  largestContentfulPaint: distributed(paint, "p75", "nanoseconds", "page-views"),
  databasePoolExhausted: counted("belfry.vocavision.pool_exhausted", "pool-exhausted-logs"),
  deployFailures: counted("belfry.vocavision.failed_builds", "failed-build-logs"),
  databaseQueryP95: uninstrumented(
    "PostgreSQL keeps means, no percentiles, and its integration and Database Monitoring read no others; the application exports no database spans, and the runbook does not say where the database's logs go.",
    "Can the application export Prisma's spans through Vercel's trace drain, or the database send Datadog the durations of a random sample of all its statements (log_min_duration_sample at 0 and log_statement_sample_rate, from PostgreSQL 13 on)? Either gives a P95; the log of slow statements alone does not.",
  ),
  uptime: checkRuns,
};

/** Vercel's log drain sets no `env` tag: its logs name the project and Vercel's own environment. */
const drained = `source:vercel @projectName:${setting("vocavision.vercelProject")} @environment:${setting("vocavision.vercelEnvironment")}`;

/** What Belfry deploys to measure them. */
export const measuring: readonly Declaration[] = [
  {
    kind: "log-metric",
    name: "function-duration-logs",
    title: "duration of functions",
    metric: duration,
    scope: drained,
    filter: functionRuns.filter,
    distributionOf: functionRuns.duration,
  },
  {
    kind: "log-metric",
    name: "page-views",
    title: "largest contentful paint of real users",
    from: "rum-views",
    metric: paint,
    filter: "@session.type:user",
    distributionOf: "@view.largest_contentful_paint",
  },
  {
    kind: "log-metric",
    name: "pool-exhausted-logs",
    title: "refused database connections in the logs",
    facts: ["VV-087"],
    metric: "belfry.vocavision.pool_exhausted",
    scope: drained,
    filter: '"too many connections"',
    distributionOf: null,
  },
  {
    kind: "log-metric",
    name: "failed-build-logs",
    title: "failed builds in the logs",
    facts: ["VV-081"],
    metric: "belfry.vocavision.failed_builds",
    scope: drained,
    filter: setting("vocavision.failedBuildFilter"),
    distributionOf: null,
  },
  {
    kind: "probe",
    name: "sql-probe",
    title: "database probe",
    reads: "postgres",
    every: house(
      minutes(5),
      "Nothing that it asks for is urgent within less.",
      "How often should the database be asked?",
    ),
    queries: [longestQuery, slowestStatement, idleSession(nearlyFull.value.value)],
  },
];
