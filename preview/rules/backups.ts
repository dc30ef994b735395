import { writtenDuration } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import { common, deadline, receivers } from "./common";
import {
  always,
  amount,
  keyed,
  members,
  optional,
  parts,
  plainly,
  ranked,
  scope,
  text,
  type Rules,
} from "./kit";
import { job, place, rarely, runs } from "./jobs";
import { cron, delay, duration } from "./times";

type Backup = GuardrailOf<"backup">;
type Tier = Backup["tiers"][number];

const kept = duration(
  ["tightened", "retention"],
  ["It is kept for longer.", "It is kept for a shorter time."],
);

/** How long something may wait before it counts as failed. */
const startWindow = duration(["loosened", "window"], ["It may begin later.", "It must begin earlier."]);

const tier: Rules<Tier> = {
  name: text,
  schedule: rarely,
  startWindow,
  completionWindow: deadline,
  coldAfter: duration(["retention"], ["It goes cold later.", "It goes cold earlier."]),
  deleteAfter: kept,
};

const tierText = ({ deleteAfter, name, schedule }: Tier): string =>
  `${name} (${schedule}) kept ${writtenDuration(deleteAfter)}`;

type RecoveryPoint = NonNullable<Backup["recoveryPoint"]>;

/** What keeps a promise; a promise that nothing proves is a looser one. */
const keptBy = ranked<string>({
  rank: (way) => (way === "unproven" ? 0 : 1),
  more: ["tightened"],
  same: "scope",
  because: ["The promise is proven now.", "Nothing proves the promise any longer."],
});

/** Rules of backups. */
export const backup: Rules<Backup> = {
  ...common,
  ...job,
  uploadImage: runs,
  database: scope("The database"),
  majorVersion: runs,
  connectionSecret: scope("The database"),
  bucket: place,
  store: place,
  deadline,
  minimumBytes: amount({
    write: (value) => `${plainly(value) ?? ""} B`,
    more: ["tightened"],
    because: ["A small dump fails sooner.", "A smaller dump passes as a good one."],
  }),
  keepDumps: kept,
  worstLoss: duration(
    ["loosened", "window"],
    ["More may be lost while dumps run as planned.", "Less may be lost while dumps run as planned."],
  ),
  recoveryPoint: optional<RecoveryPoint>({
    write: ({ keptBy, objective }) => `${writtenDuration(objective)}, kept by ${keptBy}`,
    comes: ["coverage-gained"],
    because: [
      "How much may be lost is promised now.",
      "Nothing is promised any longer of how much may be lost.",
    ],
    within: parts<RecoveryPoint>({
      objective: duration(["loosened"], ["More may be lost.", "Less may be lost."]),
      keptBy,
    }),
  }),
  tiers: keyed<Tier, Backup>({
    key: ({ name }) => name,
    each: (before, after, { field }) => parts<Tier, Tier>(tier)(before, after, { field, before, after }),
    write: tierText,
    more: ["coverage-gained", "retention", "tightened"],
    because: ["More recovery points are kept.", "A tier of recovery points is no longer kept."],
  }),
  vault: place,
  serviceAccount: runs,
  uploadRole: runs,
  backupRole: runs,
  keyAlias: runs,
  account: place,
  region: place,
};

type RestoreTest = GuardrailOf<"restore-test">;
type Verification = RestoreTest["verification"][number];
type RecoveryTime = NonNullable<RestoreTest["recoveryTime"]>;

/** Rules of restore tests. */
export const restoreTest: Rules<RestoreTest> = {
  ...common,
  ...job,
  fetchImage: runs,
  postImage: runs,
  database: scope("The database"),
  majorVersion: runs,
  bucket: place,
  tables: members({
    write: (table) => table,
    more: ["coverage-gained"],
    because: ["More tables are counted.", "Fewer tables are counted."],
  }),
  deadline,
  verification: members<Verification>({
    write: (each) => (each.by === "job" ? `${each.check}: ${each.step}` : `${each.duty}: ${each.step}`),
    more: ["coverage-gained"],
    because: ["More shows a recovery good.", "Less shows a recovery good."],
  }),
  recoveryTime: optional<RecoveryTime>({
    write: ({ keptBy: way, objective }) => `${writtenDuration(objective)}, kept by ${way}`,
    comes: ["coverage-gained"],
    because: ["How soon the data is back is promised now.", "Nothing is promised any longer of how soon."],
    within: parts<RecoveryTime>({
      objective: duration(["loosened"], ["The data may be back later.", "The data must be back sooner."]),
      keptBy,
    }),
  }),
  metric: scope("The metric"),
  metricTags: scope("The metric's tags"),
  serviceAccount: runs,
  datadogSecret: runs,
  datadogSite: place,
};

/** Rules of what the backups share. */
export const backupStore: Rules<GuardrailOf<"backup-store">> = {
  ...common,
  vault: place,
  keyAlias: runs,
  topic: always({ classes: ["route"], because: "Notices go to another topic." }),
  backupRole: runs,
  restoreRole: runs,
  uploadRole: runs,
  account: place,
  region: place,
  namespace: place,
  serviceAccount: runs,
  oidcProvider: runs,
  subscribers: receivers("failed backups"),
  minimumRetention: kept,
  maximumRetention: kept,
  restoreTesting: parts({
    name: text,
    schedule: rarely,
    startWindow,
    selectionWindow: duration(
      ["loosened", "window"],
      ["An older recovery point may be tested.", "A newer recovery point must be tested."],
    ),
    validationWindow: deadline,
  }),
};

type Probe = GuardrailOf<"probe">;

const probed = cron({
  rarer: ["loosened", "schedule"],
  because: ["It measures less often.", "It measures more often."],
});

/** Rules of the jobs that measure what no integration does. */
export const probe: Rules<Probe> = {
  ...common,
  ...job,
  schedule: probed,
  reads: scope("What it reads"),
  interpreter: runs,
  script: always({ classes: ["scope"], because: "Another script measures." }, (value) =>
    typeof value === "string" ? `${value.split("\n").length} lines` : null,
  ),
  postImage: runs,
  environment: scope("What its script is given"),
  secrets: scope("What its script is given"),
  metrics: members({
    write: (metric) => metric,
    more: ["coverage-gained"],
    because: ["It measures more.", "Something is no longer measured."],
  }),
  metricTags: scope("The metrics' tags"),
  datadogSecret: runs,
  datadogSite: place,
  serviceAccount: runs,
  deadline: delay("The end of a run that hangs", "window"),
};
