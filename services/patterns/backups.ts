import { monitor, type Declaration } from "../../model/declaration";
import type { TierDeclaration } from "../../model/platform-declaration";
import { days, hours, minutes, percent, type Duration, type Quantity } from "../../model/quantity";
import type { RecoveryPoint, RecoveryTime, RehearsedStep } from "../../model/recovery";
import { house, type FactId, type Sourced } from "../../model/source";
import { probed } from "../telemetry/owned";

/** What a service says about its database's backups. */
export interface DatabaseBackups {
  readonly database: string;
  readonly majorVersion: Sourced<number>;
  /** Cron, five fields, UTC. */
  readonly schedule: Sourced<string>;
  readonly tiers: readonly TierDeclaration[];
  /** Age of the last good dump that alerts. */
  readonly freshness: Sourced<Quantity<"hours">>;
  /** Cron of the restore test, five fields, UTC. */
  readonly restoreSchedule: Sourced<string>;
  /** Age of the last good restore test that alerts. */
  readonly restoreFreshness: Sourced<Duration>;
  /** Tables that must hold rows after a restore. */
  readonly tables: Sourced<readonly string[]>;
  /** Facts that the dump carries, beside those that its values name. */
  readonly facts: readonly FactId[];
  /** Facts that the restore test carries. */
  readonly restoreFacts: readonly FactId[];
  /** What of its recovery people rehearse. */
  readonly rehearsed: readonly RehearsedStep[];
  /**
   * How much may be lost.
   *
   * @defaultValue nothing is promised
   */
  readonly recoveryPoint?: RecoveryPoint;
  /**
   * How soon the data must be back; an alert tells when a restore test took longer.
   *
   * @defaultValue nothing is promised
   */
  readonly recoveryTime?: RecoveryTime;
}

/**
 * Backups as truth, not hope: the dump and its recovery points, a restore of the last dump on a schedule, and monitors
 * on the last success of both, measured from outside the jobs.
 */
export function databaseBackups(backups: DatabaseBackups): readonly Declaration[] {
  const parts = [dump, restoreTest, markers, dumpAge, dumpSize, restoreTestAge].map((part) => part(backups));
  return backups.recoveryTime ? [...parts, restoreDuration(backups, backups.recoveryTime)] : parts;
}

const dump = (backups: DatabaseBackups): Declaration => ({
  kind: "backup",
  name: "database-backup",
  title: "database backup",
  facts: backups.facts,
  database: backups.database,
  majorVersion: backups.majorVersion,
  schedule: backups.schedule,
  keepDumps: house(
    days(30),
    "A month of dumps in the bucket itself; older ones live on as recovery points.",
    "How long should dumps stay at hand?",
  ),
  tiers: backups.tiers,
  ...(backups.recoveryPoint && { recoveryPoint: backups.recoveryPoint }),
});

const restoreTest = (backups: DatabaseBackups): Declaration => ({
  kind: "restore-test",
  name: "restore-test",
  title: "restore test",
  facts: backups.restoreFacts,
  database: backups.database,
  majorVersion: backups.majorVersion,
  schedule: backups.restoreSchedule,
  tables: backups.tables,
  rehearsed: backups.rehearsed,
  ...(backups.recoveryTime && { recoveryTime: backups.recoveryTime }),
});

const markers = ({ database }: DatabaseBackups): Declaration => ({
  kind: "probe",
  name: "backup-probe",
  title: "backup probe",
  reads: "bucket",
  database,
  every: house(
    minutes(15),
    "Every quarter of an hour finds a missing backup long before the next one.",
    "How often should backups be looked at?",
  ),
  queries: [],
});

const unprotected = house(
  "high" as const,
  "Without a good backup the next incident cannot be undone.",
  "Should a missing backup page?",
);

const readLog = [
  "Read the log of the backup job in the operations cluster.",
  "Check that the database answers with the connection the job uses.",
  "Start the job by hand once the cause is gone.",
];

const dumpAge = ({ facts, freshness }: DatabaseBackups): Declaration =>
  monitor({
    name: "backup-freshness",
    title: "age of the last good backup",
    signal: "backupAge",
    facts,
    critical: freshness,
    severity: unprotected,
    telemetry: probed("belfry.backup.age", "hours", "backup-probe"),
    impact: "None yet; data written since the last backup would be lost in a disaster.",
    causes: ["the dump fails or hangs", "the upload is refused", "the job no longer runs"],
    firstSteps: readLog,
  });

