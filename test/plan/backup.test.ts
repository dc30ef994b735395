import type { Override } from "../../model/environment";
import type {
  BackupDeclaration,
  BackupStoreDeclaration,
  RestoreTestDeclaration,
  TierDeclaration,
} from "../../model/platform-declaration";
import { days, hours, minutes, type Quantity } from "../../model/quantity";
import { restoreChecks, type RecoveryPoint } from "../../model/recovery";
import { house } from "../../model/source";
import { planBackup, planBackupStore, planRestoreTest } from "../../plan/backup";
import { checkOverrides } from "../../plan/check/wiring";
import { chosen, contextOf, environmentOf, stagingOf } from "../support/models";

const day = 86_400;

const tierOf = (name: TierDeclaration["name"], kept: number, coldAfter?: number): TierDeclaration => ({
  name,
  schedule: chosen("0 5 ? * SUN *"),
  deleteAfter: chosen(days(kept)),
  ...(coldAfter !== undefined && { coldAfter: chosen(days(coldAfter)) }),
});

const backup: BackupDeclaration = {
  kind: "backup",
  name: "database-backup",
  title: "database backup",
  database: "shop",
  majorVersion: chosen(16),
  schedule: chosen("0 1 * * *"),
  keepDumps: chosen(days(30)),
  tiers: [tierOf("daily", 35), tierOf("weekly", 90), tierOf("monthly", 365, 30)],
};

describe("recovery points", () => {
  it("of every tier are kept where backups are full", () => {
    const { tiers } = planBackup(contextOf(), backup);

    expect(
      tiers.map(({ coldAfter, deleteAfter, name }) => [
        name,
        deleteAfter / day,
        coldAfter && coldAfter / day,
      ]),
    ).toEqual([
      ["daily", 35, null],
      ["weekly", 90, null],
      ["monthly", 365, 30],
    ]);
    expect(tiers[0]).toMatchObject({
      schedule: "cron(0 5 ? * SUN *)",
      startWindow: 3600,
      completionWindow: 14_400,
    });
  });

  it("of the daily tier alone are kept for a week where backups are daily, and the plan says why", () => {
    const { sources, tiers } = planBackup(contextOf(stagingOf()), backup);

    expect(tiers.map(({ coldAfter, deleteAfter, name }) => [name, deleteAfter / day, coldAfter])).toEqual([
      ["daily", 7, null],
    ]);
    expect(
      sources
        .filter(({ field }) => field === "tiers.daily.deleteAfter")
        .map(({ because, layer, stated }) => [layer, stated, because]),
    ).toEqual([
      ["default", "35 d", "A safe start."],
      ["environment", "7 d", "staging keeps recovery points for a week."],
    ]);
  });
});

describe("a tier that the environment's file changes", () => {
  it("is kept so long where backups are daily, too", () => {
    const deleteAfter = { value: days(10), bare: false, because: null, until: null };
    const environment = stagingOf({
      overrides: { [`shop/${backup.name}`]: { "tiers.daily.deleteAfter": deleteAfter } },
    });

    expect(planBackup(contextOf(environment), backup).tiers.map((tier) => tier.deleteAfter / day)).toEqual([
      10,
    ]);
  });
});

describe("a dump", () => {
  it("lands in a bucket of its own environment and service, by a client no older than the server", () => {
    expect(planBackup(contextOf(stagingOf()), backup)).toMatchObject({
      bucket: "belfry-staging-shop-${setting:estate.awsAccount}",
      vault: "belfry-staging",
      keyAlias: "alias/belfry-staging-backups",
      image: "postgres:16-alpine",
      connectionSecret: "shop-database",
      minimumBytes: 1049,
      keepDumps: 30 * day,
      store: "${backup-store:estate/backups}",
    });
  });

  it("shares no name with another environment's", () => {
    const names = ["prod", "staging", "review-1"].map((name) => {
      const { backupRole, bucket, keyAlias, uploadRole, vault } = planBackup(
        contextOf(environmentOf({ name })),
        backup,
      );
      return [backupRole, bucket, keyAlias, uploadRole, vault];
    });

    expect(new Set(names.flat()).size).toBe(names.flat().length);
  });
});

