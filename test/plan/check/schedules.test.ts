import { describeProblem } from "../../../model/problem";
import { checkAwsCron, checkSchedules } from "../../../plan/check/schedules";
import type { PlanSource } from "../../../plan/types";
import { downtimeOf } from "../../support/guardrails";
import { backupOf, backupStoreOf, probeOf, restoreTestOf } from "../../support/infrastructure-guardrails";
import { codesOf } from "../../support/models";

const day = 86_400;

describe("a schedule in the cluster", () => {
  it.each([
    ["0 1 * * *", []],
    ["*/5 * * * *", []],
    ["0 4 * * 1-5", []],
    ["0 4 * * SUN", []],
    ["30 2 1,15 * *", []],
    ["0 0 29 2 *", []],
    ["", ["schedule/cron"]],
    ["0 1 * *", ["schedule/cron"]],
    ["0 0 1 * * *", ["schedule/cron"]],
    ["61 1 * * *", ["schedule/cron"]],
    ["0 24 * * *", ["schedule/cron"]],
    ["0 1 * 13 *", ["schedule/cron"]],
    ["0 0 31 2 *", ["schedule/cron"]],
    ["every day at noon", ["schedule/cron"]],
    ["a b c d e", ["schedule/cron"]],
    ["0 1 * * 0-6/2", []],
    ["0 1 ? * mon-fri", []],
    ["*/7 1 * JAN,jul *", []],
    ["0 1 * * 7", ["schedule/cron"]],
    ["0 1 * * 1-7", ["schedule/cron"]],
    ["0 1 L * *", ["schedule/cron"]],
    ["0 1 * * 5L", ["schedule/cron"]],
    ["0 1 * * 1#1", ["schedule/cron"]],
    ["H 1 * * *", ["schedule/cron"]],
  ])("%j: %j", (schedule, codes) => {
    expect(codesOf(checkSchedules(probeOf({ schedule })))).toEqual(codes);
    expect(codesOf(checkSchedules({ ...restoreTestOf(), schedule }))).toEqual(codes);
    expect(codesOf(checkSchedules({ ...backupOf(), schedule }))).toEqual(codes);
  });

  it("is told with what to write", () => {
    const told = ["0 1 * *", "0 0 31 2 *", "0 1 * * 7", "0 1 L * *"]
      .map((schedule) => probeOf({ schedule }))
      .flatMap(checkSchedules)
      .map(describeProblem);

    expect(told).toMatchInlineSnapshot(`
     [
       "shop/railway.schedule (0 1 * *): a CronJob's schedule has five fields; this has 4. Write minute, hour, day of month, month and day of week, such as 0 1 * * *. [schedule/cron]",
       "shop/railway.schedule (0 0 31 2 *): this schedule is not understood or never comes. Write minute, hour, day of month, month and day of week, such as 0 1 * * *. [schedule/cron]",
       "shop/railway.schedule (0 1 * * 7): Kubernetes counts weekdays from 0 to 6: Sunday is 0. Write minute, hour, day of month, month and day of week, such as 0 1 * * *. [schedule/cron]",
       "shop/railway.schedule (0 1 L * *): Kubernetes knows * ? , - / and names such as SUN in it, not L. Write minute, hour, day of month, month and day of week, such as 0 1 * * *. [schedule/cron]",
     ]
    `);
  });
});

describe("the interval of a probe", () => {
  const every = (stated: string) =>
    codesOf(
      checkSchedules({
        ...probeOf(),
        sources: [{ field: "every", stated } as PlanSource],
      }),
    );

  it.each(["1 min", "5 min", "15 min", "900 s", "30 min", "60 min", "1 h", "6 h", "1 d"])(
    "may be %s",
    (stated) => {
      expect(every(stated)).toEqual([]);
    },
  );

  it.each(["7 min", "45 min", "90 min", "90 s", "0 min", "-5 min", "5 h", "36 h", "2 d"])(
    "may not be %s",
    (stated) => {
      expect(every(stated)).toEqual(["schedule/interval"]);
    },
  );
});

