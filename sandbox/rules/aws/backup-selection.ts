import { each, eachBag, eachText, findingIf, fits, oneOf } from "../kit";
import { isGiven, isMissing, number, texts } from "../read";
import type { Rule } from "../rule";
import { SELECTION, VAULT_LOCK, VAULT_NOTIFICATIONS } from "./types";

const MODEL = "botocore data/backup/2018-11-15/service-2.json";
const types = [SELECTION];
const MOST = 500;
const MOST_WILD = 30;

const name = fits({
  code: "aws/selection-name",
  source: `${MODEL} (SelectionName)`,
  types,
  path: "name",
  pattern: /^[A-Za-z0-9_.-]{1,50}$/,
  remedy: "use 1 to 50 letters, digits and - _ .",
});

/** A selection of nothing in particular backs up everything that the region opted in to. */
const notEverything: Rule = {
  code: "aws/selection-empty",
  source: `${MODEL} (BackupSelection: empty = all supported, opted-in resources)`,
  types,
  check: (inputs) => {
    const isEmpty = ["resources", "selectionTags", "conditions"].every((part) => isMissing(inputs[part]));
    const all = eachText(inputs, "resources[]").filter(({ value }) => value === "*");
    return [
      ...findingIf(
        isEmpty,
        "resources",
        "is empty, which selects everything in the region; name ARNs or tags.",
      ),
      ...all.map(({ path }) => ({
        path,
        message: `is "*", which selects everything in the region; name ARNs or tags.`,
      })),
    ];
  },
};

/** A wildcard stands at the end of an ARN, and ARNs with one are few. */
const wildcards: Rule = {
  code: "aws/selection-wildcard",
  source: `${MODEL} (500 ARNs, 30 with a wildcard, wildcard last)`,
  types,
  check: (inputs) =>
    ["resources", "notResources"].flatMap((part) => {
      const arns = texts(inputs[part]);
      const wild = arns.filter((arn) => arn.includes("*")).length;
      return [
        ...eachText(inputs, `${part}[]`)
          .filter(({ value }) => value !== "*" && (/\*./.test(value) || !value.startsWith("arn:")))
          .map(({ path, value }) => ({
            path,
            message: `is "${value}"; write an ARN, with a wildcard at its end at most.`,
          })),
        ...findingIf(arns.length > MOST, part, `has ${arns.length} ARNs; keep at most ${MOST}.`),
        ...findingIf(wild > MOST_WILD, part, `has ${wild} ARNs with a wildcard; keep at most ${MOST_WILD}.`),
      ];
    }),
};

const tagType = oneOf({
  code: "aws/selection-tag-type",
  source: `${MODEL} (ListOfTags: STRINGEQUALS)`,
  types,
  path: "selectionTags[].type",
  values: ["STRINGEQUALS"],
});

/** Conditions name tags with their prefix; without it they match nothing. */
const conditionKeys: Rule = {
  code: "aws/selection-condition-key",
  source: `${MODEL} (Conditions: aws:ResourceTag/<key>)`,
  types,
  check: (inputs) =>
    ["stringEquals", "stringLikes", "stringNotEquals", "stringNotLikes"].flatMap((list) =>
      eachText(inputs, `conditions[].${list}[].key`)
        .filter(({ value }) => !value.startsWith("aws:ResourceTag/"))
        .map(({ path, value }) => ({ path, message: `is "${value}"; write "aws:ResourceTag/${value}".` })),
    ),
};

const roleArn = fits({
  code: "aws/selection-role",
  source: `${MODEL} (IAMRoleArn)`,
  types,
  path: "iamRoleArn",
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/,
  remedy: "write the ARN of a role.",
});

