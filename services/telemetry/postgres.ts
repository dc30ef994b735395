import type { ProbeDeclaration } from "../../model/platform-declaration";
import { measured, type TelemetryOf } from "../../model/telemetry";
import { probed } from "./owned";

/**
 * What the Agent's Postgres integration measures: https://docs.datadoghq.com/integrations/postgres/. Its instance must
 * be tagged with `env` and `service`. It has no percentile of query times, and knows single queries only with
 * Database Monitoring; what the runbooks read from the catalogue by hand is asked by a probe instead.
 */
export const postgres: TelemetryOf<"databaseConnections"> = {
  databaseConnections: measured({
    via: "postgres",
    metrics: ["postgresql.connections"],
    docs: "https://docs.datadoghq.com/integrations/postgres/",
    expression: "sum:postgresql.connections{scope}",
    unit: "count",
  }),
};

/** One number that a probe asks of PostgreSQL. The probe's role needs `pg_monitor` to see other roles' sessions. */
export type Statistic = ProbeDeclaration["queries"][number];

/** Seconds since the start of the oldest query that still runs; dumps, which take their time, do not count. */
export const longestQuery: Statistic = {
  metric: "belfry.sql.longest_query",
  sql: "select coalesce(extract(epoch from max(now() - query_start)), 0) from pg_stat_activity where state = 'active' and backend_type = 'client backend' and application_name <> 'pg_dump' and pid <> pg_backend_pid()",
};

/** Mean milliseconds of the slowest statement among those that ran more than a few times. */
export const slowestStatement: Statistic = {
  metric: "belfry.sql.slowest_statement_mean",
  sql: "select coalesce(max(mean_exec_time), 0) from pg_stat_statements where calls > 10",
};

/**
 * Seconds for which the oldest idle session has idled, once there are so many sessions that it matters: an idle pool
 * is what a pool is for.
 */
export const idleSession = (sessions: number): Statistic => ({
  metric: "belfry.sql.idle_session",
  sql: `select case when count(*) < ${sessions} then 0 else coalesce(extract(epoch from max(now() - state_change) filter (where state = 'idle')), 0) end from pg_stat_activity where backend_type = 'client backend'`,
});

/** Measurements of the statistics that a probe of this name asks. */
export const asked = (
  source: string,
): TelemetryOf<"longestQuery" | "slowestStatement" | "idleConnectionAge"> => ({
  longestQuery: probed(longestQuery.metric, "seconds", source),
  slowestStatement: probed(slowestStatement.metric, "milliseconds", source),
  idleConnectionAge: probed(idleSession(0).metric, "seconds", source),
});
