import type { Declaration } from "../../model/declaration";
import { minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { house, setting } from "../../model/source";
import { apm } from "../telemetry/apm";
import { counted, probed } from "../telemetry/owned";
import { asked, slowestStatement } from "../telemetry/postgres";
import { supabase } from "../telemetry/supabase";
import { checkRuns, failedRuns } from "../telemetry/synthetics";

/** Requests as APM sees them. */
export const server = apm("web.request");

/** Figures that only Railway itself has; a probe asks for them. */
const railwayFigures = {
  cpuUsage: probed("belfry.railway.cpu", "percent", "railway-probe"),
  memoryUsage: probed("belfry.railway.memory", "percent", "railway-probe"),
  replicas: probed("belfry.railway.replicas", "count", "railway-probe"),
  deployFailures: {
    ...probed("belfry.railway.failed_deployments", "count", "railway-probe"),
    expression: "sum:belfry.railway.failed_deployments{scope}",
  },
  outOfMemory: {
    ...probed("belfry.railway.crashes", "count", "railway-probe"),
    expression: "sum:belfry.railway.crashes{scope}",
  },
} as const;

/** Where the signals are measured. */
export const telemetry: Service["telemetry"] = {
  ...server,
  ...supabase(setting("vendhub.supabaseProject")),
  ...railwayFigures,
  databaseDown: {
    ...failedRuns,
    expression: "sum:synthetics.test_runs{scope,!status:success,belfry:vendhub/readiness}.as_count()",
  },
  databaseConnectionErrors: counted("belfry.vendhub.db_connection_errors", "db-connection-error-logs"),
  slowestStatement: asked("sql-probe").slowestStatement,
  uptime: checkRuns,
};

/** What Belfry deploys to measure them. */
export const measuring: readonly Declaration[] = [
  {
    kind: "log-metric",
    name: "db-connection-error-logs",
    title: "database connection errors in the logs",
    facts: ["VH-026"],
    metric: "belfry.vendhub.db_connection_errors",
    filter: '("connection refused" OR "connection timed out" OR "too many connections")',
    distributionOf: null,
  },
  {
    kind: "probe",
    name: "railway-probe",
    title: "Railway probe",
    reads: "railway",
    every: house(
      minutes(5),
      "Railway's own figures are a minute apart; five minutes fit the alert windows.",
      "How often should Railway be asked?",
    ),
    queries: [],
  },
  {
    kind: "probe",
    name: "sql-probe",
    title: "database probe",
    reads: "postgres",
    every: house(
      minutes(5),
      "Statement statistics change slowly.",
      "How often should the database be asked?",
    ),
    queries: [slowestStatement],
  },
];
