import { monitor, type Declaration, type Silence } from "../../model/declaration";
import { count, hours, milliseconds, minutes, percent, perHour, seconds } from "../../model/quantity";
import { fact, house, setting, type Sourced } from "../../model/source";
import {
  attack,
  breach,
  databaseLoad,
  databaseOutage,
  errors,
  failedBuild,
  growth,
  memory,
  payments,
  providerBackups,
  signIn,
  slow,
  stuckQuery,
  traffic,
} from "./guidance";

/** Events that come from log lines which the runbook does not name: that there are none is the good case. */
const quiet = (ask: string): Sourced<Silence> => house("zero", "No such line is the good case.", ask);

const enlarge = house(
  "low" as const,
  "It says that something should be enlarged; nothing is broken.",
  "Who scales WatchTower, and how soon?",
);

/** Alerts on what users notice. */
const userAlerts: readonly Declaration[] = [
  monitor({
    name: "error-rate",
    title: "error rate",
    signal: "errorRate",
    warning: fact("WT-035", percent(3)),
    critical: fact("WT-020", percent(5)),
    over: fact("WT-020", minutes(5)),
    silence: house(
      "alert",
      "The checks from outside are requests too, so silence means that Netlify's logs no longer arrive or are read amiss.",
      "Does Netlify drain its traffic logs to Datadog, and which attributes hold status and path?",
    ),
    ...errors,
  }),
  monitor({
    name: "response-time",
    title: "average response time",
    signal: "latencyMean",
    warning: fact("WT-034", seconds(1), "An average, as the alert's own level is."),
    critical: fact("WT-021", seconds(2)),
    over: fact("WT-021", minutes(5)),
    silence: house(
      "resolve",
      "A check that does not answer tells itself.",
      "Is there another source of response times?",
    ),
    ...slow,
  }),
  monitor({
    name: "slowdown",
    title: "slower than the day before",
    signal: "latencyChange",
    critical: fact("WT-040", percent(50)),
    severity: fact("WT-040", "high"),
    ...slow,
  }),
  monitor({
    name: "page-load",
    title: "page load time",
    signal: "pageLoad",
    critical: fact("WT-019", seconds(2), "Transfer time, as the runbook's own script takes it."),
    silence: house(
      "resolve",
      "A check that does not answer tells itself.",
      "Is there another source of load times?",
    ),
    severity: house("medium", "The script only warns.", "Which severity does a slow page have?"),
    ...slow,
  }),
  monitor({
    name: "memory",
    title: "memory usage",
    signal: "memoryUsage",
    critical: fact("WT-023", percent(80)),
    sustainedFor: fact("WT-023", minutes(10)),
    ...memory,
  }),
  monitor({
    name: "payment-failures",
    title: "failed payments",
    signal: "paymentFailures",
    critical: fact("WT-041", count(1)),
    inclusive: true,
    severity: fact("WT-041", "critical"),
    silence: quiet("Which log line tells that a payment could not be processed?"),
    ...payments,
  }),
  monitor({
    name: "authentication-failures",
    title: "failures of sign-in",
    signal: "authenticationFailures",
    facts: ["WT-042"],
    critical: house(
      count(5),
      "The runbook gives no number; five in five minutes is no longer one user's trouble.",
      "How many failures mean that sign-in is broken?",
    ),
    inclusive: true,
    severity: fact("WT-042", "high"),
    silence: quiet("Which log line tells that sign-in itself failed, rather than a password?"),
    ...signIn,
  }),
  monitor({
    name: "failed-logins",
    title: "failed logins",
    signal: "failedLogins",
    critical: fact("WT-057", count(10), "Over all accounts and addresses."),
    over: fact("WT-057", minutes(5)),
    silence: quiet("Which log line tells a failed login, and should accounts be counted apart?"),
    ...attack,
  }),
  monitor({
    name: "security-events",
    title: "high-severity security events",
    signal: "securityEvents",
    critical: fact("WT-025", count(1)),
    inclusive: true,
    severity: fact("WT-025", "high", "The event's own severity; a proved breach is P0."),
    silence: quiet("Which product raises security events?"),
    ...breach,
  }),
  monitor({
    name: "deploy-failed",
    title: "failed build",
    signal: "deployFailures",
    critical: fact("WT-024", count(1)),
    inclusive: true,
    severity: house("medium", "The last good deployment stays published.", "Should a failed build page?"),
    silence: quiet("Which line of Netlify's deploy logs tells that a build failed?"),
    ...failedBuild,
  }),
];