describe("a tier of recovery points", () => {
  const [tier] = backupOf().tiers;
  const codes = (name: "daily" | "weekly" | "monthly", schedule: string): readonly string[] =>
    tier ? codesOf(checkSchedules({ ...backupOf(), tiers: [{ ...tier, name, schedule }] })) : ["no tier"];

  it.each([
    ["daily", "cron(0 5 * * ? *)"],
    ["daily", "cron(0 5,17 * * ? *)"],
    ["weekly", "cron(0 7 ? * SUN *)"],
    ["weekly", "cron(0 7 ? * TUE,FRI *)"],
    ["monthly", "cron(0 7 1 * ? *)"],
    ["monthly", "cron(0 7 L * ? *)"],
    // No other cron knows it, so nothing is said.
    ["monthly", "cron(0 7 15W * ? *)"],
  ] as const)("comes as often as %s says: %s", (name, schedule) => {
    expect(codes(name, schedule)).toEqual([]);
  });

  it.each([
    ["daily", "cron(0 5 ? * MON-FRI *)"],
    ["weekly", "cron(0 7 1,15 * ? *)"],
    ["monthly", "cron(0 7 31 * ? *)"],
    ["monthly", "cron(0 7 1 */2 ? *)"],
  ] as const)("does not come as often as %s says: %s", (name, schedule) => {
    expect(codes(name, schedule)).toEqual(["backup/tier-interval"]);
  });
});

describe("the tiers of a backup", () => {
  const codes = (tiers: ReturnType<typeof backupOf>["tiers"]): readonly string[] =>
    codesOf(checkSchedules({ ...backupOf(), tiers }));
  const [daily, monthly] = backupOf().tiers;
  if (!daily || !monthly) throw new Error("The backup has two tiers.");

  it.each([
    ["are at least one", [], ["backup/tier-missing"]],
    ["have names of their own", [daily, monthly, daily], ["backup/tier-duplicate"]],
    [
      "make a point each hour at most",
      [
        { ...daily, schedule: "cron(*/15 * * * ? *)" },
        { ...monthly, schedule: "cron(0,30 7 1 * ? *)" },
      ],
      ["backup/tier-frequency", "backup/tier-frequency"],
    ],
    ["may make one each hour", [{ ...daily, schedule: "cron(0 * * * ? *)" }], []],
    [
      "keep a point until there is the next",
      [{ ...monthly, coldAfter: null, deleteAfter: 30 * day }],
      ["backup/retention"],
    ],
    ["may keep it just as long", [{ ...monthly, coldAfter: null, deleteAfter: 31 * day }], []],
  ])("%s", (_, tiers, expected) => {
    expect(codes(tiers)).toEqual(expected);
  });

  it("are told with what to write", () => {
    const often = { ...daily, schedule: "cron(*/5 7 * * ? *)" };
    const short = { ...monthly, coldAfter: null, deleteAfter: 7 * day };

    expect(checkSchedules({ ...backupOf(), tiers: [often, short, short] }).map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "shop/dump.tiers.monthly (monthly): another tier has this name, and AWS Backup takes one rule of a name. Keep one of them, or name another tier. [backup/tier-duplicate]",
       "shop/dump.tiers.daily.schedule (cron(*/5 7 * * ? *)): AWS Backup makes a point each hour at most, so the minute is one number. Write such a schedule, as 0 */6 * * ? * is. [backup/tier-frequency]",
       "shop/dump.tiers.monthly.deleteAfter (7 d): up to 31 d lie between two points, so at times there would be none. Keep each for 31 d or more. [backup/retention]",
       "shop/dump.tiers.monthly.deleteAfter (7 d): up to 31 d lie between two points, so at times there would be none. Keep each for 31 d or more. [backup/retention]",
     ]
    `);
    expect(checkSchedules({ ...backupOf(), tiers: [] }).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop/dump.tiers: no recovery point is ever made: a backup has a tier, and where backups are daily, a daily one. Declare a daily tier. [backup/tier-missing]",
     ]
    `);
  });
});

