import { monitor, type Declaration } from "../../model/declaration";
import { count, hours, milliseconds, minutes, percent, perHour } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { quiet } from "./alerts";
import { databaseLoad, databaseOutage, growth, providerBackups, stuckQuery, traffic } from "./guidance";

const enlarge = house(
  "low" as const,
  "It says that something should be enlarged; nothing is broken.",
  "Who scales WatchTower, and how soon?",
);

/** Alerts on the database and on room to grow. */
export const databaseAlerts: readonly Declaration[] = [
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
    critical: fact("WT-029", milliseconds(100), "The promise itself: half an hour over it is told."),
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
    critical: fact("WT-030", percent(80), "The promise itself: a pool this full is told at once."),
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
    critical: fact("WT-073", percent(70)),
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
  monitor({
    name: "recovery-point",
    title: "age of Supabase's newest recovery point",
    signal: "backupAgeAtProvider",
    critical: fact(
      "WT-071",
      hours(1),
      "With point-in-time recovery on, it follows the database by minutes; without, by up to a day.",
    ),
    severity: house(
      "medium",
      "More than the promised hour would be lost, which is mended on a working day.",
      "Should a recovery point older than the promised hour page?",
    ),
    ...providerBackups,
    causes: [
      "point-in-time recovery is off",
      "Supabase no longer archives the database's log",
      "the database wrote nothing for an hour, so that nothing would be lost",
    ],
  }),
];
