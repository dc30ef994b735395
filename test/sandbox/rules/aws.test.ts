import { awsRules as book } from "../../../sandbox/rules/aws/book";
import { cronProblem } from "../../../sandbox/rules/aws/cron";
import type { Bag } from "../../../sandbox/wire/values";
import { describeRules, findings, type RuleCase } from "../support/rule-table";

const rule: Bag = {
  ruleName: "daily",
  targetVaultName: "vendhub",
  schedule: "cron(0 5 ? * * *)",
  scheduleExpressionTimezone: "Etc/UTC",
  startWindow: 60,
  completionWindow: 240,
  lifecycle: { coldStorageAfter: 30, deleteAfter: 120 },
};
const plan = (change: Bag = {}): Bag => ({ name: "plan", rules: [{ ...rule, ...change }] });
const selection: Bag = {
  name: "databases",
  iamRoleArn: "arn:aws:iam::000000000000:role/backup",
  resources: ["arn:aws:s3:::dumps", "arn:aws:s3:::dumps-*"],
  selectionTags: [{ type: "STRINGEQUALS", key: "a", value: "b" }],
  conditions: [{ stringEquals: [{ key: "aws:ResourceTag/env", value: "prod" }] }],
};
const lock: Bag = { backupVaultName: "v", minRetentionDays: 7, maxRetentionDays: 400, changeableForDays: 3 };
const restorePlan: Bag = {
  name: "weekly_restore",
  scheduleExpression: "cron(0 6 ? * SUN *)",
  scheduleExpressionTimezone: "Etc/UTC",
  startWindowHours: 24,
  recoveryPointSelection: {
    algorithm: "LATEST_WITHIN_WINDOW",
    includeVaults: ["*"],
    recoveryPointTypes: ["SNAPSHOT"],
    selectionWindowDays: 30,
  },
};
const restoreSelection: Bag = {
  name: "s3",
  protectedResourceType: "S3",
  protectedResourceArns: ["*"],
  protectedResourceConditions: {},
  validationWindowHours: 4,
};
const statement = (change: object = {}): Bag => ({
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "kms:*", Principal: "*", ...change }],
  }),
});
const points = (change: Bag): Bag => ({ ...restorePlan, recoveryPointSelection: change });
const target: Bag = {
  minCapacity: 1,
  maxCapacity: 4,
  resourceId: "service/main/web",
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
};
const tracking: Bag = {
  policyType: "TargetTrackingScaling",
  targetTrackingScalingPolicyConfiguration: { targetValue: 60 },
};

