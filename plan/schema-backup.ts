import { z } from "zod";

import { restoreChecks } from "../model/recovery";
import { keysOf, seconds } from "./schema-common";

const tier = z
  .object({
    name: z.enum(["daily", "weekly", "monthly"]),
    schedule: z.string().describe("AWS cron, such as cron(0 5 ? * SUN *), UTC"),
    startWindow: seconds,
    completionWindow: seconds,
    coldAfter: seconds.nullable(),
    deleteAfter: seconds,
  })
  .strict();

/** Where a job runs: the operations cluster. */
export const job = {
  namespace: z.string(),
  schedule: z.string().describe("cron, five fields, in `timezone`"),
  timezone: z.string(),
  image: z.string(),
};

/** A database dump on a schedule, with the AWS Backup plan that protects the bucket it lands in. */
export const backupFields = {
  ...job,
  uploadImage: z.string(),
  database: z.string(),
  majorVersion: z.int(),
  connectionSecret: z.string().describe("Kubernetes secret that holds DATABASE_URL"),
  bucket: z.string(),
  store: z.string().describe("the backup store whose vault, key and roles it uses, as ${backup-store:id}"),
  deadline: seconds.describe("how long one dump may take"),
  minimumBytes: z.int().describe("a smaller dump is a failed one"),
  keepDumps: seconds.describe("age at which a dump leaves the bucket"),
  tiers: z.array(tier).min(1),
  worstLoss: seconds
    .nullable()
    .describe(
      "the most, in time, that is lost while dumps run as planned: the longest wait between two, and the time that one may take; null where the schedule is not understood",
    ),
  recoveryPoint: z
    .object({
      objective: seconds,
      keptBy: z
        .enum(["dumps", "point-in-time", "unproven"])
        .describe("what keeps it; its source says why, and what the owner is asked"),
    })
    .strict()
    .nullable()
    .describe("how much may be lost; null where nothing is promised"),
  vault: z.string(),
  serviceAccount: z.string(),
  uploadRole: z.string(),
  backupRole: z.string(),
  keyAlias: z.string(),
  account: z.string(),
  region: z.string(),
};

/** A restore of the last dump into a scratch database, proved by checks and timed. */
export const restoreTestFields = {
  ...job,
  fetchImage: z.string(),
  database: z.string(),
  majorVersion: z.int(),
  bucket: z.string(),
  tables: z.array(z.string()).describe("tables that must hold rows"),
  verification: z
    .array(
      z.discriminatedUnion("by", [
        z.object({ by: z.literal("job"), check: keysOf(restoreChecks), step: z.string() }).strict(),
        z
          .object({ by: z.literal("people"), duty: z.string().describe("the duty's name"), step: z.string() })
          .strict(),
      ]),
    )
    .describe("what shows a recovery good: checked at each run, or rehearsed"),
  recoveryTime: z
    .object({ objective: seconds, keptBy: z.enum(["restore-test", "unproven"]) })
    .strict()
    .nullable()
    .describe("how soon the data must be back; null where nothing is promised"),
  deadline: seconds,
  metric: z.string().describe("metric posted after a good restore: its time, in seconds since 1970"),
  metricTags: z.array(z.string()),
  postImage: z.string(),
  serviceAccount: z.string(),
  datadogSecret: z.string(),
  datadogSite: z.string(),
};

/** What the backups of all services share: key, vault, roles, notices, and the restore testing of its recovery points. */
export const backupStoreFields = {
  vault: z.string(),
  keyAlias: z.string(),
  topic: z.string(),
  backupRole: z.string(),
  restoreRole: z.string(),
  uploadRole: z.string(),
  account: z.string(),
  region: z.string(),
  namespace: z.string(),
  serviceAccount: z.string(),
  oidcProvider: z.string(),
  subscribers: z.array(z.string()),
  minimumRetention: seconds,
  maximumRetention: seconds,
  restoreTesting: z
    .object({
      name: z.string(),
      schedule: z.string(),
      startWindow: seconds,
      selectionWindow: seconds,
      validationWindow: seconds,
    })
    .strict(),
};

/**
 * A small job that measures what no integration does and posts it to Datadog: a first container runs `script`, which
 * prints one `metric value` a line, and a second one posts the lines.
 */
export const probeFields = {
  ...job,
  reads: z.enum(["postgres", "bucket", "railway", "supabase"]),
  interpreter: z.enum(["sh", "node"]),
  script: z.string(),
  postImage: z.string(),
  environment: z.record(z.string(), z.string()),
  secrets: z.array(z.object({ variable: z.string(), secret: z.string(), key: z.string() }).strict()),
  metrics: z.array(z.string()).min(1),
  metricTags: z.array(z.string()),
  datadogSecret: z.string().describe("Kubernetes secret that holds api-key"),
  datadogSite: z.string(),
  serviceAccount: z.string().nullable(),
  deadline: seconds,
};
