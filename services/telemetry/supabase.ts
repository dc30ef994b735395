import { measured, type TelemetryOf } from "../../model/telemetry";
import { probed } from "./owned";

const docs = "https://docs.datadoghq.com/integrations/supabase/";

/**
 * What the Agent's Supabase integration (7.62 or later) scrapes of a project, scoped by its reference:
 * https://docs.datadoghq.com/integrations/supabase/. It has no CPU percentage; what is not idle of the CPU's seconds
 * is one. The database's disk is mounted at /data.
 */
export function supabase(
  project: string,
): TelemetryOf<"databaseCpu" | "storageUsage" | "databaseConnections" | "databaseQueryMean"> {
  const scope = `{supabase_project_ref:${project}}`;
  const within = (tags: string) => `{supabase_project_ref:${project},${tags}}`;
  return {
    databaseCpu: measured({
      via: "supabase",
      metrics: ["supabase.node.cpu.seconds.count"],
      docs,
      expression: `100 - 100 * sum:supabase.node.cpu.seconds.count${within("mode:idle")}.as_rate() / sum:supabase.node.cpu.seconds.count${scope}.as_rate()`,
      unit: "percent",
    }),
    storageUsage: measured({
      via: "supabase",
      metrics: ["supabase.node.filesystem.available_bytes", "supabase.node.filesystem.size_bytes"],
      docs,
      expression: `100 - 100 * avg:supabase.node.filesystem.available_bytes${within("mountpoint:/data")} / avg:supabase.node.filesystem.size_bytes${within("mountpoint:/data")}`,
      unit: "percent",
    }),
    databaseConnections: measured({
      via: "supabase",
      metrics: ["supabase.pg_stat_database.num_backends"],
      docs,
      expression: `sum:supabase.pg_stat_database.num_backends${scope}`,
      unit: "count",
    }),
    databaseQueryMean: measured({
      via: "supabase",
      metrics: [
        "supabase.pg_stat_statements.total_time_seconds.count",
        "supabase.pg_stat_statements.total_queries.count",
      ],
      docs,
      expression: `sum:supabase.pg_stat_statements.total_time_seconds.count${scope}.as_rate() / sum:supabase.pg_stat_statements.total_queries.count${scope}.as_rate()`,
      unit: "seconds",
    }),
  };
}

/**
 * What Supabase's management API says of its own backups, as the probe of that name posts it. With point-in-time
 * recovery on, Supabase takes no daily backups, and its newest recovery point follows what the database writes by two
 * minutes; while it writes nothing, the point stays: https://supabase.com/docs/guides/platform/backups#point-in-time-recovery.
 */
export const ownBackups: TelemetryOf<"backupAgeAtProvider" | "backupPointInTime"> = {
  backupAgeAtProvider: probed("belfry.supabase.backup_age", "hours", "supabase-probe"),
  backupPointInTime: {
    ...probed("belfry.supabase.pitr_enabled", "count", "supabase-probe"),
    expression: "min:belfry.supabase.pitr_enabled{scope}",
  },
};
