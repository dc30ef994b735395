import { monitor, objective } from "../model/declaration";
import { count, days, hours, milliseconds, minutes, percent, seconds } from "../model/quantity";
import type { Service } from "../model/service";
import { defaulted, required } from "../model/setting";
import { fact, house, setting } from "../model/source";
import { dailyTier, databaseBackups, nightlyFreshness } from "./patterns/backups";
import { apm, requestCounts } from "./telemetry/apm";
import { counted, probed } from "./telemetry/owned";
import { supabase } from "./telemetry/supabase";
import { checkCounts, checkRuns, failedRuns } from "./telemetry/synthetics";

const domain = setting("vendhub.domain");
const apmServer = apm("web.request");

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

const highCpu = {
  impact: "Pages answer slowly and requests time out.",
  causes: ["a statement without an index", "a process that spins", "more traffic than the instances carry"],
  firstSteps: [
    "Look at Railway's metrics and at the processes with the most CPU.",
    "Find the slowest statements in pg_stat_statements (order by mean_exec_time).",
    "Scale out on Railway, up to five replicas.",
    "Restart the service if one process spins.",
  ],
};

const highMemory = {
  impact: "The application may crash and restart.",
  causes: ["a memory leak", "a large result held in memory", "a cache that only grows"],
  firstSteps: [
    "Look at Railway's memory graph since the last deployment.",
    "Compare heap use before and after a request (process.memoryUsage).",
    "Restart the service to win time.",
    "Roll back if it began with the last deployment.",
  ],
};

const connections = {
  impact: "Requests fail when the database refuses further connections.",
  causes: ["connections that are never given back", "too many instances for the pool", "a pooler that hangs"],
  firstSteps: [
    "Count connections by state in pg_stat_activity.",
    "End idle connections that are older than they should be.",
    "Restart the pooler.",
    "Raise the pool or max_connections if the load is real.",
  ],
};

const slow = {
  impact: "Pages take seconds to answer.",
  causes: ["slow statements", "missing indexes", "a cold cache"],
  firstSteps: [
    "Find the slowest statements in pg_stat_statements (order by mean_exec_time).",
    "Explain and analyse them; add the missing index.",
    "Run ANALYZE on tables that changed much.",
  ],
};

const errors = {
  impact: "Users see errors instead of pages.",
  causes: ["a bad deployment", "the database does not answer", "an outside service fails"],
  firstSteps: [
    "Read the newest errors in the logs.",
    "Roll back if they began with the last deployment.",
    "Check the readiness address.",
  ],
};

const outage = {
  impact: "The shop cannot be reached.",
  causes: ["the application crashed", "a failed deployment", "the database is gone"],
  firstSteps: [
    "Acknowledge within two minutes and open a ticket.",
    "Check the application and the database on their dashboards.",
    "Restart, fail over or roll back within a quarter of an hour.",
    "Tell the status page and the customers.",
  ],
};

