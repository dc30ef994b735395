import type { Service } from "../../model/service";
import { setting } from "../../model/source";
import { measured } from "../../model/telemetry";
import { apm } from "../telemetry/apm";
import { kubernetes } from "../telemetry/kubernetes";
import { counted, distributed, probed } from "../telemetry/owned";
import { checkRuns } from "../telemetry/synthetics";

export const domain = setting("victorysync.domain");
export const cluster = setting("victorysync.cluster");
export const namespace = setting("victorysync.namespace");
export const deployment = "victorysync-dashboard";

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

export const telemetry: Service["telemetry"] = {
  ...server,
  ...pods,
  pageLoad: distributed("belfry.victorysync.page_load", "avg", "nanoseconds", "page-load-views"),
  databaseConnectionFailures: { ...counted(failures, "db-failure-logs"), unit: "perMinute" },
  databaseConnectionErrors: counted(failures, "db-failure-logs"),
  databaseReachable: probed("belfry.sql.reachable", "count", "database-probe"),
  databaseConnectionUsage: probed("belfry.sql.connection_usage", "percent", "database-probe"),
  slowestStatement: probed("belfry.sql.slowest_statement_mean", "milliseconds", "statement-probe"),
  realtimeErrors: counted("belfry.victorysync.realtime_errors", "realtime-error-logs"),
  unauthorizedCalls: answered(401),
  backupAge: probed("belfry.supabase.backup_age", "hours", "supabase-probe"),
  restoreTestAge: probed("belfry.restore_test.age", "hours", "backup-probe"),
  uptime: {
    ...checkRuns,
    expression: `100 * sum:synthetics.test_runs{scope,${health},status:success}.as_count() / sum:synthetics.test_runs{scope,${health}}.as_count()`,
  },
};