describe("a schedule in AWS", () => {
  it.each([
    ["0 5 ? * SUN *", []],
    ["cron(0 5 * * ? *)", []],
    ["0/15 5 1 * ? *", []],
    ["0 5 ? * 1-7 *", []],
    ["0 5 ? * SUN#1 *", []],
    ["0 5 * * *", ["schedule/aws-cron"]],
    ["0 5 * * * *", ["schedule/aws-cron"]],
    ["0 5 ? * ? *", ["schedule/aws-cron"]],
    ["0 5 ? * 0 *", ["schedule/aws-cron"]],
    ["0 5 ? * 0-6 *", ["schedule/aws-cron"]],
    ["0 noon ? * SUN *", ["schedule/aws-cron"]],
    ["0 25 * * ? *", ["schedule/aws-cron"]],
    ["99 7 * * ? *", ["schedule/aws-cron"]],
    ["0 7 32 * ? *", ["schedule/aws-cron"]],
    ["0 7 * 13 ? *", ["schedule/aws-cron"]],
    ["0 7 ? * FOO *", ["schedule/aws-cron"]],
    ["0 7 31 2 ? *", ["schedule/aws-cron"]],
    ["0 7 * * ? 1969", ["schedule/aws-cron"]],
    ["0 7 * * ? 2020", ["schedule/aws-cron"]],
    ["0 7 * * ? 2027-2029", ["schedule/aws-cron"]],
    ["0 7 29 2 ? *", []],
    ["? 5 * * 0 *", ["schedule/aws-cron", "schedule/aws-cron", "schedule/aws-cron"]],
  ])("%j: %j", (schedule, codes) => {
    expect(codesOf(checkAwsCron("shop/backup.schedule", schedule))).toEqual(codes);
  });

  it("is looked at for each tier and for the restore testing", () => {
    const { restoreTesting, ...store } = backupStoreOf();
    const [tier] = backupOf().tiers;
    if (!tier) throw new Error("The backup has a tier.");
    const wrong = "cron(0 5 * * *)";

    expect(
      [
        ...checkSchedules({ ...backupOf(), tiers: [{ ...tier, schedule: wrong }] }),
        ...checkSchedules({ ...store, restoreTesting: { ...restoreTesting, schedule: wrong } }),
      ].map(describeProblem),
    ).toMatchInlineSnapshot(`
     [
       "shop/dump.tiers.daily.schedule (cron(0 5 * * *)): AWS takes cron with six fields; this has 5. Write minute, hour, day of month, month, day of week and year, such as 0 5 ? * SUN * or 0 5 1 * ? *. [schedule/aws-cron]",
       "shop/store.restoreTesting (cron(0 5 * * *)): AWS takes cron with six fields; this has 5. Write minute, hour, day of month, month, day of week and year, such as 0 5 ? * SUN * or 0 5 1 * ? *. [schedule/aws-cron]",
     ]
    `);
  });
});

