import type { Assertion, Declaration } from "../../model/declaration";
import { days, minutes, percent } from "../../model/quantity";
import { fact, house, setting } from "../../model/source";
import { certificate, errors, outage } from "./guidance";

const domain = setting("operations.domain");

const answers = (because: string, ask: string): Assertion => ({
  on: "status",
  operator: "is",
  value: house(200, because, ask),
});

/** The body that the runbook expects of both health addresses; the pool is not part of it. */
const healthy: readonly Assertion[] = [
  answers("A healthy answer has a body, so 200.", "Which status does a healthy address answer?"),
  { on: "json", path: "$.status", equals: "ok" },
  { on: "json", path: "$.database", equals: "connected" },
  { on: "json", path: "$.supabase", equals: "connected" },
  { on: "json", path: "$.timestamp", equals: null },
];

/** SQL for the start of the five minutes in which the probe runs. */
const bin = "date_bin('5 minutes', now(), timestamptz '2000-01-01')";

/** What is called from outside, and the sources that no integration has. */
export const checks: readonly Declaration[] = [
  {
    kind: "synthetic",
    name: "health",
    title: "health address",
    facts: ["OR-002", "OR-004"],
    check: { kind: "http", method: "GET", url: `https://${domain}/api/health` },
    assertions: healthy,
    ...outage,
  },
  {
    kind: "synthetic",
    name: "detailed-health",
    title: "detailed health address",
    facts: ["OR-003", "OR-004", "OR-020"],
    check: { kind: "http", method: "GET", url: `https://${domain}/api/monitoring/health` },
    assertions: healthy,
    severity: house(
      "high",
      "The plain health address tells an outage.",
      "How bad is it when only the detailed address fails?",
    ),
    ...outage,
  },
  {
    kind: "synthetic",
    name: "login",
    title: "login page",
    facts: ["OR-018"],
    check: { kind: "browser", url: setting("operations.loginUrl") },
    assertions: [],
    every: house(
      minutes(15),
      "A browser costs more than a call; a quarter of an hour finds a bad release soon.",
      "How often should the login page be loaded?",
    ),
    severity: house("high", "A major feature is broken: P1.", "How bad is a failed login?"),
    ...errors,
    impact: "Users cannot log in.",
  },
  {
    kind: "synthetic",
    name: "api",
    title: "API",
    facts: ["OR-019"],
    check: { kind: "http", method: "GET", url: setting("operations.apiUrl") },
    assertions: [
      answers("An open address that works answers 200.", "Which API addresses must answer, and what?"),
    ],
    severity: house("high", "A major feature is broken: P1.", "How bad is it when the API fails?"),
    ...errors,
  },
  {
    kind: "certificate",
    name: "certificate",
    title: "certificate",
    host: domain,
    critical: house(
      days(7),
      "The only day threshold in any runbook (VictorySync) serves here too; Vercel renews a month ahead.",
      "When should an expiring certificate alert?",
    ),
    severity: house("high", "In a week browsers refuse the app.", "Should an expiring certificate page?"),
    ...certificate,
  },
  {
    kind: "sentry-rule",
    name: "sentry-error-rate",
    title: "failure rate in Sentry",
    severity: house(
      "medium",
      "Datadog pages for the backend; Sentry also sees what fails in browsers and on Vercel.",
      "Which of the two should page?",
    ),
    rule: {
      kind: "metric",
      dataset: "transactions",
      aggregate: "failure_rate()",
      query: "",
      critical: fact("OR-008", percent(1)),
      over: house(minutes(5), "The window of the other error alert.", "Over which window is the rate meant?"),
    },
  },
  {
    kind: "sentry-rule",
    name: "new-errors",
    title: "new errors in Sentry",
    facts: ["OR-021"],
    severity: house(
      "medium",
      "After a release people look; what users notice pages by its rate.",
      "Should a new error page?",
    ),
    rule: { kind: "issue", when: "new-error" },
  },
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
    queries: [
      {
        metric: "belfry.sql.slowest_statement_mean",
        sql: "select coalesce(max(mean_exec_time), 0) from pg_stat_statements where calls > 10",
      },
    ],
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