/** Alerts on the database and on room to grow. */
const databaseAlerts: readonly Declaration[] = [
  monitor({
    name: "database-errors",
    title: "database errors",
    signal: "databaseErrors",
    critical: fact("WT-022", count(10)),
    over: fact("WT-022", minutes(1)),
    ...databaseOutage,
  }),
  monitor({
    name: "query-time",
    title: "average query time",
    signal: "databaseQueryMean",
    critical: fact("WT-029", milliseconds(100), "A promise; no objective of Datadog reads a quotient."),
    over: house(
      minutes(30),
      "An average over half an hour is no single slow statement.",
      "Over which time must queries stay under 100 ms on average?",
    ),
    severity: house("medium", "Slow queries are work for the day.", "Should slow queries page?"),
    ...databaseLoad,
  }),
  monitor({
    name: "pool-usage",
    title: "use of the connection pool",
    signal: "databaseConnectionUsage",
    critical: fact("WT-030", percent(80), "A promise; no objective of Datadog reads a quotient."),
    severity: house(
      "medium",
      "A fifth of the pool is left; refused connections page as database errors.",
      "Should a nearly full pool page?",
    ),
    ...databaseLoad,
  }),
  monitor({
    name: "slow-queries",
    title: "slow queries",
    signal: "slowQueries",
    critical: fact("WT-031", perHour(10)),
    over: fact("WT-031", hours(1)),
    inclusive: true,
    severity: house("medium", "Slow queries are work for the day.", "Should slow queries page?"),
    silence: quiet("Is a query slow from one second on, and do the database's logs reach Datadog?"),
    ...databaseLoad,
  }),
  monitor({
    name: "long-query",
    title: "long running query",
    signal: "longestQuery",
    critical: fact("WT-048", minutes(5)),
    severity: house(
      "medium",
      "The runbook looks for them once a day; what they block tells itself.",
      "Should a long query page?",
    ),
    ...stuckQuery,
  }),
  monitor({
    name: "database-cpu",
    title: "database CPU",
    signal: "databaseCpu",
    critical: fact(["WT-073", "WT-032"], percent(70)),
    sustainedFor: fact("WT-073", minutes(30)),
    severity: enlarge,
    ...databaseLoad,
  }),
  monitor({
    name: "database-memory",
    title: "database memory calls for a larger size",
    signal: "databaseMemory",
    critical: fact(
      "WT-074",
      percent(80),
      "Netlify scales its functions itself; the database's memory is what a person can enlarge.",
    ),
    sustainedFor: fact("WT-074", minutes(15)),
    severity: enlarge,
    ...databaseLoad,
  }),
  monitor({
    name: "storage",
    title: "storage",
    signal: "storageUsage",
    critical: fact("WT-076", percent(80), "The database's disk: Netlify stores no data."),
    severity: house(
      "medium",
      "Days remain, but a full disk stops every write.",
      "How fast does the database grow?",
    ),
    ...growth,
  }),
  monitor({
    name: "rate-limit",
    title: "use of the API's rate limit",
    signal: "rateLimitUsage",
    facts: ["WT-046"],
    critical: fact("WT-075", percent(80)),
    severity: enlarge,
    silence: quiet("Is the limit counted over all clients, and over a minute?"),
    ...traffic,
  }),
  monitor({
    name: "provider-backup-freshness",
    title: "age of Supabase's own last backup",
    signal: "backupAgeAtProvider",
    facts: ["WT-062"],
    critical: house(
      hours(26),
      "A day and two hours: a late backup passes, a missed one does not.",
      "At which hour does Supabase take its backup?",
    ),
    severity: house(
      "medium",
      "Belfry's own dump is the second net; its absence pages.",
      "Should a missing backup of the provider page?",
    ),
    ...providerBackups,
  }),
  monitor({
    name: "point-in-time-recovery",
    title: "point-in-time recovery switched off",
    signal: "backupPointInTime",
    facts: ["WT-065"],
    critical: house(
      count(1),
      "One when it is on. Only with it can no more than an hour be lost, as the runbook promises.",
      "Does the Supabase plan include point-in-time recovery?",
    ),
    severity: house(
      "medium",
      "It is switched on again on a working day.",
      "Should a switched-off recovery page?",
    ),
    ...providerBackups,
  }),
];

const sentrySeverity = house(
  "medium" as const,
  "The alert in Datadog on the same level pages; Sentry adds the traces.",
  "Should Sentry's rules page too?",
);

/** Rules that Sentry evaluates. */
const sentryRules: readonly Declaration[] = [
  {
    kind: "sentry-rule",
    name: "sentry-error-rate",
    title: "error rate",
    severity: sentrySeverity,
    rule: {
      kind: "metric",
      dataset: "transactions",
      aggregate: "failure_rate()",
      query: "",
      critical: fact("WT-016", percent(5)),
      over: fact("WT-020", minutes(5), "The threshold list gives the window of the same level."),
    },
  },
  {
    kind: "sentry-rule",
    name: "sentry-response-time",
    title: "slow transactions",
    severity: sentrySeverity,
    rule: {
      kind: "metric",
      dataset: "transactions",
      aggregate: "avg(transaction.duration)",
      query: "",
      critical: fact("WT-017", milliseconds(1000), "An average, as in the threshold list."),
      over: fact("WT-021", minutes(5), "The threshold list gives the window."),
    },
  },
  {
    kind: "sentry-rule",
    name: "sentry-database-errors",
    title: "database errors",
    severity: sentrySeverity,
    rule: {
      kind: "metric",
      dataset: "events",
      aggregate: "count()",
      query: setting("watchtower.sentryDatabaseQuery"),
      critical: fact("WT-018", count(10)),
      over: fact("WT-022", minutes(1), "The threshold list gives the window of the same level."),
    },
  },
];

/** Alerts on levels, and the rules that Sentry evaluates. */
export const alerts: readonly Declaration[] = [...userAlerts, ...databaseAlerts, ...sentryRules];
