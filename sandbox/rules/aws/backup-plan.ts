import type { Bag } from "../../wire/values";
import { eachBag, eachText, findingIf, fits } from "../kit";
import { isGiven, isMissing, number, record, text } from "../read";
import type { Finding, Rule } from "../rule";
import { isTimeZone } from "../time";
import { cronProblem, isSubHourly } from "./cron";
import { PLAN, VAULT } from "./types";

const MODEL = "botocore data/backup/2018-11-15/service-2.json";
const types = [PLAN];
const LONGEST = 36_500;
const COLD_MINIMUM = 90;
const LEAST_WINDOW = 60;

/** Plans use cron only: six fields, one ? (a rate is refused). */
const schedule: Rule = {
  code: "aws/backup-schedule",
  source: 'EventBridge cron reference; aws-cdk aws-backup test "must be of type cron"',
  types,
  check: (inputs) =>
    eachText(inputs, "rules[].schedule").flatMap(({ path, value }) => {
      const problem = cronProblem(value);
      return findingIf(problem !== undefined, path, `is "${value}"; it ${problem ?? ""}.`);
    }),
};

/** Backups run hourly at the fastest. */
const frequency: Rule = {
  code: "aws/backup-frequency",
  source:
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html (hourly at the fastest)",
  types,
  check: (inputs) =>
    eachText(inputs, "rules[].schedule")
      .filter(({ value }) => cronProblem(value) === undefined && isSubHourly(value))
      .map(({ path, value }) => ({
        path,
        message: `is "${value}", more than once an hour; name one minute.`,
      })),
};

const zone: Rule = {
  code: "aws/backup-timezone",
  source: `${MODEL} (ScheduleExpressionTimezone)`,
  types,
  check: (inputs) =>
    eachText(inputs, "rules[].scheduleExpressionTimezone")
      .filter(({ value }) => !isTimeZone(value))
      .map(({ path, value }) => ({ path, message: `is "${value}"; write an IANA name such as "Etc/UTC".` })),
};

/** Left out, the completion window is three hours here and seven days in the console: a long backup is cancelled. */
const windows: Rule = {
  code: "aws/backup-windows",
  source: `${MODEL} (StartWindowMinutes >= 60); terraform-provider-aws plan.go (defaults 60 and 180)`,
  types,
  check: (inputs) =>
    eachBag(inputs, "rules[]").flatMap(({ path, value }): readonly Finding[] => {
      const start = number(value["startWindow"]);
      const completion = number(value["completionWindow"]);
      const missing = ["startWindow", "completionWindow"].filter((name) => !isGiven(value[name]));
      const isShort = start !== undefined && completion !== undefined && completion < start + LEAST_WINDOW;
      return [
        ...missing.map((name) => ({
          path: `${path}.${name}`,
          message: "is left to a default that cancels long backups; set both windows.",
        })),
        ...findingIf(
          start !== undefined && start < LEAST_WINDOW,
          `${path}.startWindow`,
          `is ${start ?? 0}; write at least ${LEAST_WINDOW} minutes.`,
        ),
        ...findingIf(
          isShort,
          `${path}.completionWindow`,
          `is ${completion ?? 0}; write at least ${(start ?? 0) + LEAST_WINDOW} minutes, an hour more than startWindow.`,
        ),
      ];
    }),
};

/** Cold storage is paid for 90 days: what moves there cannot be deleted earlier. */
const lifecycle: Rule = {
  code: "aws/backup-lifecycle",
  source: `${MODEL} (Lifecycle: DeleteAfterDays >= MoveToColdStorageAfterDays + 90)`,
  types,
  check: (inputs) =>
    ["rules[].lifecycle", "rules[].copyActions[].lifecycle"].flatMap((place) =>
      eachBag(inputs, place).flatMap(({ path, value }) => lifecycleFindings(path, value)),
    ),
};

