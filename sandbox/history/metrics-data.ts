import type { Measured } from "./metrics";
import { level } from "./profile";

/** Seconds between two runs of the jobs that look into databases, and into backups. */
const [statements, backups] = [300, 900];

const sql: readonly Measured[] = [
  { metric: "belfry.sql.reachable", profile: { kind: "switch", off: "outage" } },
  {
    metric: "belfry.sql.connection_usage",
    profile: level(38, { swing: 0.25, jitter: 0.08, under: { load: 84, database: 97 }, bounds: [0, 100] }),
  },
  {
    metric: "belfry.sql.busy_connections",
    profile: level(8, {
      swing: 0.4,
      jitter: 0.2,
      under: { load: 24, database: 56 },
      bounds: [0, 60],
      whole: true,
    }),
  },
  {
    metric: "belfry.sql.slowest_statement_mean",
    every: statements,
    profile: level(340, { swing: 0.1, jitter: 0.15, under: { database: 1900, slow: 1150 } }),
  },
  {
    metric: "belfry.sql.longest_query",
    every: statements,
    profile: level(14, { swing: 0.3, jitter: 0.6, under: { database: 420, slow: 210 } }),
  },
  {
    metric: "belfry.sql.idle_session",
    every: statements,
    profile: level(150, { swing: 0.2, jitter: 0.4, under: { memory: 780 } }),
  },
  {
    metric: "belfry.sql.security_events",
    every: statements,
    profile: { kind: "events", perDay: 140, under: { security: 9 }, tellsNone: true },
  },
  {
    metric: "postgresql.connections",
    profile: level(21, { swing: 0.3, jitter: 0.12, under: { load: 47, database: 58 }, whole: true }),
  },
];

/** The database of a Supabase project, which its own exporter measures. */
const supabase: readonly Measured[] = [
  {
    metric: "supabase.pg_stat_database.num_backends",
    service: "vendhub",
    profile: level(10, { swing: 0.3, jitter: 0.14, under: { load: 24, database: 36 }, whole: true }),
  },
  {
    metric: "supabase.pgrst.db_pool.max_connections",
    service: "watchtower",
    profile: { kind: "constant", value: 60 },
  },
  {
    metric: "supabase.pgrst.db_pool.available_connections",
    service: "watchtower",
    profile: {
      kind: "rest",
      of: "supabase.pgrst.db_pool.max_connections",
      share: level(0.28, {
        swing: 0.3,
        jitter: 0.1,
        under: { load: 0.72, database: 0.95 },
        bounds: [0, 1],
      }),
    },
  },
  {
    metric: "supabase.node.memory.mem_total_bytes",
    service: "watchtower",
    profile: { kind: "constant", value: 2_075_471_872 },
  },
  {
    metric: "supabase.node.memory.mem_available_bytes",
    service: "watchtower",
    profile: {
      kind: "rest",
      of: "supabase.node.memory.mem_total_bytes",
      share: level(0.57, { swing: 0.05, jitter: 0.05, under: { memory: 0.9 }, bounds: [0, 1] }),
    },
  },
  {
    metric: "supabase.node.filesystem.size_bytes",
    service: "watchtower",
    profile: { kind: "constant", value: 8_589_934_592 },
  },
  {
    metric: "supabase.node.filesystem.available_bytes",
    service: "watchtower",
    // From 35 to 62 % used, then a clean-up.
    profile: { kind: "filling", bounds: [5_583_457_485, 3_264_175_145], days: 40 },
  },
  {
    metric: "supabase.node.cpu.seconds.count",
    service: "watchtower",
    // Two cores spend two seconds a second.
    profile: { kind: "constant", value: 120 },
  },
  {
    metric: "supabase.node.cpu.seconds.count",
    service: "watchtower",
    tags: ["mode:idle"],
    profile: {
      kind: "rest",
      of: "supabase.node.cpu.seconds.count",
      share: level(0.24, {
        swing: 0.35,
        jitter: 0.15,
        under: { load: 0.82, database: 0.9 },
        bounds: [0.01, 1],
      }),
    },
  },
  {
    metric: "supabase.pg_stat_statements.total_queries.count",
    service: "watchtower",
    profile: { kind: "requests", perMinute: 2400 },
  },
  {
    metric: "supabase.pg_stat_statements.total_time_seconds.count",
    service: "watchtower",
    profile: {
      kind: "spent",
      on: "supabase.pg_stat_statements.total_queries.count",
      each: level(0.019, { swing: 0.1, jitter: 0.12, under: { database: 0.19, slow: 0.12 } }),
    },
  },
];

