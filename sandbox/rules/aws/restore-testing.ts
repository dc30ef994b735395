import { between, eachText, findingIf, fits, oneOf } from "../kit";
import { get, isGiven, isMissing, texts } from "../read";
import type { Rule } from "../rule";
import { isTimeZone } from "../time";
import { cronProblem } from "./cron";
import { RESTORE_PLAN, RESTORE_SELECTION } from "./types";

const MODEL = "botocore data/backup/2018-11-15/service-2.json";
const MOST_ARNS = 30;

/** Restore testing knows no hyphens, unlike everything else in AWS Backup. */
const name = fits({
  code: "aws/restore-name",
  source: `${MODEL}; terraform-provider-aws restore_testing_plan.go (alphanumeric and underscore, at most 50)`,
  types: [RESTORE_PLAN, RESTORE_SELECTION],
  path: "name",
  pattern: /^[A-Za-z0-9_]{1,50}$/,
  remedy:
    "use 1 to 50 letters, digits and underscores, no hyphen; generated names have one, so write the name.",
});

/** A generated name has a hyphen, which AWS refuses. */
const nameGiven: Rule = {
  code: "aws/restore-name-given",
  source: "Pulumi autonaming adds a hyphen; restore_testing_plan.go refuses it",
  types: [RESTORE_PLAN, RESTORE_SELECTION],
  check: (inputs) =>
    findingIf(
      isMissing(inputs["name"]),
      "name",
      "is missing, and a generated name would have a hyphen; write a name with underscores.",
    ),
};

const schedule: Rule = {
  code: "aws/restore-schedule",
  source: `${MODEL} (ScheduleExpression)`,
  types: [RESTORE_PLAN],
  check: (inputs) =>
    eachText(inputs, "scheduleExpression").flatMap(({ path, value }) => {
      const problem = cronProblem(value);
      return findingIf(problem !== undefined, path, `is "${value}"; it ${problem ?? ""}.`);
    }),
};

const zone: Rule = {
  code: "aws/restore-timezone",
  source: `${MODEL} (ScheduleExpressionTimezone)`,
  types: [RESTORE_PLAN],
  check: (inputs) =>
    eachText(inputs, "scheduleExpressionTimezone")
      .filter(({ value }) => !isTimeZone(value))
      .map(({ path, value }) => ({ path, message: `is "${value}"; write an IANA name such as "Etc/UTC".` })),
};

const startWindow = between({
  code: "aws/restore-start-window",
  source: `${MODEL} (StartWindowHours <= 168)`,
  types: [RESTORE_PLAN],
  path: "startWindowHours",
  min: 1,
  max: 168,
  unit: "hours",
});

const algorithm = oneOf({
  code: "aws/restore-algorithm",
  source: `${MODEL} (RestoreTestingRecoveryPointSelectionAlgorithm)`,
  types: [RESTORE_PLAN],
  path: "recoveryPointSelection.algorithm",
  values: ["LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW"],
});

const pointTypes = oneOf({
  code: "aws/restore-point-types",
  source: `${MODEL} (RestoreTestingRecoveryPointType)`,
  types: [RESTORE_PLAN],
  path: "recoveryPointSelection.recoveryPointTypes[]",
  values: ["SNAPSHOT", "CONTINUOUS"],
});

/** Which points to restore is said in full. */
const pointSelection: Rule = {
  code: "aws/restore-point-selection",
  source: `${MODEL} (RestoreTestingRecoveryPointSelection: IncludeVaults and RecoveryPointTypes required)`,
  types: [RESTORE_PLAN],
  check: (inputs) =>
    ["includeVaults", "recoveryPointTypes"].flatMap((part) => {
      const path = `recoveryPointSelection.${part}`;
      return findingIf(
        isMissing(get(inputs, "recoveryPointSelection", part)),
        path,
        "is empty; name at least one.",
      );
    }),
};

const selectionWindow = between({
  code: "aws/restore-selection-window",
  source: `${MODEL} (SelectionWindowDays 1..365)`,
  types: [RESTORE_PLAN],
  path: "recoveryPointSelection.selectionWindowDays",
  min: 1,
  max: 365,
  unit: "days",
});

const resourceType = oneOf({
  code: "aws/restore-resource-type",
  source: `${MODEL} (ProtectedResourceType)`,
  types: [RESTORE_SELECTION],
  path: "protectedResourceType",
  values: ["Aurora", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "Neptune", "RDS", "S3"],
});

const validationWindow = between({
  code: "aws/restore-validation-window",
  source: `${MODEL} (ValidationWindowHours 0..168)`,
  types: [RESTORE_SELECTION],
  path: "validationWindowHours",
  min: 0,
  max: 168,
  unit: "hours",
});

/** Everything with conditions, or up to 30 ARNs, not both. */
const arns: Rule = {
  code: "aws/restore-arns",
  source: `${MODEL} (ProtectedResourceArns, ProtectedResourceConditions)`,
  types: [RESTORE_SELECTION],
  check: (inputs) => {
    const given = texts(inputs["protectedResourceArns"]);
    const isAll = given.includes("*");
    const hasConditions = isGiven(inputs["protectedResourceConditions"]);
    const isNone = isMissing(inputs["protectedResourceArns"]) && !hasConditions;
    return [
      ...findingIf(isNone, "protectedResourceArns", `is missing; write ARNs, or ["*"] with conditions.`),
      ...findingIf(isAll && given.length > 1, "protectedResourceArns", `mixes "*" with ARNs; keep one.`),
      ...findingIf(
        given.length > MOST_ARNS,
        "protectedResourceArns",
        `has ${given.length} ARNs; keep at most ${MOST_ARNS}.`,
      ),
      ...findingIf(
        hasConditions && given.length > 0 && !isAll,
        "protectedResourceConditions",
        `needs protectedResourceArns ["*"]; remove one of them.`,
      ),
    ];
  },
};

/** Rules about restore testing. */
export const restoreTestingRules: readonly Rule[] = [
  name,
  nameGiven,
  schedule,
  zone,
  startWindow,
  algorithm,
  pointTypes,
  pointSelection,
  selectionWindow,
  resourceType,
  validationWindow,
  arns,
];