/** VendHub (VH-M24): a shop on Railway with its database at Supabase. */
export const vendhub: Service = {
  name: "vendhub",
  title: "VendHub",
  stack: "Railway and Supabase",
  team: "vendhub",
  runbook: "vendhub.md",
  settings: [
    required("vendhub.domain", "Public host of the shop", "vendhub.example", ["VH-014", "VH-015"]),
    required("vendhub.slackChannel", "Slack channel for alerts, without #", "vendhub-alerts", ["VH-082"]),
    required(
      "vendhub.onCallUsers",
      "Datadog ids of the engineers on the weekly rotation, comma separated",
      "11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222",
      ["VH-088"],
    ),
    required("vendhub.devopsLead", "Datadog id of the DevOps lead", "33333333-3333-4333-8333-333333333333", [
      "VH-003",
    ]),
    required(
      "vendhub.engineeringManager",
      "Datadog id of the engineering manager",
      "44444444-4444-4444-8444-444444444444",
      ["VH-086"],
    ),
    required(
      "vendhub.executive",
      "Datadog id of the executive who is told of a long outage",
      "55555555-5555-4555-8555-555555555555",
      ["VH-087"],
    ),
    required("vendhub.supabaseProject", "Reference of the Supabase project", "abcdefghijklmnopqrst", [
      "VH-005",
    ]),
    required(
      "vendhub.railwayEnvironment",
      "Id of the Railway environment",
      "aaaaaaaa-0000-4000-8000-000000000001",
      ["VH-004"],
    ),
    required("vendhub.railwayService", "Id of the Railway service", "aaaaaaaa-0000-4000-8000-000000000002", [
      "VH-004",
    ]),
    defaulted("vendhub.handover", "Local time at which on-call changes hands", "2026-01-05T09:00:00", [
      "VH-088",
    ]),
  ],
  severities: {
    critical: { label: "P1", respondWithin: fact("VH-035", minutes(5)), route: "page" },
    high: { label: "P2", respondWithin: fact("VH-036", minutes(15)), route: "page" },
    medium: { label: "P3", respondWithin: fact("VH-037", hours(1)), route: "team" },
    low: { label: "P4", respondWithin: fact("VH-038", hours(4)), route: "team" },
  },
  routes: {
    page: {
      purpose: "Wakes whoever is on call and tells the team",
      handles: [
        { kind: "on-call", name: "vendhub" },
        { kind: "slack", name: setting("vendhub.slackChannel") },
      ],
    },
    team: { purpose: "Tells the team", handles: [{ kind: "slack", name: setting("vendhub.slackChannel") }] },
  },
  telemetry: {
    ...apmServer,
    ...supabase(setting("vendhub.supabaseProject")),
    ...railwayFigures,
    databaseDown: {
      ...failedRuns,
      expression: "sum:synthetics.test_runs{scope,!status:success,belfry:vendhub/readiness}.as_count()",
    },
    databaseConnectionErrors: counted("belfry.vendhub.db_connection_errors", "db-connection-error-logs"),
    slowestStatement: probed("belfry.sql.slowest_statement_mean", "milliseconds", "sql-probe"),
    uptime: checkRuns,
  },
  guardrails: [
    monitor({
      name: "cpu",
      title: "CPU usage",
      signal: "cpuUsage",
      warning: fact(
        ["VH-008", "VH-060"],
        percent(70),
        "The table's warning is where Railway should scale out too, so it informs and does not page.",
      ),
      critical: fact("VH-008", percent(85)),
      facts: ["VH-021"],
      ...highCpu,
    }),
    monitor({
      name: "memory",
      title: "memory usage",
      signal: "memoryUsage",
      warning: fact("VH-009", percent(75)),
      critical: fact("VH-009", percent(90)),
      facts: ["VH-023"],
      ...highMemory,
    }),
    monitor({
      name: "memory-scale-out",
      title: "memory calls for another replica",
      signal: "memoryUsage",
      critical: fact("VH-061", percent(80)),
      severity: house(
        "low",
        "Railway has no autoscaler: a person adds the replica.",
        "Who scales VendHub out?",
      ),
      ...highMemory,
    }),
    monitor({
      name: "error-rate",
      title: "error rate",
      signal: "errorRate",
      warning: fact("VH-010", percent(1)),
      critical: fact("VH-010", percent(5)),
      ...errors,
    }),
    monitor({
      name: "response-time",
      title: "response time",
      signal: "latencyP95",
      warning: fact("VH-011", seconds(1), "P95, as the runbook's own target of 500 ms names it."),
      critical: fact(["VH-011", "VH-030"], seconds(5)),
      ...slow,
    }),
    monitor({
      name: "db-connections",
      title: "database connections",
      signal: "databaseConnections",
      warning: fact("VH-012", count(20)),
      critical: fact("VH-012", count(30)),
      ...connections,
    }),
    monitor({
      name: "db-connection-errors",
      title: "database connection errors",
      signal: "databaseConnectionErrors",
      facts: ["VH-026"],
      critical: house(
        count(5),
        "The runbook names the messages but no number; five in five minutes is no longer chance.",
        "How many refused connections are normal?",
      ),
      inclusive: true,
      ...connections,
    }),
    monitor({
      name: "database-down",
      title: "database down",
      signal: "databaseDown",
      critical: house(
        count(3),
        "Any failure counts; three failed readiness checks in five minutes rule out one location's network.",
        "How many failed readiness checks mean that the database is down?",
      ),
      inclusive: true,
      severity: fact("VH-078", "critical", "Fail over or restore within 15 minutes."),
      ...outage,
    }),
    monitor({
      name: "slow-statements",
      title: "slowest statement",
      signal: "slowestStatement",
      critical: fact("VH-067", milliseconds(1000)),
      severity: house(
        "medium",
        "A slow statement is work for the day, not for the night.",
        "Should a slow statement page?",
      ),
      ...slow,
    }),
    monitor({
      name: "deploy-failed",
      title: "deployment failed",
      signal: "deployFailures",
      critical: fact("VH-033", count(1)),
      inclusive: true,
      over: house(minutes(10), "Two runs of the probe.", "How soon must a failed deployment be told?"),
      severity: house(
        "medium",
        "The old version still answers; it is due within 20 minutes of work time.",
        "Should a failed deployment page?",
      ),
      impact: "None yet: the old version stays live.",
      causes: ["the build fails", "a variable is missing", "the new version does not start"],
      firstSteps: ["Read the deployment's log on Railway.", "Mend or roll back, then deploy again."],
    }),
    monitor({
      name: "crashes",
      title: "crashes",
      signal: "outOfMemory",
      facts: ["VH-024"],
      critical: house(count(1), "The runbook calls any crash a symptom.", "How many crashes are normal?"),
      inclusive: true,
      over: house(minutes(10), "Two runs of the probe.", "How soon must a crash be told?"),
      ...highMemory,
    }),
    monitor({
      name: "replicas-below-minimum",
      title: "fewer replicas than the floor",
      signal: "replicas",
      critical: fact("VH-058", count(2)),
      severity: house(
        "medium",
        "One replica still answers; the margin is gone.",
        "Should a missing replica page?",
      ),
      ...highCpu,
    }),
    monitor({
      name: "replicas-at-maximum",
      title: "replicas at the ceiling",
      signal: "replicas",
      facts: ["VH-055"],
      direction: "above",
      inclusive: true,
      critical: fact("VH-059", count(5)),
      severity: house(
        "medium",
        "At the ceiling further load finds no further replica.",
        "Should the ceiling page?",
      ),
      ...highCpu,
    }),
    objective({
      name: "uptime",
      title: "uptime",
      indicator: { kind: "ratio", ...checkCounts, telemetry: checkRuns },
      target: fact("VH-069", percent(99.9)),
      burn: "page",
      ...outage,
    }),
    objective({
      name: "errors",
      title: "requests without error",
      indicator: { kind: "ratio", ...requestCounts("web.request"), telemetry: apmServer.errorRate },
      target: fact("VH-071", percent(99.9), "An error rate under 0.1 % is 99.9 % without error."),
      burn: "page",
      ...errors,
    }),
    objective({
      name: "latency",
      title: "P95 response time under 500 ms",
      indicator: { kind: "time-slice", signal: "latencyP95", level: fact("VH-070", milliseconds(500)) },
      target: house(
        percent(99),
        "The runbook gives the level but not how often it must hold.",
        "How much of the time must P95 stay under 500 ms?",
      ),
      burn: "ticket",
      ...slow,
    }),
    objective({
      name: "cpu-headroom",
      title: "CPU under 50 %",
      indicator: { kind: "time-slice", signal: "cpuUsage", level: fact("VH-072", percent(50)) },
      target: house(
        percent(95),
        "A target for normal days, not a promise.",
        "How much of the time must CPU stay under 50 %?",
      ),
      burn: "none",
      ...highCpu,
    }),
    objective({
      name: "memory-headroom",
      title: "memory under 60 %",
      indicator: { kind: "time-slice", signal: "memoryUsage", level: fact("VH-073", percent(60)) },
      target: house(
        percent(95),
        "A target for normal days, not a promise.",
        "How much of the time must memory stay under 60 %?",
      ),
      burn: "none",
      ...highMemory,
    }),
    objective({
      name: "connection-headroom",
      title: "fewer than 20 database connections",
      indicator: { kind: "time-slice", signal: "databaseConnections", level: fact("VH-074", count(20)) },
      target: house(
        percent(95),
        "A target for normal days, not a promise.",
        "How much of the time must connections stay under 20?",
      ),
      burn: "none",
      ...connections,
    }),
    {
      kind: "synthetic",
      name: "health",
      title: "status address",
      facts: ["VH-014"],
      check: { kind: "http", method: "GET", url: `https://${domain}/api/health/check` },
      assertions: [
        {
          on: "status",
          operator: "is",
          value: house(
            200,
            "The answer is JSON with a status; 200 is what a healthy one has.",
            "Which status does the health address answer?",
          ),
        },
      ],
      ...outage,
    },
    {
      kind: "synthetic",
      name: "readiness",
      title: "readiness address",
      facts: ["VH-015"],
      check: { kind: "http", method: "GET", url: `https://${domain}/api/health/ready` },
      assertions: [
        {
          on: "status",
          operator: "is",
          value: house(
            200,
            "Ready means that the database answers.",
            "Which status does the readiness address answer?",
          ),
        },
      ],
      severity: house(
        "high",
        "The database-down alert tells the outage itself.",
        "How bad is a failed readiness check?",
      ),
      ...outage,
    },
    {
      kind: "certificate",
      name: "certificate",
      title: "certificate",
      host: domain,
      critical: house(
        days(7),
        "The only day threshold in any runbook (VictorySync) serves here too; the platform renews a month ahead.",
        "When should an expiring certificate alert?",
      ),
      severity: house("high", "In a week browsers refuse the site.", "Should an expiring certificate page?"),
      impact: "None yet; browsers refuse the site once it expires.",
      causes: ["the platform's renewal fails", "DNS no longer points to the platform"],
      firstSteps: [
        "Look at the domain's state in Railway.",
        "Check that DNS still points to Railway.",
        "Ask Railway for a new certificate.",
      ],
    },
    {
      kind: "downtime",
      name: "monthly-maintenance",
      title: "monthly maintenance",
      rrule: fact("VH-049", "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0"),
      duration: fact("VH-049", hours(2)),
      timezone: "UTC",
    },
    {
      kind: "escalation",
      name: "on-call",
      title: "escalation",
      facts: ["VH-088", "VH-089"],
      steps: [
        { role: "on-call engineer", after: fact("VH-084", minutes(0)), person: null },
        { role: "DevOps lead", after: fact("VH-085", minutes(15)), person: "vendhub.devopsLead" },
        {
          role: "engineering manager",
          after: fact(["VH-085", "VH-086"], minutes(45), "Thirty minutes after level 2 (A-06)."),
          person: "vendhub.engineeringManager",
        },
        { role: "executive", after: fact("VH-087", hours(1)), person: "vendhub.executive" },
      ],
      rotation: {
        length: fact("VH-088", days(7)),
        handover: {
          value: setting("vendhub.handover"),
          source: { kind: "setting", key: "vendhub.handover" },
        },
        timezone: "UTC",
      },
      acknowledgeWithin: fact("VH-039", minutes(2)),
    },
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
      queries: [
        {
          metric: "belfry.sql.slowest_statement_mean",
          sql: "select coalesce(max(mean_exec_time), 0) from pg_stat_statements where calls > 10",
        },
      ],
    },
    ...databaseBackups({
      database: "vendhub",
      majorVersion: house(
        17,
        "Supabase's current major version; pg_dump must be no older than the server.",
        "Which PostgreSQL version does VendHub run?",
      ),
      schedule: house(
        "0 1 * * *",
        "Nightly, before the maintenance window at 02:00.",
        "When should VendHub be backed up?",
      ),
      tiers: [dailyTier],
      freshness: nightlyFreshness,
      restoreSchedule: house(
        "0 6 2 * *",
        "Monthly, as the other runbooks do it.",
        "How often should a restore be tested?",
      ),
      restoreFreshness: house(
        days(33),
        "A month and two days.",
        "After how long without a restore test should someone be told?",
      ),
      tables: house(
        ["users"],
        "The one table that the runbook names.",
        "Which tables must hold rows after a restore?",
      ),
      facts: ["VH-016", "VH-019", "VH-091"],
      restoreFacts: ["VH-092"],
    }),
  ],
  duties: [],
  notes: [],
  undeployed: [
    {
      facts: ["VH-027", "VH-028"],
      because: "The runbook says that the limit and the pool can be raised but gives no value.",
    },
    { facts: ["VH-057"], because: "A note on how long scaling takes; nothing to watch." },
    { facts: ["VH-083"], because: "An example in a message template, not a rule (A-11)." },
    {
      facts: ["VH-020"],
      because: "A daily look by a person; the runbook names no source of security alerts.",
    },
    {
      facts: ["VH-095", "VH-096"],
      because: "How secrets are kept and incidents handled: a procedure for people.",
    },
  ],
  decisions: [
    {
      id: "C-VH-01",
      decided: "Warning 70, critical 85.",
      because:
        "The table is the alert; 80 opens the issue page, and 70 is also where to scale out, so the warning does not page.",
    },
    {
      id: "C-VH-02",
      decided: "Warning 75, critical 90, and a low-severity notice at 80.",
      because: "Railway has no autoscaler to take the 80, so a person is told.",
    },
    { id: "C-VH-03", decided: "P95 for all three.", because: "The runbook's own target names it." },
    {
      id: "C-VH-10",
      decided: "The host is a required setting.",
      because: "Both domains of the runbook are placeholders.",
    },
    {
      id: "C-VH-12",
      decided: "The monthly window is a downtime.",
      because: "Two planned hours would spend the whole uptime budget.",
    },
    { id: "A-06", decided: "Level 3 after 45 minutes.", because: "Read as thirty minutes after level 2." },
    {
      id: "A-09",
      decided: "The readiness address tells that the database is down.",
      because: "It is the runbook's own database check.",
    },
  ],
};