const cache: readonly Measured[] = [
  {
    metric: "redis.info.latency_ms",
    profile: level(2.4, { swing: 0.2, jitter: 0.3, under: { load: 46, spikes: 24 } }),
  },
  { metric: "redis.stats.keyspace_hits", profile: { kind: "requests", perMinute: 3900 } },
  {
    metric: "redis.stats.keyspace_misses",
    profile: {
      kind: "spent",
      on: "redis.stats.keyspace_hits",
      each: level(0.075, { jitter: 0.2, under: { memory: 0.5 }, afterDeploy: 2 }),
    },
  },
];

/** Seconds between two runs of the job that posts reminders: rarer at some services, which says the same. */
const reminding = 3600;

/** Backups, with what their providers and Belfry's own jobs say of them, and the job that reminds people. */
const backup: readonly Measured[] = [
  { metric: "belfry.reminders.run", every: reminding, profile: { kind: "switch", off: null } },
  {
    metric: "belfry.backup.age",
    every: backups,
    profile: { kind: "age", every: 24, at: 2, fails: 0.02 },
  },
  {
    metric: "belfry.backup.size_ratio",
    every: backups,
    profile: { kind: "outcome", every: 24, normal: 100.6, jitter: 0.02, odd: 0.015, oddly: 66 },
  },
  {
    metric: "belfry.supabase.backup_age",
    only: "watchtower",
    every: backups,
    // Its point-in-time recovery ships the log all the time.
    profile: { kind: "age", every: 0.5, at: 0, fails: 0.04 },
  },
  {
    metric: "belfry.supabase.backup_age",
    every: backups,
    profile: { kind: "age", every: 24, at: 1, fails: 0.008 },
  },
  {
    metric: "belfry.supabase.pitr_enabled",
    every: backups,
    profile: { kind: "switch", off: null },
  },
  {
    metric: "belfry.restore_test.age",
    only: "victorysync",
    every: backups,
    profile: { kind: "age", every: 24, at: 4, fails: 0.012 },
  },
  {
    metric: "belfry.restore_test.age",
    every: backups,
    profile: { kind: "age", every: 720, at: 4, fails: 0.05 },
  },
  {
    metric: "belfry.restore_test.duration",
    only: "victorysync",
    every: backups,
    profile: { kind: "outcome", every: 24, normal: 430, jitter: 0.12, odd: 0.02, oddly: 1050 },
  },
  {
    metric: "belfry.restore_test.duration",
    every: backups,
    profile: { kind: "outcome", every: 720, normal: 1500, jitter: 0.12, odd: 0.05, oddly: 4100 },
  },
];

/** Lines of logs that are counted: none on most minutes. */
const logs: readonly Measured[] = [
  { metric: "belfry.watchtower.requests", profile: { kind: "requests", perMinute: 260 } },
  {
    metric: "belfry.watchtower.failed_requests",
    profile: {
      kind: "share",
      of: "belfry.watchtower.requests",
      share: level(0.002, { jitter: 0.3, under: { errors: 0.075, outage: 0.5 }, bounds: [0, 1] }),
    },
  },
  { metric: "belfry.watchtower.api_requests", profile: { kind: "requests", perMinute: 310 } },
  {
    metric: "belfry.*.db_connection_errors",
    profile: { kind: "events", perDay: 1.5, under: { database: 4, outage: 3 } },
  },
  {
    metric: "belfry.*.db_connection_failures",
    profile: { kind: "events", perDay: 1.2, under: { database: 12 } },
  },
  {
    metric: "belfry.*.realtime_errors",
    profile: { kind: "events", perDay: 30, under: { errors: 5, spikes: 2 } },
  },
  { metric: "belfry.*.pool_exhausted", profile: { kind: "events", perDay: 0.02, under: { database: 1.6 } } },
  { metric: "belfry.*.retention_failures", profile: { kind: "events", perDay: 0.05 } },
  {
    metric: "belfry.*.authentication_failures",
    profile: { kind: "events", perDay: 35, under: { security: 4 } },
  },
  { metric: "belfry.*.failed_logins", profile: { kind: "events", perDay: 60, under: { security: 7 } } },
  {
    metric: "belfry.*.database_errors",
    profile: { kind: "events", perDay: 6, under: { database: 13, outage: 8 } },
  },
  { metric: "belfry.*.payment_failures", profile: { kind: "events", perDay: 0.25, under: { errors: 0.12 } } },
  { metric: "belfry.*.security_events", profile: { kind: "events", perDay: 0.03, under: { security: 0.3 } } },
  {
    metric: "belfry.*.slow_queries",
    profile: { kind: "events", perDay: 70, under: { database: 3, slow: 1.2, spikes: 1.5 } },
  },
];

/** What databases, caches, backups and logs tell. */
export const dataMetrics: readonly Measured[] = [...sql, ...supabase, ...cache, ...backup, ...logs];