/** Locks: at least a day, at most a century, three days to change one's mind. */
const lock: Rule = {
  code: "aws/vault-lock",
  source: `${MODEL} (PutBackupVaultLockConfiguration: MinRetentionDays >= 1, MaxRetentionDays <= 36500, ChangeableForDays >= 3)`,
  types: [VAULT_LOCK],
  check: (inputs) => {
    const least = number(inputs["minRetentionDays"]);
    const most = number(inputs["maxRetentionDays"]);
    const changeable = number(inputs["changeableForDays"]);
    return [
      ...findingIf(
        !isGiven(inputs["minRetentionDays"]) && !isGiven(inputs["maxRetentionDays"]),
        "minRetentionDays",
        "or 'maxRetentionDays' is required; set a bound.",
      ),
      ...findingIf(
        least !== undefined && least < 1,
        "minRetentionDays",
        `is ${least ?? 0}; write at least 1.`,
      ),
      ...findingIf(
        most !== undefined && most > 36_500,
        "maxRetentionDays",
        `is ${most ?? 0}; write at most 36500.`,
      ),
      ...findingIf(
        least !== undefined && most !== undefined && most < least,
        "maxRetentionDays",
        `is ${most ?? 0}, below minRetentionDays (${least ?? 0}); raise it.`,
      ),
      ...findingIf(
        changeable !== undefined && !(changeable >= 3 && changeable <= 36_500),
        "changeableForDays",
        `is ${changeable ?? 0}; write 3 to 36500, or leave it out for a lock that can be removed.`,
      ),
    ];
  },
};

const EVENTS = [
  "BACKUP_JOB_STARTED",
  "BACKUP_JOB_COMPLETED",
  "BACKUP_JOB_SUCCESSFUL",
  "BACKUP_JOB_FAILED",
  "BACKUP_JOB_EXPIRED",
  "RESTORE_JOB_STARTED",
  "RESTORE_JOB_COMPLETED",
  "RESTORE_JOB_SUCCESSFUL",
  "RESTORE_JOB_FAILED",
  "COPY_JOB_STARTED",
  "COPY_JOB_SUCCESSFUL",
  "COPY_JOB_FAILED",
  "RECOVERY_POINT_MODIFIED",
  "BACKUP_PLAN_CREATED",
  "BACKUP_PLAN_MODIFIED",
  "S3_BACKUP_OBJECT_FAILED",
  "S3_RESTORE_OBJECT_FAILED",
  "CONTINUOUS_BACKUP_INTERRUPTED",
  "RECOVERY_POINT_INDEX_COMPLETED",
  "RECOVERY_POINT_INDEX_DELETED",
  "RECOVERY_POINT_INDEXING_FAILED",
];

const events = oneOf({
  code: "aws/vault-events",
  source: `${MODEL} (BackupVaultEvent)`,
  types: [VAULT_NOTIFICATIONS],
  path: "backupVaultEvents[]",
  values: EVENTS,
});

/** A subscription to nothing tells nobody. */
const someEvents: Rule = {
  code: "aws/vault-events-empty",
  source: `${MODEL} (BackupVaultEvents is required)`,
  types: [VAULT_NOTIFICATIONS],
  check: (inputs) =>
    findingIf(
      isMissing(inputs["backupVaultEvents"]),
      "backupVaultEvents",
      "is empty; name the events to hear of.",
    ),
};

/** Tag conditions need a key and a value. */
const tagKeys: Rule = {
  code: "aws/selection-tag",
  source: `${MODEL} (Condition)`,
  types,
  check: (inputs) =>
    eachBag(inputs, "selectionTags[]").flatMap(({ path, value }) =>
      ["key", "value"].flatMap((part) =>
        findingIf(value[part] === "", `${path}.${part}`, "is empty; write it."),
      ),
    ),
};

/** The same ARN cannot be both in and out. */
const contradiction: Rule = {
  code: "aws/selection-contradiction",
  source: `${MODEL} (Resources, NotResources)`,
  types,
  check: (inputs) => {
    const out = new Set(texts(inputs["notResources"]));
    return each(inputs, "resources[]")
      .filter(({ value }) => typeof value === "string" && out.has(value))
      .map(({ path }) => ({ path, message: "stands in 'notResources' too; keep one." }));
  },
};

/** Rules about selections, vault locks and vault notifications. */
export const backupSelectionRules: readonly Rule[] = [
  name,
  notEverything,
  wildcards,
  tagType,
  tagKeys,
  conditionKeys,
  roleArn,
  contradiction,
  lock,
  events,
  someEvents,
];
