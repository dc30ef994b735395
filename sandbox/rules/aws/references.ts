import { each, eachText } from "../kit";
import { get, number, text } from "../read";
import type { ReferenceRule, World } from "../rule";
import {
  ALIAS,
  BUCKET,
  BUCKET_PARTS,
  BUCKET_VERSIONING,
  KEY,
  PLAN,
  RESTORE_PLAN,
  RESTORE_SELECTION,
  ROLE,
  ROLE_ATTACHMENT,
  ROLE_POLICY,
  SCALING_POLICY,
  SCALING_TARGET,
  SELECTION,
  TOPIC,
  TOPIC_POLICY,
  VAULT,
  VAULT_LOCK,
  VAULT_NOTIFICATIONS,
} from "./types";

const PUT = ["create", "update"] as const;

interface Pointer {
  /** Code of the rule, such as `aws/plan-vault`. */
  readonly code: string;
  /** Type tokens of the resources that have the input. */
  readonly types: readonly string[];
  /** Path of the input; `[]` stands for each item of a list. */
  readonly path: string;
  /** Type token of the object that must exist. */
  readonly to: string;
  /** How the input names the object: its id, unless said otherwise. */
  readonly id?: (value: string) => string;
  /** What AWS answers when it does not; given the input as it was written. */
  readonly error: (value: string) => string;
}

/** Inputs that must name an object which exists. */
const pointers: readonly Pointer[] = [
  {
    code: "aws/plan-vault",
    types: [PLAN],
    path: "rules[].targetVaultName",
    to: VAULT,
    error: (name) =>
      `creating Backup Plan: operation error Backup: CreateBackupPlan, StatusCode: 400, InvalidParameterValueException: Backup vault ${name} does not exist`,
  },
  {
    code: "aws/vault-exists",
    types: [VAULT_LOCK, VAULT_NOTIFICATIONS],
    path: "backupVaultName",
    to: VAULT,
    error: (name) =>
      `operation error Backup: StatusCode: 400, ResourceNotFoundException: Backup vault ${name} does not exist`,
  },
  {
    code: "aws/notification-topic",
    types: [VAULT_NOTIFICATIONS],
    path: "snsTopicArn",
    to: TOPIC,
    error: (arn) =>
      `operation error Backup: PutBackupVaultNotifications, StatusCode: 400, InvalidParameterValueException: SNS topic ${arn} does not exist or does not allow AWS Backup to publish`,
  },
  {
    code: "aws/topic-exists",
    types: [TOPIC_POLICY],
    path: "arn",
    to: TOPIC,
    error: () =>
      "operation error SNS: SetTopicAttributes, StatusCode: 404, NotFoundException: Topic does not exist",
  },
  {
    code: "aws/selection-plan",
    types: [SELECTION],
    path: "planId",
    to: PLAN,
    error: (id) =>
      `operation error Backup: CreateBackupSelection, StatusCode: 400, ResourceNotFoundException: Cannot find Backup plan with ID ${id}`,
  },
  {
    code: "aws/role-exists",
    types: [ROLE_POLICY, ROLE_ATTACHMENT],
    path: "role",
    to: ROLE,
    id: (value) => value.slice(value.lastIndexOf("/") + 1),
    error: (name) =>
      `operation error IAM: PutRolePolicy, StatusCode: 404, NoSuchEntity: The role with name ${name} cannot be found.`,
  },
  {
    code: "aws/bucket-exists",
    types: [...BUCKET_PARTS],
    path: "bucket",
    to: BUCKET,
    error: () => "operation error S3: StatusCode: 404, NoSuchBucket: The specified bucket does not exist",
  },
  {
    code: "aws/alias-key",
    types: [ALIAS],
    path: "targetKeyId",
    to: KEY,
    id: (value) => value.slice(value.lastIndexOf("/") + 1),
    error: (id) =>
      `operation error KMS: CreateAlias, StatusCode: 400, NotFoundException: Key '${id}' does not exist`,
  },
  {
    code: "aws/restore-plan-exists",
    types: [RESTORE_SELECTION],
    path: "restoreTestingPlanName",
    to: RESTORE_PLAN,
    error: (name) =>
      `operation error Backup: CreateRestoreTestingSelection, StatusCode: 400, ResourceNotFoundException: Restore testing plan ${name} not found`,
  },
  {
    code: "aws/scaling-target-exists",
    types: [SCALING_POLICY],
    path: "resourceId",
    to: SCALING_TARGET,
    error: (id) =>
      `operation error Application Auto Scaling: PutScalingPolicy, StatusCode: 400, ObjectNotFoundException: No scalable target registered for resource ID: ${id}`,
  },
];