describe("a tier", () => {
  const tierWith = (changes: Partial<ReturnType<typeof backupOf>["tiers"][number]>) => {
    const backup = backupOf();
    return checkSchedules({
      ...backup,
      tiers: backup.tiers.map((tier) => ({ ...tier, ...changes })).slice(1),
    });
  };

  it.each([
    ["kept for ninety days after it goes cold", { coldAfter: 30 * day, deleteAfter: 120 * day }, []],
    ["kept for a day less", { coldAfter: 30 * day, deleteAfter: 119 * day }, ["backup/cold"]],
    ["that never goes cold", { coldAfter: null, deleteAfter: 31 * day }, []],
    ["with an hour to start and two to end", { startWindow: 3600, completionWindow: 7200 }, []],
    ["with half an hour to start", { startWindow: 1800, completionWindow: 7200 }, ["backup/windows"]],
    ["with no hour between start and end", { startWindow: 3600, completionWindow: 7199 }, ["backup/windows"]],
  ])("%s", (_, changes, codes) => {
    expect(codesOf(tierWith(changes))).toEqual(codes);
  });

  it("is told with what to write", () => {
    expect(tierWith({ coldAfter: 30 * day, deleteAfter: 60 * day, startWindow: 1800 }).map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "shop/dump.tiers.monthly.deleteAfter (60 d): AWS keeps a cold recovery point for at least 90 days. Keep it for 120 d or more, or leave out coldAfter. [backup/cold]",
       "shop/dump.tiers.monthly (30 min and 8 h): a start window is an hour or more, and a completion window an hour longer. Lengthen them. [backup/windows]",
     ]
    `);
  });
});

describe("the windows of a restore testing", () => {
  type Windows = Partial<ReturnType<typeof backupStoreOf>["restoreTesting"]>;
  const windowsOf = (changes: Windows) => {
    const store = backupStoreOf();
    return checkSchedules({ ...store, restoreTesting: { ...store.restoreTesting, ...changes } });
  };

  it.each<[string, Windows, readonly string[]]>([
    ["as short as AWS takes them", { startWindow: 3600, selectionWindow: day, validationWindow: 0 }, []],
    [
      "as long as AWS takes them",
      { startWindow: 7 * day, selectionWindow: 365 * day, validationWindow: 7 * day },
      [],
    ],
    ["without time to start", { startWindow: 0 }, ["backup/restore-windows"]],
    ["with half an hour more to start", { startWindow: 5400 }, ["backup/restore-windows"]],
    ["with points of half a day", { selectionWindow: day / 2 }, ["backup/restore-windows"]],
    ["with points of two years", { selectionWindow: 730 * day }, ["backup/restore-windows"]],
    ["with more than a week to look", { validationWindow: 7 * day + 3600 }, ["backup/restore-windows"]],
  ])("%s", (_, changes, codes) => {
    expect(codesOf(windowsOf(changes))).toEqual(codes);
  });

  it("are told with what to write", () => {
    expect(windowsOf({ startWindow: 5400, selectionWindow: 730 * day }).map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "shop/store.restoreTesting.startWindow (90 min): AWS takes whole hours from 1 to 168. Write such a window. [backup/restore-windows]",
       "shop/store.restoreTesting.selectionWindow (730 d): AWS takes whole days from 1 to 365. Write such a window. [backup/restore-windows]",
     ]
    `);
  });
});

describe("a recurrence", () => {
  it.each([
    ["FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0", []],
    ["FREQ=MONTHLY;BYDAY=1SU", []],
    ["FREQ=DAILY;INTERVAL=3", []],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ["schedule/rrule"]],
    ["FREQ=DAILY;UNTIL=20200101T000000Z", ["schedule/rrule"]],
    ["FREQ=SOMETIMES", ["schedule/rrule"]],
    ["every Sunday", ["schedule/rrule"]],
    ["", ["schedule/rrule"]],
    ["DTSTART=20260101T000000Z;FREQ=DAILY", ["schedule/rrule"]],
    ["FREQ=DAILY;DURATION=PT2H", ["schedule/rrule"]],
  ])("%j: %j", (rrule, codes) => {
    expect(codesOf(checkSchedules(downtimeOf({ rrule })))).toEqual(codes);
  });

  it("is told with what to write", () => {
    const rules = ["FREQ=SOMETIMES", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;DURATION=PT2H"];

    expect(rules.flatMap((rrule) => checkSchedules(downtimeOf({ rrule }))).map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "shop/maintenance.rrule (FREQ=SOMETIMES): FREQ is one of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY. Write a rule such as FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0. [schedule/rrule]",
       "shop/maintenance.rrule (FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30): this recurrence never comes. Write a rule such as FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0. [schedule/rrule]",
       "shop/maintenance.rrule (FREQ=DAILY;DURATION=PT2H): a rule says how often, without start, end, length and count. Write a rule such as FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0. [schedule/rrule]",
     ]
    `);
  });
});