function lifecycleFindings(path: string, value: Bag): readonly Finding[] {
  const cold = number(value["coldStorageAfter"]);
  const end = number(value["deleteAfter"]);
  const isEarly = cold !== undefined && end !== undefined && end < cold + COLD_MINIMUM;
  const isZero = (days: number | undefined): boolean => days !== undefined && days < 1;
  return [
    ...findingIf(
      isEarly,
      `${path}.deleteAfter`,
      `is ${end ?? 0}; write at least ${(cold ?? 0) + COLD_MINIMUM}, ${COLD_MINIMUM} days after cold storage.`,
    ),
    ...findingIf(
      isZero(end),
      `${path}.deleteAfter`,
      `is ${end ?? 0}, which AWS reads as "never"; write days, or leave it out.`,
    ),
    ...findingIf(
      isZero(cold),
      `${path}.coldStorageAfter`,
      `is ${cold ?? 0}, which AWS reads as "never"; write days, or leave it out.`,
    ),
    ...findingIf(
      (end ?? 0) > LONGEST,
      `${path}.deleteAfter`,
      `is ${end ?? 0}; AWS keeps at most ${LONGEST} days.`,
    ),
  ];
}

/** Without a lifecycle, recovery points and their copies are kept for ever. */
const keepsForEver: Rule = {
  code: "aws/backup-retention",
  source: "terraform-provider-aws#37862; botocore Lifecycle (no lifecycle = never deleted)",
  types,
  check: (inputs) =>
    ["rules[]", "rules[].copyActions[]"].flatMap((place) =>
      eachBag(inputs, place).flatMap(({ path, value }) => {
        const days = record(value, "lifecycle")["deleteAfter"];
        const isUnknown = typeof value["lifecycle"] === "symbol";
        return findingIf(
          !isGiven(days) && !isUnknown,
          `${path}.lifecycle.deleteAfter`,
          "is missing, so points are never deleted; write days.",
        );
      }),
    ),
};

/** Point-in-time recovery reaches back 35 days, knows no cold storage and needs a schedule to converge. */
const continuous: Rule = {
  code: "aws/backup-continuous",
  source: "aws-cdk aws-backup rule.ts (1..35 days, no cold storage); terraform-provider-aws#22627",
  types,
  check: (inputs) =>
    eachBag(inputs, "rules[]").flatMap(({ path, value }): readonly Finding[] => {
      if (value["enableContinuousBackup"] !== true) return [];
      const life = record(value, "lifecycle");
      const days = number(life["deleteAfter"]);
      return [
        ...findingIf(
          days !== undefined && !(days >= 1 && days <= 35),
          `${path}.lifecycle.deleteAfter`,
          `is ${days ?? 0}; continuous backups keep 1 to 35 days.`,
        ),
        ...findingIf(
          isGiven(life["coldStorageAfter"]),
          `${path}.lifecycle.coldStorageAfter`,
          "is not possible for continuous backups; remove it.",
        ),
        ...findingIf(
          isMissing(value["schedule"]),
          `${path}.schedule`,
          "is missing; continuous rules without one never stop differing.",
        ),
      ];
    }),
};

const ruleName = fits({
  code: "aws/backup-rule-name",
  source: `${MODEL} (RuleName)`,
  types,
  path: "rules[].ruleName",
  pattern: /^[A-Za-z0-9_.-]{1,50}$/,
  remedy: "use 1 to 50 letters, digits and - _ .",
});

const vaultName = fits({
  code: "aws/backup-vault-name",
  source: `${MODEL} (BackupVaultName)`,
  types: [VAULT],
  path: "name",
  pattern: /^[A-Za-z0-9_-]{2,50}$/,
  remedy: "use 2 to 50 letters, digits and - _",
});

const targetVault = fits({
  code: "aws/backup-target-vault-name",
  source: `${MODEL} (TargetBackupVaultName)`,
  types,
  path: "rules[].targetVaultName",
  pattern: /^[A-Za-z0-9_-]{2,50}$/,
  remedy: "use 2 to 50 letters, digits and - _",
});

/** A plan has rules, each with its own name. */
const ruleList: Rule = {
  code: "aws/backup-rules",
  source: `${MODEL} (BackupPlanInput.Rules)`,
  types,
  check: (inputs) => {
    const names = eachBag(inputs, "rules[]").map(({ value }) => text(value["ruleName"]));
    const twice = names.filter((name, index) => name !== undefined && names.indexOf(name) !== index);
    return [
      ...findingIf(isMissing(inputs["rules"]), "rules", "is empty; add a rule."),
      ...findingIf(twice.length > 0, "rules", `has ${twice.join(", ")} twice; name each rule once.`),
    ];
  },
};

/** Rules about backup plans and vault names. */
export const backupPlanRules: readonly Rule[] = [
  schedule,
  frequency,
  zone,
  windows,
  lifecycle,
  keepsForEver,
  continuous,
  ruleName,
  vaultName,
  targetVault,
  ruleList,
];