describe("what may be lost", () => {
  const promise: RecoveryPoint = {
    objective: chosen(minutes(5)),
    keptBy: house("unproven", "Dumps are nightly.", "Is it so?"),
  };

  it.each([
    ["0 1 * * *", 26 * 3600],
    ["0 1 * * 1-5", 3 * day + 7200],
    ["0 1,13 * * *", 14 * 3600],
    ["never", null],
  ])("is the longest wait between dumps at %s, and the time that one may take", (schedule, worstLoss) => {
    expect(planBackup(contextOf(), { ...backup, schedule: chosen(schedule) })).toMatchObject({ worstLoss });
  });

  it("is held to the promise, with the reason and the question among the sources", () => {
    const { recoveryPoint, sources } = planBackup(contextOf(), { ...backup, recoveryPoint: promise });

    expect(recoveryPoint).toEqual({ objective: 300, keptBy: "unproven" });
    expect(sources.find(({ field }) => field === "recoveryPoint.keptBy")).toMatchObject({
      stated: "unproven",
      because: "Dumps are nightly.",
      ask: "Is it so?",
    });
  });

  it("is promised only where backups are full, and only by a service that promises it", () => {
    expect(
      planBackup(contextOf(stagingOf()), { ...backup, recoveryPoint: promise }).recoveryPoint,
    ).toBeNull();
    expect(planBackup(contextOf(), backup).recoveryPoint).toBeNull();
  });
});

describe("a restore test", () => {
  it("reads the dump's bucket and posts under its environment and service", () => {
    const test: RestoreTestDeclaration = {
      kind: "restore-test",
      name: "restore-test",
      title: "restore test",
      database: "shop",
      majorVersion: chosen(16),
      schedule: chosen("0 6 2 * *"),
      tables: chosen(["users", "orders"]),
      rehearsed: [],
    };

    expect(planRestoreTest(contextOf(stagingOf()), test)).toMatchObject({
      bucket: planBackup(contextOf(stagingOf()), backup).bucket,
      metric: "belfry.restore_test.succeeded",
      metricTags: ["env:staging", "service:shop"],
      tables: ["users", "orders"],
      recoveryTime: null,
    });
  });

  it("says what its job checks and what people rehearse, and is held to the promised time", () => {
    const { recoveryTime, verification } = planRestoreTest(contextOf(), {
      kind: "restore-test",
      name: "restore-test",
      title: "restore test",
      database: "shop",
      majorVersion: chosen(16),
      schedule: chosen("0 6 2 * *"),
      tables: chosen(["users"]),
      rehearsed: [{ step: "Start the shop.", duty: "drill" }],
      recoveryTime: { objective: chosen(minutes(15)), keptBy: chosen("restore-test") },
    });

    expect(recoveryTime).toEqual({ objective: 900, keptBy: "restore-test" });
    expect(verification.map((each) => (each.by === "job" ? each.check : each))).toEqual([
      ...Object.keys(restoreChecks),
      { by: "people", step: "Start the shop.", duty: "drill" },
    ]);
  });
});

describe("the backup store", () => {
  const store: BackupStoreDeclaration = {
    kind: "backup-store",
    name: "backups",
    title: "backup store",
    minimumRetention: chosen(days(7)),
    maximumRetention: chosen(days(400)),
    restoreTesting: chosen("0 9 ? * MON *"),
  };

  it("has a name that AWS accepts for its restore testing, and a source for its schedule and windows", () => {
    const { restoreTesting, sources } = planBackupStore(
      contextOf(environmentOf({ name: "review-42" })),
      store,
    );

    expect(restoreTesting).toEqual({
      name: "belfry_review_42",
      schedule: "cron(0 9 ? * MON *)",
      startWindow: 8 * 3600,
      selectionWindow: 7 * day,
      validationWindow: 4 * 3600,
    });
    expect(sources.map(({ field, kind, stated }) => [field, kind, stated])).toEqual([
      ["minimumRetention", "house", "7 d"],
      ["maximumRetention", "house", "400 d"],
      ["restoreTesting", "house", "0 9 ? * MON *"],
      ["restoreTesting.startWindow", "house", "8 h"],
      ["restoreTesting.selectionWindow", "house", "7 d"],
      ["restoreTesting.validationWindow", "house", "4 h"],
    ]);
  });

  it("lets the stack's configuration change the windows of its restore testing", () => {
    const changed = (value: Quantity): Override => ({ value, bare: false, because: "Trial.", until: null });
    const environment = environmentOf({
      overrides: {
        "shop/backups": {
          "restoreTesting.startWindow": changed(hours(2)),
          "restoreTesting.selectionWindow": changed(days(30)),
          "restoreTesting.validationWindow": changed(hours(24)),
        },
      },
    });
    const planned = planBackupStore(contextOf(environment), store);

    expect(planned.restoreTesting).toMatchObject({
      startWindow: 2 * 3600,
      selectionWindow: 30 * day,
      validationWindow: day,
    });
    expect(checkOverrides([planned], environment)).toEqual([]);
  });
});
