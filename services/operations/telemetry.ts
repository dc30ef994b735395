import type { Declaration } from "../../model/declaration";
import { minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { house } from "../../model/source";
import { measured, uninstrumented } from "../../model/telemetry";
import { apm } from "../telemetry/apm";
import { counted, probed } from "../telemetry/owned";
import { asked, slowestStatement } from "../telemetry/postgres";
import { ownBackups } from "../telemetry/supabase";

/** Calls answered 429, because their caller reached one of its limits. */
export const refused = measured({
  via: "apm",
  metrics: ["trace.fastapi.request.hits.by_http_status"],
  docs: "https://docs.datadoghq.com/tracing/metrics/metrics_namespace/",
  expression: "sum:trace.fastapi.request.hits.by_http_status{scope,http.status_code:429}.as_count()",
  unit: "perMinute",
});

/** Where the signals are measured. */
export const telemetry: Service["telemetry"] = {
  ...apm("fastapi.request"),
  databaseConnections: probed("belfry.sql.busy_connections", "count", "database-probe"),
  databaseReachable: probed("belfry.sql.reachable", "count", "database-probe"),
  databasePoolExhausted: counted("belfry.operations.pool_exhausted", "pool-exhausted-logs"),
  slowestStatement: asked("statement-probe").slowestStatement,
  retentionFailures: counted("belfry.operations.retention_failures", "retention-failure-logs"),
  securityEvents: {
    ...probed("belfry.sql.security_events", "count", "security-probe"),
    expression: "sum:belfry.sql.security_events{scope}",
  },
  rateLimitedRequests: refused,
  ...ownBackups,
  restoreTestAge: probed("belfry.restore_test.age", "hours", "backup-probe"),
  deployFailures: uninstrumented(
    "Vercel's integration sends no event for a failed deployment, and its webhook needs a receiver.",
    "Can Vercel's deployment.error webhook be sent to a receiver that posts to Datadog?",
  ),
};

/** SQL for the start of the five minutes in which the probe runs. */
const bin = "date_bin('5 minutes', now(), timestamptz '2000-01-01')";

/** What Belfry deploys to measure them. */
export const measuring: readonly Declaration[] = [
  {
    kind: "log-metric",
    name: "pool-exhausted-logs",
    title: "exhausted pool in the logs",
    facts: ["OR-036"],
    metric: "belfry.operations.pool_exhausted",
    filter: '("connection pool exhausted" OR "QueuePool limit")',
    distributionOf: null,
  },
  {
    kind: "log-metric",
    name: "retention-failure-logs",
    title: "failed retention clean-ups in the logs",
    facts: ["OR-009"],
    metric: "belfry.operations.retention_failures",
    filter: 'status:error ("retention cleanup" OR "retention clean-up" OR "data retention")',
    distributionOf: null,
  },
  {
    kind: "probe",
    name: "database-probe",
    title: "database probe",
    facts: ["OR-006", "OR-020"],
    reads: "postgres",
    every: house(minutes(1), "Two short statements a minute.", "How often may the database be asked?"),
    queries: [
      { metric: "belfry.sql.reachable", sql: "select 1" },
      {
        metric: "belfry.sql.busy_connections",
        sql: "select count(*) from pg_stat_activity where backend_type = 'client backend' and state <> 'idle' and pid <> pg_backend_pid() and usename not like 'supabase%' and usename not in ('authenticator', 'pgbouncer')",
      },
    ],
  },
  {
    kind: "probe",
    name: "statement-probe",
    title: "statement probe",
    facts: ["OR-039"],
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
    name: "security-probe",
    title: "security audit probe",
    facts: ["OR-030"],
    reads: "postgres",
    every: house(
      minutes(5),
      "Each run counts the last whole five minutes, so that an hour's sum counts each row once.",
      "How often may the audit table be read?",
    ),
    queries: [
      {
        metric: "belfry.sql.security_events",
        sql: `select count(*) from security_audit where created_at >= ${bin} - interval '5 minutes' and created_at < ${bin}`,
      },
    ],
  },
  {
    kind: "probe",
    name: "supabase-probe",
    title: "Supabase probe",
    facts: ["OR-061", "OR-065"],
    reads: "supabase",
    every: house(
      minutes(5),
      "One call for each slice of the backup objective.",
      "How often may Supabase be asked?",
    ),
    queries: [],
  },
];
