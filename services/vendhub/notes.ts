import type { Note } from "../../model/note";

/** What VendHub's runbook says beyond its guardrails and duties. */
export const notes: readonly Note[] = [
  {
    topic: "infrastructure",
    facts: ["VH-064"],
    text: "The PostgreSQL database is called `vendhub`.",
  },
  {
    topic: "dependency",
    facts: ["VH-004"],
    text: "The application runs on Railway, with its dashboard at https://railway.app/dashboard; the settings vendhub.railwayEnvironment and vendhub.railwayService hold its ids. The runbook does not link Railway's status page.",
  },
  {
    topic: "dependency",
    facts: ["VH-005"],
    text: "The database runs at Supabase, with its dashboard at https://app.supabase.com; the setting vendhub.supabaseProject holds the project. The runbook does not link Supabase's status page.",
  },
  {
    topic: "dependency",
    facts: ["VH-066"],
    text: "The application uses a Redis cache that may be emptied as a whole. The runbook names neither its host nor its metrics, so nothing watches it.",
  },
  {
    topic: "dashboard",
    facts: ["VH-006"],
    text: "The runbook links a monitoring dashboard without listing its panels; the six metrics that have a target are the natural ones: uptime, P95 response time, error rate, CPU, memory and database connections. The address is on a private `.local` name, unlike the health addresses, and looks like a placeholder that the owner has to replace.",
  },
  {
    topic: "channel",
    facts: ["VH-007"],
    text: "A status page carries notices of incidents and maintenance. The runbook does not say who provides it, and its `.local` address cannot be reached from the internet, so the owner has to name the real one.",
  },
  {
    topic: "channel",
    facts: ["VH-002", "VH-003"],
    text: "The database administrator and the DevOps lead each have a mailbox, but their names and telephone numbers are blank and the mail domain is a `.local` placeholder. The setting vendhub.devopsLead holds the DevOps lead; no setting holds the database administrator.",
  },
  {
    topic: "channel",
    facts: ["VH-082"],
    text: "Notices to the team mention `@oncall-team`; the runbook does not say in which tool. The setting vendhub.slackChannel holds the channel that alerts go to.",
  },
  {
    topic: "channel",
    facts: ["VH-081", "VH-083"],
    text: "There is one message template each for the status page (status, impact, start), for customers by email (what was interrupted and that it is over) and for the team (severity, start, impact, status, actions, expected end). The times, the 50 % of failing requests and the rating of an exhausted connection pool as P1 are examples in these templates, not thresholds (A-11).",
  },
  {
    topic: "on-call",
    facts: ["VH-001"],
    text: "The engineer on call has a mailbox on a `.local` placeholder domain, and the name and telephone number are blank. The setting vendhub.onCallUsers holds the engineers who are paged.",
  },
  {
    topic: "procedure",
    facts: ["VH-075", "VH-022"],
    text: "On a high CPU alert, processes are inspected and the service is scaled up within 5 minutes; the issue is resolved in 5 to 15 minutes. The runbook does not relate the two times; we read the first as the time of the first action and the second as the time until the fault is gone.",
  },
  {
    topic: "procedure",
    facts: ["VH-076", "VH-025"],
    text: "On a high memory alert, someone looks for leaks and restarts the application within 5 minutes; the issue is resolved in 5 to 10 minutes. The runbook does not relate the two times; we read the first as the time of the first action and the second as the time until the fault is gone.",
  },
  {
    topic: "procedure",
    facts: ["VH-077"],
    text: "On a high error rate alert, the logs are read and the release is rolled back within 10 minutes.",
  },
  {
    topic: "procedure",
    facts: ["VH-079"],
    text: "On a database down alert, the database is failed over or restored within 15 minutes. The runbook names no standby to fail over to.",
  },
  {
    topic: "procedure",
    facts: ["VH-029"],
    text: "Refused, timed-out or exhausted database connections are resolved in 5 to 20 minutes. We read this as another fault than a database that is down, which has its own limit of 15 minutes.",
  },
  {
    topic: "procedure",
    facts: ["VH-027", "VH-028"],
    text: "When connections run out, close the idle ones, enlarge the pool, restart the pooler, raise `max_connections` or speed up the queries that hold them. The runbook gives no value for the pool or for `max_connections`; `SHOW max_connections;` tells the present one.",
  },
  {
    topic: "procedure",
    facts: ["VH-080", "VH-034"],
    text: "When a deployment fails, someone reads its logs, mends the fault and deploys again within 20 minutes; elsewhere the runbook expects 10 to 30 minutes until it is resolved. It does not relate the two times; we read the first as the time of the first action and the second as the time until the fault is gone.",
  },
  {
    topic: "procedure",
    facts: ["VH-031", "VH-032", "VH-068"],
    text: "Slow queries are resolved in 15 to 60 minutes, for instance by an index such as the runbook's example on `users(email)`, judged with `EXPLAIN ANALYZE`. Its queries on pg_stat_statements sort by `total_time` in one place and by `mean_exec_time` in the others, and no PostgreSQL version has both; from version 13 on, use `total_exec_time` and `mean_exec_time`. The runbook does not say which version runs.",
  },
  {
    topic: "procedure",
    facts: ["VH-040", "VH-041", "VH-042", "VH-043", "VH-044"],
    text: "In a P1 incident, minutes 2 to 5 go to the state of the application and the database and to the scope, minutes 5 to 15 to a restart, failover, rollback or more resources, and minutes 15 to 60 to mending the cause, verifying and deploying the fix and watching it; the status page, the customers and the expected end are kept current throughout. Within 24 hours a post-mortem tells what happened, why and what will improve, and the runbook is updated. The runbook asks for a response in 5 minutes but for an acknowledgement in 2; we read the 5 minutes as the end of the assessment.",
  },
  {
    topic: "procedure",
    facts: ["VH-045", "VH-046", "VH-047", "VH-048"],
    text: "In a P2 incident, the alert is acknowledged, the team told and a ticket opened by minute 5; the affected users, the error rate and the scope are known by minute 15. Until minute 30 a workaround, more resources or faster queries ease the impact, and until minute 60 the cause is mended, deployed and verified. The runbook asks for a response in 15 minutes but for an acknowledgement in 5; we read the 15 minutes as the end of the assessment.",
  },
  {
    topic: "procedure",
    facts: ["VH-056", "VH-057"],
    text: "A larger instance is chosen by hand in Railway's settings under Instance Size and then confirmed. Scaling by hand, in size or in replicas, is expected to interrupt the service for 2 to 5 minutes.",
  },
  {
    topic: "procedure",
    facts: ["VH-062"],
    text: "The runbook has the CPU and memory levels for scaling changed by hand in Railway's settings under Scaling, and names no way to keep them in code. We assume that Railway has no autoscaler, so the owner should confirm that this page exists.",
  },
  {
    topic: "procedure",
    facts: ["VH-065"],
    text: "To relieve the application, empty the cache with `redis-cli FLUSHALL`, restart with `railway redeploy` and look for memory leaks with `node --inspect app.js`. The first command deletes every key in every Redis database.",
  },
  {
    topic: "procedure",
    facts: ["VH-095"],
    text: "Railway is entered with SSH keys, the database's credentials are kept as secrets and the keys of APIs as environment variables. The runbook does not name the store of the secrets.",
  },
  {
    topic: "procedure",
    facts: ["VH-096"],
    text: "In a security incident, cut off the affected system and revoke the credentials that leaked. Restore a backup, find out what happened, mend it, and only then take up work again. The runbook names no times and nobody to tell.",
  },
  {
    topic: "recovery",
    facts: ["VH-093"],
    text: "To recover data, find the fault, stop the application, restore the backup, verify the data, start the application again and watch it. The runbook states no backup schedule, no retention, no recovery time and no recovery point.",
  },
  {
    topic: "maintenance",
    facts: ["VH-050", "VH-051", "VH-052", "VH-053"],
    text: "The monthly window is for work on the database, security patches, updated dependencies and performance. It is announced by email one week and again 24 hours ahead, on the status page and in the application.",
  },
  {
    topic: "maintenance",
    facts: ["VH-054"],
    text: "Emergency maintenance happens whenever a security patch, a critical fix or an emergency rollback needs it, and is announced at once by email, on the status page and on Slack. The runbook does not name the Slack channel.",
  },
  {
    topic: "maintenance",
    facts: ["VH-063"],
    text: "Care of the database is `ANALYZE`, `REINDEX DATABASE vendhub`, `VACUUM ANALYZE` and a list of the tables by size. The runbook says neither how often nor when; because `REINDEX` locks tables, it belongs in the monthly window.",
  },
  {
    topic: "maintenance",
    facts: ["VH-102", "VH-103"],
    text: "The runbook calls itself version 1.0, but its history reaches 2.0 and says that version 1.2 changed the alert thresholds. Until the owner says which revision this is, its thresholds are unconfirmed.",
  },
];
