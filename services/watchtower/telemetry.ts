import type { Declaration } from "../../model/declaration";
import type { LogMetricDeclaration } from "../../model/platform-declaration";
import { minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { house, setting, type FactId } from "../../model/source";
import { measured, uninstrumented, type Measurement } from "../../model/telemetry";
import { failedShare, limitUse, netlifyTraffic } from "../telemetry/netlify";
import { counted, distributed } from "../telemetry/owned";
import { asked, longestQuery } from "../telemetry/postgres";
import { ownBackups, supabase } from "../telemetry/supabase";
import { firstByteTime, responseTime } from "../telemetry/synthetics";

/** First part of the names of WatchTower's own metrics. */
export const prefix = "belfry.watchtower";

const project = setting("watchtower.supabaseProject");
const paint = `${prefix}.largest_contentful_paint`;

/** The same measurement of some of the checks only; the checks' own tags become tags of their figures. */
const someChecks = (measurement: Measurement, tags: string): Measurement => ({
  ...measurement,
  expression: measurement.expression.replace("{scope}", `{scope,${tags}}`),
});

const apiTime = someChecks(responseTime, "!belfry:watchtower/page,!belfry:watchtower/security-headers");

/** Memory of the database's machine: the memory that a person can enlarge. */
const databaseMemory = measured({
  via: "supabase",
  metrics: ["supabase.node.memory.mem_available_bytes", "supabase.node.memory.mem_total_bytes"],
  docs: "https://docs.datadoghq.com/integrations/supabase/",
  expression: `100 - 100 * avg:supabase.node.memory.mem_available_bytes{supabase_project_ref:${project}} / avg:supabase.node.memory.mem_total_bytes{supabase_project_ref:${project}}`,
  unit: "percent",
});

/** Connections of the API's own pool at Supabase. */
const pool = measured({
  via: "supabase",
  metrics: ["supabase.pgrst.db_pool.available_connections", "supabase.pgrst.db_pool.max_connections"],
  docs: "https://docs.datadoghq.com/integrations/supabase/",
  expression: `100 - 100 * avg:supabase.pgrst.db_pool.available_connections{supabase_project_ref:${project}} / avg:supabase.pgrst.db_pool.max_connections{supabase_project_ref:${project}}`,
  unit: "percent",
});

const line = (name: string): Measurement => counted(`${prefix}.${name.replaceAll("-", "_")}`, `${name}-logs`);

/** Where the signals are measured. */
export const telemetry: Service["telemetry"] = {
  ...supabase(project),
  errorRate: failedShare({ prefix }),
  latencyMean: apiTime,
  latencyChange: { ...apiTime, unit: "percent" },
  pageLoad: someChecks(responseTime, "belfry:watchtower/page"),
  timeToFirstByte: someChecks(firstByteTime, "belfry:watchtower/page"),
  largestContentfulPaint: distributed(paint, "p75", "nanoseconds", "page-views"),
  memoryUsage: uninstrumented(
    "Netlify's functions send no memory figures, and the health address's cannot be compared with a limit.",
    "Can the application send the memory in use against its limit to Datadog?",
  ),
  databaseMemory,
  databaseConnectionUsage: pool,
  longestQuery: asked("sql-probe").longestQuery,
  rateLimitUsage: limitUse({ prefix }, setting("watchtower.rateLimit")),
  databaseErrors: line("database-errors"),
  slowQueries: line("slow-queries"),
  deployFailures: line("failed-builds"),
  failedLogins: line("failed-logins"),
  authenticationFailures: line("authentication-failures"),
  paymentFailures: line("payment-failures"),
  securityEvents: line("security-events"),
  ...ownBackups,
};

const lines = (
  name: string,
  title: string,
  filter: string,
  facts: readonly FactId[],
): LogMetricDeclaration => ({
  kind: "log-metric",
  name: `${name}-logs`,
  title,
  facts,
  metric: `${prefix}.${name.replaceAll("-", "_")}`,
  filter,
  distributionOf: null,
});

/** What Belfry deploys to measure them. */
export const measuring: readonly Declaration[] = [
  ...netlifyTraffic({
    prefix,
    status: setting("watchtower.statusAttribute"),
    path: setting("watchtower.pathAttribute"),
  }),
  {
    kind: "log-metric",
    name: "page-views",
    title: "largest contentful paint of real users",
    from: "rum-views",
    metric: paint,
    filter: "@session.type:user",
    distributionOf: "@view.largest_contentful_paint",
  },
  lines(
    "database-errors",
    "database errors in the logs",
    '("connection refused" OR "ECONNREFUSED" OR "Connection terminated" OR "too many connections" OR "remaining connection slots" OR "database error")',
    ["WT-022"],
  ),
  lines("slow-queries", "slow queries in the logs", setting("watchtower.slowQueryFilter"), ["WT-031"]),
  lines("failed-builds", "failed builds in the logs", setting("watchtower.failedBuildFilter"), ["WT-024"]),
  lines("failed-logins", "failed logins in the logs", setting("watchtower.failedLoginFilter"), ["WT-057"]),
  lines(
    "authentication-failures",
    "failures of sign-in in the logs",
    setting("watchtower.authenticationFailureFilter"),
    ["WT-042"],
  ),
  lines("payment-failures", "failed payments in the logs", setting("watchtower.paymentFailureFilter"), [
    "WT-041",
  ]),
  lines("security-events", "security events in the logs", setting("watchtower.securityEventFilter"), [
    "WT-025",
  ]),
  {
    kind: "probe",
    name: "sql-probe",
    title: "database probe",
    reads: "postgres",
    every: house(
      minutes(5),
      "As long as the query that it looks for.",
      "How often should the database be asked?",
    ),
    queries: [longestQuery],
  },
  {
    kind: "probe",
    name: "supabase-probe",
    title: "Supabase probe",
    reads: "supabase",
    every: house(
      minutes(15),
      "Backups come once a day; a quarter of an hour finds a switched-off recovery soon.",
      "How often should Supabase be asked?",
    ),
    queries: [],
  },
];