const cases: readonly RuleCase[] = [
  {
    code: "aws/backup-schedule",
    good: plan(),
    bad: plan({ schedule: "rate(1 day)" }),
    path: "rules[0].schedule",
  },
  {
    code: "aws/backup-frequency",
    good: plan(),
    bad: plan({ schedule: "cron(0/5 * ? * * *)" }),
    path: "rules[0].schedule",
  },
  {
    code: "aws/backup-timezone",
    good: plan(),
    bad: plan({ scheduleExpressionTimezone: "CET1" }),
    path: "rules[0].scheduleExpressionTimezone",
  },
  { code: "aws/backup-windows", good: plan(), bad: plan({ startWindow: 59 }), path: "rules[0].startWindow" },
  {
    code: "aws/backup-windows",
    good: plan(),
    bad: plan({ completionWindow: 119 }),
    path: "rules[0].completionWindow",
  },
  {
    code: "aws/backup-lifecycle",
    good: plan(),
    bad: plan({ lifecycle: { coldStorageAfter: 30, deleteAfter: 119 } }),
    path: "rules[0].lifecycle.deleteAfter",
  },
  {
    code: "aws/backup-lifecycle",
    good: plan(),
    bad: plan({ copyActions: [{ lifecycle: { coldStorageAfter: 30, deleteAfter: 45 } }] }),
    path: "rules[0].copyActions[0].lifecycle.deleteAfter",
  },
  {
    code: "aws/backup-retention",
    good: plan(),
    bad: plan({ copyActions: [{}] }),
    path: "rules[0].copyActions[0].lifecycle.deleteAfter",
  },
  {
    code: "aws/backup-continuous",
    good: plan({ enableContinuousBackup: true, lifecycle: { deleteAfter: 35 } }),
    bad: plan({ enableContinuousBackup: true, lifecycle: { deleteAfter: 36 } }),
    path: "rules[0].lifecycle.deleteAfter",
  },
  { code: "aws/backup-rule-name", good: plan(), bad: plan({ ruleName: "a b" }), path: "rules[0].ruleName" },
  { code: "aws/backup-vault-name", good: { name: "vendhub-prod" }, bad: { name: "x" }, path: "name" },
  {
    code: "aws/backup-target-vault-name",
    good: plan(),
    bad: plan({ targetVaultName: "a.b" }),
    path: "rules[0].targetVaultName",
  },
  { code: "aws/backup-rules", good: plan(), bad: { rules: [] }, path: "rules" },
  { code: "aws/selection-name", good: selection, bad: { name: "a/b" }, path: "name" },
  { code: "aws/selection-empty", good: selection, bad: { name: "a" }, path: "resources" },
  {
    code: "aws/selection-wildcard",
    good: selection,
    bad: { resources: ["arn:aws:rds:*:000000000000:db:x"] },
    path: "resources[0]",
  },
  {
    code: "aws/selection-tag-type",
    good: selection,
    bad: { selectionTags: [{ type: "STRINGLIKE" }] },
    path: "selectionTags[0].type",
  },
  {
    code: "aws/selection-tag",
    good: selection,
    bad: { selectionTags: [{ key: "" }] },
    path: "selectionTags[0].key",
  },
  {
    code: "aws/selection-condition-key",
    good: selection,
    bad: { conditions: [{ stringEquals: [{ key: "env" }] }] },
    path: "conditions[0].stringEquals[0].key",
  },
  { code: "aws/selection-role", good: selection, bad: { iamRoleArn: "backup" }, path: "iamRoleArn" },
  {
    code: "aws/selection-contradiction",
    good: selection,
    bad: { resources: ["arn:a"], notResources: ["arn:a"] },
    path: "resources[0]",
  },
  { code: "aws/vault-lock", good: lock, bad: { ...lock, changeableForDays: 2 }, path: "changeableForDays" },
  {
    code: "aws/vault-events",
    good: { backupVaultEvents: ["BACKUP_JOB_FAILED"] },
    bad: { backupVaultEvents: ["FAILED"] },
    path: "backupVaultEvents[0]",
  },
  {
    code: "aws/vault-events-empty",
    good: { backupVaultEvents: ["BACKUP_JOB_FAILED"] },
    bad: { backupVaultEvents: [] },
    path: "backupVaultEvents",
  },
  { code: "aws/restore-name", good: restorePlan, bad: { name: "weekly-restore" }, path: "name" },
  { code: "aws/restore-name-given", good: restorePlan, bad: {}, path: "name" },
  {
    code: "aws/restore-schedule",
    good: restorePlan,
    bad: { scheduleExpression: "cron(0 6 * * *)" },
    path: "scheduleExpression",
  },
  {
    code: "aws/restore-timezone",
    good: restorePlan,
    bad: { scheduleExpressionTimezone: "" },
    path: "scheduleExpressionTimezone",
  },
  {
    code: "aws/restore-start-window",
    good: restorePlan,
    bad: { startWindowHours: 169 },
    path: "startWindowHours",
  },
  {
    code: "aws/restore-algorithm",
    good: restorePlan,
    bad: points({ algorithm: "LATEST" }),
    path: "recoveryPointSelection.algorithm",
  },
  {
    code: "aws/restore-point-types",
    good: restorePlan,
    bad: points({ recoveryPointTypes: ["FULL"] }),
    path: "recoveryPointSelection.recoveryPointTypes[0]",
  },
  {
    code: "aws/restore-point-selection",
    good: restorePlan,
    bad: points({ recoveryPointTypes: ["SNAPSHOT"] }),
    path: "recoveryPointSelection.includeVaults",
  },
  {
    code: "aws/restore-selection-window",
    good: restorePlan,
    bad: points({ selectionWindowDays: 366 }),
    path: "recoveryPointSelection.selectionWindowDays",
  },
  {
    code: "aws/restore-resource-type",
    good: restoreSelection,
    bad: { protectedResourceType: "Postgres" },
    path: "protectedResourceType",
  },
  {
    code: "aws/restore-validation-window",
    good: restoreSelection,
    bad: { validationWindowHours: 169 },
    path: "validationWindowHours",
  },
  {
    code: "aws/restore-arns",
    good: restoreSelection,
    bad: { protectedResourceArns: ["*", "arn:x"] },
    path: "protectedResourceArns",
  },
  { code: "aws/policy-document", good: statement(), bad: { policy: "{" }, path: "policy" },
  {
    code: "aws/policy-document",
    good: statement(),
    bad: { policy: JSON.stringify({ Statement: [] }) },
    path: "policy",
  },
  {
    code: "aws/policy-document",
    good: statement(),
    bad: statement({ Effect: "allow" }),
    path: "policy.Statement[0].Effect",
  },
  {
    code: "aws/policy-principal",
    good: statement(),
    bad: { ...statement(), role: "r" },
    path: "policy.Statement[0].Principal",
  },
  {
    code: "aws/key-policy-administrator",
    good: statement(),
    bad: statement({ Action: "kms:Encrypt" }),
    path: "policy",
  },
  {
    code: "aws/bucket-name",
    good: { bucket: "belfry-dumps" },
    bad: { bucket: "Belfry_Dumps" },
    path: "bucket",
  },
  {
    code: "aws/bucket-versioning",
    good: { versioningConfiguration: { status: "Enabled" } },
    bad: { versioningConfiguration: { status: "enabled" } },
    path: "versioningConfiguration.status",
  },
  {
    code: "aws/bucket-lifecycle-status",
    good: { rules: [{ status: "Enabled" }] },
    bad: { rules: [{ status: "On" }] },
    path: "rules[0].status",
  },
  {
    code: "aws/bucket-lifecycle-action",
    good: { rules: [{ expiration: { days: 3 } }] },
    bad: { rules: [{}] },
    path: "rules[0]",
  },
  {
    code: "aws/key-deletion-window",
    good: { deletionWindowInDays: 7 },
    bad: { deletionWindowInDays: 6 },
    path: "deletionWindowInDays",
  },
  {
    code: "aws/key-rotation",
    good: { rotationPeriodInDays: 365 },
    bad: { rotationPeriodInDays: 30 },
    path: "rotationPeriodInDays",
  },
  { code: "aws/alias-name", good: { name: "alias/belfry" }, bad: { name: "belfry" }, path: "name" },
  { code: "aws/role-name", good: { name: "backup" }, bad: { name: "back up" }, path: "name" },
  { code: "aws/topic-name", good: { name: "backup" }, bad: { name: "back.up" }, path: "name" },
  {
    code: "aws/scaling-capacity",
    good: target,
    bad: { minCapacity: 3, maxCapacity: 2 },
    path: "maxCapacity",
  },
  { code: "aws/scaling-resource", good: target, bad: { ...target, resourceId: "web" }, path: "resourceId" },
  {
    code: "aws/scaling-policy",
    good: tracking,
    bad: { policyType: "TargetTrackingScaling" },
    path: "targetTrackingScalingPolicyConfiguration",
  },
];

