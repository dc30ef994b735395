import { monitor, type Declaration } from "../../model/declaration";
import { count, hours, milliseconds, minutes, percent, perMinute } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { nightlyFreshness } from "../patterns/backups";
import { informs } from "./alerts";
import { database, ownBackup, realtime, slow } from "./guidance";

/** Alerts on what lies at Supabase: the database, its realtime changes and its backups. */
export const databaseAlerts: readonly Declaration[] = [
  monitor({
    name: "db-connection-failures",
    title: "database connection failures a minute",
    signal: "databaseConnectionFailures",
    critical: fact("VS-026", perMinute(10)),
    ...database,
  }),
  monitor({
    name: "db-connection-errors",
    title: "database connection errors",
    signal: "databaseConnectionErrors",
    facts: ["VS-053"],
    critical: house(
      count(5),
      "The runbook names the messages but no number; five in five minutes is no longer chance.",
      "How many refused connections are normal?",
    ),
    inclusive: true,
    severity: informs("Ten a minute page.", "Should single connection errors page?"),
    ...database,
  }),
  monitor({
    name: "db-reachable",
    title: "database answers",
    signal: "databaseReachable",
    facts: ["VS-055"],
    critical: house(
      count(1),
      "The probe posts 1 when SELECT 1 succeeds and nothing otherwise, so silence is the alert.",
      "May the operations cluster connect to the database?",
    ),
    over: house(minutes(5), "Five runs of the probe.", "How long may the database be silent?"),
    ...database,
  }),
  monitor({
    name: "db-connections",
    title: "database connections in use",
    signal: "databaseConnectionUsage",
    facts: ["VS-015", "VS-056", "VS-057"],
    warning: house(
      percent(80),
      "A fifth is left, time to find who holds them.",
      "At which share of connections should someone look?",
    ),
    critical: house(
      percent(90),
      "A tenth is left; a burst takes it.",
      "At which share of connections should someone act?",
    ),
    ...database,
  }),
  monitor({
    name: "slow-statements",
    title: "slowest statement",
    signal: "slowestStatement",
    facts: ["VS-046"],
    critical: house(
      milliseconds(1000),
      "The log's level is not stated; a second is what two other runbooks call slow.",
      "From which duration on is a statement slow?",
    ),
    severity: house(
      "low",
      "The runbook reads the slow-query log weekly.",
      "Should a slow statement be told sooner?",
    ),
    ...slow,
  }),
  monitor({
    name: "realtime-errors",
    title: "realtime errors in browsers",
    signal: "realtimeErrors",
    facts: ["VS-059"],
    critical: house(
      count(10),
      "One browser that reconnects leaves a few; ten in five minutes are several users.",
      "How many realtime errors are normal?",
    ),
    severity: informs("A reload still shows new data.", "Should realtime errors page?"),
    ...realtime,
  }),
  monitor({
    name: "supabase-backup",
    title: "age of Supabase's own backup",
    signal: "backupAgeAtProvider",
    facts: ["VS-017", "VS-091"],
    critical: nightlyFreshness,
    severity: informs("The nightly dump is the second copy.", "Should Supabase's missing backup page?"),
    ...ownBackup,
  }),
  monitor({
    name: "point-in-time-recovery",
    title: "point-in-time recovery switched off",
    signal: "backupPointInTime",
    facts: ["VS-091", "VS-096"],
    critical: house(
      count(1),
      "One when it is on. Nothing else that Supabase offers can keep a loss of 5 minutes.",
      "Is point-in-time recovery switched on at Supabase?",
    ),
    severity: informs(
      "The runbook does not say that it is on; this tells whether the 5 minutes can be kept.",
      "Should point-in-time recovery that is off page?",
    ),
    ...ownBackup,
    impact:
      "None yet; up to 26 hours of data would be lost in a disaster, where the runbook allows 5 minutes.",
    causes: ["the plan in use does not include it", "it was switched off"],
    firstSteps: [
      "Open Database, Backups, Point in time in Supabase and see whether it is on.",
      "Switch it on, or have the owner say how much may be lost.",
      "Once it is on, let the service's backups say that it keeps the recovery point.",
    ],
  }),
  monitor({
    name: "restore-test-nightly",
    title: "no restore test last night",
    signal: "restoreTestAge",
    facts: ["VS-019"],
    critical: house(
      hours(26),
      "A night and two hours: a late test passes, a missed one does not.",
      "After how long without a restore test should someone look?",
    ),
    severity: house(
      "low",
      "The promise is a test a week; one missed night only informs.",
      "Should one missed restore test be told?",
    ),
    impact: "None; last night's backup is not yet proved.",
    causes: ["the restore fails", "a table came back empty", "last night's dump is missing"],
    firstSteps: [
      "Read the log of the restore test in the operations cluster.",
      "Start it again by hand once the cause is gone.",
    ],
  }),
];