const dumpSize = ({ facts }: DatabaseBackups): Declaration =>
  monitor({
    name: "backup-size",
    title: "size of the last backup",
    signal: "backupSizeRatio",
    facts,
    critical: house(
      percent(50),
      "A dump of half the size lost data or was cut off.",
      "By how much can the database shrink in a day?",
    ),
    warning: house(
      percent(80),
      "A fifth less than the last time is worth a look.",
      "By how much can the database shrink in a day?",
    ),
    severity: unprotected,
    telemetry: probed("belfry.backup.size_ratio", "percent", "backup-probe"),
    impact: "None yet; the last backup may miss data.",
    causes: ["a table was emptied or dropped", "the dump was cut off", "the dump is of the wrong database"],
    firstSteps: ["Compare the row counts of the largest tables with the last dump.", ...readLog],
  });

const restoreTestAge = ({ restoreFacts, restoreFreshness }: DatabaseBackups): Declaration =>
  monitor({
    name: "restore-test-freshness",
    title: "age of the last good restore test",
    signal: "restoreTestAge",
    facts: restoreFacts,
    critical: restoreFreshness,
    severity: house(
      "medium" as const,
      "A missed restore test is made up for on a working day.",
      "Should a missed restore test page?",
    ),
    telemetry: probed("belfry.restore_test.age", "hours", "backup-probe"),
    impact: "None; nobody has proved lately that the backups can be restored.",
    causes: ["the restore fails", "a table came back empty", "the job no longer runs"],
    firstSteps: [
      "Read the log of the restore test in the operations cluster.",
      "Restore the last dump by hand and count the rows.",
    ],
  });

const restoreDuration = ({ restoreFacts }: DatabaseBackups, { objective }: RecoveryTime): Declaration =>
  monitor({
    name: "restore-duration",
    title: "duration of the last good restore test",
    signal: "restoreDuration",
    facts: restoreFacts,
    critical: objective,
    severity: house(
      "medium" as const,
      "The promise is broken only by the next disaster; the restore is made faster on a working day.",
      "Should a restore that takes too long page?",
    ),
    silence: house(
      "resolve",
      "Before the first good test there is no duration; the age of the last good one tells of that.",
      "Should a missing restore test be told twice?",
    ),
    telemetry: probed("belfry.restore_test.duration", "seconds", "backup-probe"),
    impact: "None yet; after a disaster the data would be back later than promised.",
    causes: ["the database has grown", "the download is slow", "the job has too little processor or memory"],
    firstSteps: [
      "See in the log of the restore test which of download, restore and count took the time.",
      "Give the job more processor and memory, or ask the owner for a longer recovery time.",
    ],
  });

/** One day's recovery points, kept for a month, and a dump every night: the start where a runbook gives no numbers. */
export const dailyTier: TierDeclaration = {
  name: "daily",
  schedule: house(
    "0 5 * * ? *",
    "After the nightly dump, in AWS Backup's own default hour.",
    "When is the load lowest?",
  ),
  deleteAfter: house(
    days(35),
    "Five weeks, so that a month's end stays within reach.",
    "How long must backups be kept?",
  ),
};

/** A full recovery point each week, kept for a quarter. */
export const weeklyTier = (source: Sourced<string>): TierDeclaration => ({
  name: "weekly",
  schedule: source,
  deleteAfter: house(days(90), "A quarter of weekly points.", "How long must weekly backups be kept?"),
});

/** A recovery point each month for the archive, cold after a month, kept for a year. */
export const monthlyTier = (source: Sourced<string>): TierDeclaration => ({
  name: "monthly",
  schedule: source,
  deleteAfter: house(days(365), "A year of monthly archives.", "How long must archives be kept?"),
});

/** Hours between a nightly dump that starts and one that is missed for sure. */
export const nightlyFreshness = house(
  hours(26),
  "A night and two hours: a late dump passes, a missed one does not.",
  "After how many hours without a backup should someone be told?",
);