describeRules(book, cases);

describe("cronProblem", () => {
  it.each([
    "cron(0 5 ? * * *)",
    "cron(15 10 ? * MON-FRI *)",
    "cron(0 8 1 * ? *)",
    "cron(0 18 ? * 6#3 2030)",
    "cron(0 0 L * ? *)",
    "cron(0/30 1,13 ? * SUN *)",
  ])("accepts %s", (expression) => {
    expect(cronProblem(expression)).toBeUndefined();
  });

  it.each([
    "cron(0 5 * * *)",
    "cron(0 5 * * * *)",
    "cron(0 5 ? * ? *)",
    "cron(0 5 ? * 0 *)",
    "cron(60 5 ? * * *)",
    "0 5 * * *",
    "rate(1 day)",
    "cron(0 5 ? * * 1969)",
    "cron(0 7 31 2 ? *)",
    "cron(0 7 ? * 2--5 *)",
    "cron(0/90 7 * * ? *)",
  ])("refuses %s", (expression) => {
    expect(cronProblem(expression)).toBeDefined();
  });
});

it("passes 120 days of retention after 30 days in warm storage and refuses equality", () => {
  expect(findings(book, "aws/backup-lifecycle", plan())).toEqual([]);
  expect(
    findings(book, "aws/backup-lifecycle", plan({ lifecycle: { coldStorageAfter: 30, deleteAfter: 30 } })),
  ).toHaveLength(1);
});
