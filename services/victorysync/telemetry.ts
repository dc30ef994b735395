import type { Declaration } from "../../model/declaration";
import { minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { house, setting } from "../../model/source";
import { measured } from "../../model/telemetry";
import { apm } from "../telemetry/apm";
import { kubernetes } from "../telemetry/kubernetes";
import { counted, distributed, probed } from "../telemetry/owned";
import { asked, slowestStatement } from "../telemetry/postgres";
import { ownBackups } from "../telemetry/supabase";
import { checkRuns } from "../telemetry/synthetics";

/** Public host of the dashboard. */
export const domain = setting("victorysync.domain");

const cluster = setting("victorysync.cluster");

/** Namespace in which the dashboard runs. */
export const namespace = setting("victorysync.namespace");

/** Name of its Kubernetes deployment. */
export const deployment = "victorysync-dashboard";

/** Requests as APM sees them. */
export const server = apm("express.request");

const pods = kubernetes({ cluster, namespace, deployment });

const failures = "belfry.victorysync.db_connection_failures";

/** Requests that were answered with one status. */
export const answered = (status: number) =>
  measured({
    via: "apm",
    metrics: ["trace.express.request.hits.by_http_status"],
    docs: "https://docs.datadoghq.com/tracing/metrics/metrics_namespace/",
    expression: `sum:trace.express.request.hits.by_http_status{scope,http.status_code:${status}}.as_count()`,
    unit: "count",
  });

const health = "belfry:victorysync/health";

/** Where the signals are measured. */
export const telemetry: Service["telemetry"] = {
  ...server,
  ...pods,
  pageLoad: distributed("belfry.victorysync.page_load", "avg", "nanoseconds", "page-load-views"),
  databaseConnectionFailures: { ...counted(failures, "db-failure-logs"), unit: "perMinute" },
  databaseConnectionErrors: counted(failures, "db-failure-logs"),
  databaseReachable: probed("belfry.sql.reachable", "count", "database-probe"),
  databaseConnectionUsage: probed("belfry.sql.connection_usage", "percent", "database-probe"),
  slowestStatement: asked("statement-probe").slowestStatement,
  realtimeErrors: counted("belfry.victorysync.realtime_errors", "realtime-error-logs"),
  unauthorizedCalls: answered(401),
  ...ownBackups,
  restoreTestAge: probed("belfry.restore_test.age", "hours", "backup-probe"),
  uptime: {
    ...checkRuns,
    expression: `100 * sum:synthetics.test_runs{scope,${health},status:success}.as_count() / sum:synthetics.test_runs{scope,${health}}.as_count()`,
  },
};

/** What Belfry deploys to measure them. */
export const measuring: readonly Declaration[] = [
  {
    kind: "log-metric",
    name: "db-failure-logs",
    title: "database connection failures in the logs",
    facts: ["VS-026", "VS-053"],
    metric: "belfry.victorysync.db_connection_failures",
    filter: '("connection refused" OR "query timed out" OR "statement timeout" OR "pool exhausted")',
    distributionOf: null,
  },
  {
    kind: "log-metric",
    name: "realtime-error-logs",
    title: "realtime errors in browser logs",
    facts: ["VS-059"],
    metric: "belfry.victorysync.realtime_errors",
    filter: 'status:error (WebSocket OR "realtime subscription")',
    distributionOf: null,
  },
  {
    kind: "log-metric",
    name: "page-load-views",
    title: "page loads of real users",
    facts: ["VS-044"],
    from: "rum-views",
    metric: "belfry.victorysync.page_load",
    filter: "@session.type:user",
    distributionOf: "@view.loading_time",
  },
  {
    kind: "probe",
    name: "database-probe",
    title: "database probe",
    facts: ["VS-055"],
    reads: "postgres",
    every: house(minutes(1), "One statement a minute.", "How often may the database be asked?"),
    queries: [
      { metric: "belfry.sql.reachable", sql: "select 1" },
      {
        metric: "belfry.sql.connection_usage",
        sql: "select round(100.0 * count(*) / current_setting('max_connections')::int, 1) from pg_stat_activity where backend_type = 'client backend'",
      },
    ],
  },
  {
    kind: "probe",
    name: "statement-probe",
    title: "statement probe",
    facts: ["VS-046"],
    reads: "postgres",
    every: house(
      minutes(5),
      "Statement statistics change slowly.",
      "How often should statement statistics be read?",
    ),
    queries: [slowestStatement],
  },
  {
    kind: "probe",
    name: "supabase-probe",
    title: "Supabase probe",
    facts: ["VS-091", "VS-096"],
    reads: "supabase",
    every: house(
      minutes(15),
      "Backups are hours apart, and the management API is shared.",
      "How often should Supabase be asked?",
    ),
    queries: [],
  },
];