function followed(pointer: Pointer): ReferenceRule {
  return {
    code: pointer.code,
    source: "errors of the service's API reference",
    types: pointer.types,
    moments: PUT,
    check: async ({ inputs }, world) => {
      const named = eachText(inputs, pointer.path).filter(({ value }) => isHere(value));
      const found = await Promise.all(
        named.map(({ value }) => world.find(pointer.to, pointer.id?.(value) ?? value)),
      );
      return named
        .filter((_value, index) => found[index] === undefined)
        .map(({ value }) => pointer.error(value));
    },
  };
}

/** What AWS itself owns, and vaults that every account has, is looked up nowhere; the sandbox stands for every account. */
function isHere(value: string): boolean {
  if (value === "Default") return false;
  return (
    !value.startsWith("arn:") ||
    value.startsWith("arn:aws:s3:::") ||
    /^\d{12}$/.test(value.split(":")[4] ?? "")
  );
}

/** AWS Backup backs up versioned buckets only; an unversioned one fails every night. */
const bucketVersioned: ReferenceRule = {
  code: "aws/selection-bucket-versioning",
  source:
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html (versioning is a prerequisite)",
  types: [SELECTION],
  moments: PUT,
  check: async ({ inputs }, world) => {
    const names = eachText(inputs, "resources[]")
      .map(({ value }) => /^arn:aws:s3:::([^*/]+)$/.exec(value)?.[1])
      .filter((name) => name !== undefined);
    const problems = await Promise.all(names.map((name) => versioningProblem(name, world)));
    return problems.filter((problem) => problem !== undefined);
  },
};

async function versioningProblem(name: string, world: World): Promise<string | undefined> {
  const bucket = await world.find(BUCKET, name);
  if (bucket === undefined) return undefined;
  const part = await world.find(BUCKET_VERSIONING, name);
  const isOn =
    get(part?.inputs, "versioningConfiguration", "status") === "Enabled" ||
    get(bucket.inputs, "versioning", "enabled") === true;
  if (isOn) return undefined;
  return (
    `creating Backup Selection: bucket ${name} is not versioned, so AWS Backup cannot back it up; ` +
    `enable versioning and make the selection depend on it (dependsOn)`
  );
}

/** A vault lock makes jobs fail whose retention lies outside its bounds. */
const planWithinLock: ReferenceRule = {
  code: "aws/plan-lock",
  source: "botocore backup PutBackupVaultLockConfiguration (jobs outside min..max fail)",
  types: [PLAN],
  moments: PUT,
  check: async ({ inputs }, world) => {
    const rules = each(inputs, "rules[]").map(({ value }) => value);
    const problems = await Promise.all(
      rules.map(async (rule) => {
        const lock = await world.find(VAULT_LOCK, text(get(rule, "targetVaultName")) ?? "");
        const days = number(get(rule, "lifecycle", "deleteAfter"));
        const least = number(lock?.inputs["minRetentionDays"]) ?? 0;
        const most = number(lock?.inputs["maxRetentionDays"]) ?? Infinity;
        if (lock === undefined || days === undefined || (days >= least && days <= most)) return undefined;
        return `creating Backup Plan: retention of ${days} days lies outside the lock of vault ${lock.id} (${least} to ${most}); its jobs would fail`;
      }),
    );
    return problems.filter((problem) => problem !== undefined);
  },
};

/** A plan goes after its selections. */
const planInUse: ReferenceRule = {
  code: "aws/plan-in-use",
  source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DeleteBackupPlan.html",
  types: [PLAN],
  moments: ["delete"],
  check: async ({ id }, world) => {
    const selections = await world.list(SELECTION);
    const isUsed = selections.some(({ inputs }) => inputs["planId"] === id);
    return isUsed
      ? [
          "deleting Backup Plan: operation error Backup: DeleteBackupPlan, StatusCode: 400, InvalidRequestException: Related backup plan selections must be deleted prior to backup plan deletion",
        ]
      : [];
  },
};

/** A role goes after the policies on it. */
const roleInUse: ReferenceRule = {
  code: "aws/role-in-use",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html",
  types: [ROLE],
  moments: ["delete"],
  check: async ({ id }, world) => {
    const parts = [...(await world.list(ROLE_POLICY)), ...(await world.list(ROLE_ATTACHMENT))];
    const isUsed = parts.some(({ inputs }) => inputs["role"] === id);
    return isUsed
      ? [
          "operation error IAM: DeleteRole, StatusCode: 409, DeleteConflict: Cannot delete entity, must remove policies first.",
        ]
      : [];
  },
};

/** What AWS refuses because of other objects. */
export const awsReferences: readonly ReferenceRule[] = [
  ...pointers.map(followed),
  bucketVersioned,
  planWithinLock,
  planInUse,
  roleInUse,
];
