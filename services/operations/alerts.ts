import { monitor, type Declaration } from "../../model/declaration";
import {
  count,
  days,
  hours,
  milliseconds,
  minutes,
  percent,
  perHour,
  perMinute,
  seconds,
} from "../../model/quantity";
import { fact, house } from "../../model/source";
import { nightlyFreshness } from "../patterns/backups";
import { database, errors, ownBackup, pool, rateLimit, retention, security, slow } from "./guidance";
import { refused } from "./telemetry";

const informs = (because: string, ask: string) => house("medium" as const, because, ask);

const refusals = informs(
  "The limit did its work; whoever was refused is not an outage.",
  "Should refused calls page?",
);

/** Alerts on levels. */
export const alerts: readonly Declaration[] = [
  monitor({
    name: "db-pool",
    title: "busy database connections",
    signal: "databaseConnections",
    warning: fact("OR-054", count(20), "The pool itself is used up here, and the overflow begins."),
    critical: fact(["OR-006", "OR-054", "OR-055"], count(50), "The pool of 20 and the overflow of 30."),
    inclusive: true,
    over: house(minutes(5), "Five runs of the probe.", "How long may the pool be used up?"),
    ...pool,
  }),
  monitor({
    name: "pool-exhausted",
    title: "exhausted pool in the logs",
    signal: "databasePoolExhausted",
    facts: ["OR-036"],
    critical: house(
      count(1),
      "Each such line is a request that failed.",
      "How many exhausted-pool errors are normal?",
    ),
    inclusive: true,
    ...pool,
  }),
  monitor({
    name: "db-reachable",
    title: "database answers",
    signal: "databaseReachable",
    facts: ["OR-020"],
    critical: house(
      count(1),
      "The probe posts 1 when a statement succeeds and nothing otherwise, so silence is the alert.",
      "May the operations cluster connect to the database?",
    ),
    over: house(minutes(5), "Five runs of the probe.", "How long may the database be silent?"),
    ...database,
  }),
  monitor({
    name: "response-time",
    title: "response time",
    signal: "latencyP95",
    critical: fact("OR-007", seconds(2)),
    ...slow,
  }),
  monitor({
    name: "error-rate",
    title: "error rate",
    signal: "errorRate",
    critical: fact("OR-008", percent(1)),
    facts: ["OR-021"],
    ...errors,
  }),
  monitor({
    name: "retention-cleanup",
    title: "retention clean-up failed",
    signal: "retentionFailures",
    critical: fact("OR-009", count(1)),
    inclusive: true,
    over: house(
      hours(1),
      "A nightly job fails once; an hour keeps the alert until someone saw it.",
      "When does the clean-up run?",
    ),
    severity: informs("A day's delay is made up for by running it again.", "Should a failed clean-up page?"),
    ...retention,
  }),
  monitor({
    name: "security-events",
    title: "security audit events",
    signal: "securityEvents",
    critical: house(
      count(20),
      "One every three minutes for an hour; the runbook gives the hour but no number.",
      "How many rows does security_audit get in a normal hour?",
    ),
    over: fact("OR-030", hours(1)),
    silence: house(
      "alert",
      "A probe that no longer counts must not look like a quiet hour.",
      "Should an audit table that cannot be read alert?",
    ),
    severity: informs("What a row means is not stated; a breach itself is P0.", "Should audit events page?"),
    ...security,
  }),
  monitor({
    name: "slow-statements",
    title: "slowest statement",
    signal: "slowestStatement",
    critical: fact("OR-039", milliseconds(1000)),
    severity: house(
      "low",
      "The runbook tunes slow statements, it does not wake anyone for them.",
      "Should a slow statement be told sooner?",
    ),
    ...slow,
  }),
  monitor({
    name: "rate-limit-minute",
    title: "calls refused in a minute",
    signal: "rateLimitedRequests",
    critical: fact(
      "OR-059",
      perMinute(60),
      "As many refusals as one caller has calls: it tries twice its limit.",
    ),
    severity: refusals,
    ...rateLimit,
  }),
  monitor({
    name: "rate-limit-hour",
    title: "calls refused in an hour",
    signal: "rateLimitedRequests",
    telemetry: { ...refused, unit: "perHour" },
    critical: fact(
      "OR-060",
      perHour(1000),
      "As many refusals as one caller has calls: it tries twice its limit.",
    ),
    over: fact("OR-060", hours(1)),
    severity: refusals,
    ...rateLimit,
  }),
  monitor({
    name: "deploy-failed",
    title: "deployment failed",
    signal: "deployFailures",
    facts: ["OR-015"],
    critical: house(count(1), "Each failed deployment matters.", "How many failed deployments are normal?"),
    inclusive: true,
    severity: informs("The old version still answers.", "Should a failed deployment page?"),
    impact: "None yet: the old version stays live.",
    causes: ["the build fails", "a variable is missing in Vercel", "a migration does not fit"],
    firstSteps: [
      "Read the build log in Vercel.",
      "Check the variables with npm run env:validate, then deploy again.",
    ],
  }),
  monitor({
    name: "supabase-backup",
    title: "age of Supabase's own backup",
    signal: "backupAgeAtProvider",
    facts: ["OR-061"],
    critical: nightlyFreshness,
    ...ownBackup,
  }),
  monitor({
    name: "point-in-time-recovery",
    title: "point-in-time recovery",
    signal: "backupPointInTime",
    facts: ["OR-065"],
    critical: house(
      count(1),
      "The runbook counts on it; whether the plan has it is not stated, so it is looked at.",
      "Is point-in-time recovery part of the plan in use?",
    ),
    severity: house(
      "low",
      "Without it a day can be lost, which the daily backups allow too.",
      "Must point-in-time recovery be on?",
    ),
    ...ownBackup,
    causes: ["the plan in use does not include it", "it was switched off"],
    firstSteps: [
      "Open Database, Backups in Supabase and read the plan.",
      "Switch it on, or have the owner confirm that losing a day is acceptable.",
    ],
  }),
  monitor({
    name: "restore-test-quarter",
    title: "no restore proved in a quarter",
    signal: "restoreTestAge",
    critical: fact("OR-066", days(92), "A quarter has 92 days at most."),
    severity: informs(
      "The test can only be mended by day, and before its first run nothing is proved yet.",
      "Should a quarter without a proved restore page?",
    ),
    impact: "None yet; nobody knows whether the backups can be restored.",
    causes: ["the restore test fails", "a table came back empty", "the job no longer runs"],
    firstSteps: [
      "Read the log of the restore test in the operations cluster.",
      "Restore the last dump by hand into a scratch database, never over the live one.",
    ],
  }),
];
