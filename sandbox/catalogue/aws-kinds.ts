import { createHash } from "node:crypto";

import { isWireBag, type WireBag } from "../wire/values";
import { hexId, randomLetters, textOf, uuid } from "./ids";
import { ACCOUNT, REGION, type KindTable, type ResourceKind } from "./kind";

const regionOf = (inputs: WireBag): string => textOf(inputs["region"], REGION);
const arn = (service: string, inputs: WireBag, rest: string): string =>
  `arn:aws:${service}:${regionOf(inputs)}:${ACCOUNT}:${rest}`;
const name = (inputs: WireBag): string => textOf(inputs["name"]);
const planVersion = (inputs: WireBag): string =>
  createHash("sha256").update(JSON.stringify(inputs)).digest("base64").slice(0, 32);
const targetKeyArn = (inputs: WireBag): string => {
  const target = textOf(inputs["targetKeyId"]);
  return target.startsWith("arn:") ? target : arn("kms", inputs, `key/${target}`);
};
const backupConflict = (operation: string, what: string): string =>
  `operation error Backup: ${operation}, https response error StatusCode: 400, RequestID: ${uuid()}, ` +
  `AlreadyExistsException: ${what}`;

/** A setting of a bucket: it takes the bucket's name as its id, and there is one for each bucket. */
const ofBucket: ResourceKind = {
  identify: (inputs) => textOf(inputs["bucket"]),
  compute: () => ({}),
  forcesReplacement: ["bucket", "expectedBucketOwner"],
};

const s3: KindTable = {
  "aws:s3/bucket:Bucket": {
    identify: (inputs) => textOf(inputs["bucket"], `${textOf(inputs["bucketPrefix"])}${randomLetters(12)}`),
    compute: (inputs, id) => ({
      bucket: id,
      arn: `arn:aws:s3:::${id}`,
      bucketDomainName: `${id}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${id}.s3.${regionOf(inputs)}.amazonaws.com`,
      bucketRegion: regionOf(inputs),
      hostedZoneId: "Z3AQBSTGFYJSTF",
    }),
    defaults: { forceDestroy: false, requestPayer: "BucketOwner", region: REGION },
    forcesReplacement: ["bucket", "bucketPrefix", "region", "objectLockEnabled"],
    namedBy: "bucket",
    conflict: (id) =>
      `creating S3 Bucket (${id}): operation error S3: CreateBucket, https response error StatusCode: 409, ` +
      `RequestID: SANDBOX, BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.`,
  },
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    ...ofBucket,
    defaults: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    ...ofBucket,
    defaults: { transitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
  },
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketNotification:BucketNotification": ofBucket,
};

const kms: KindTable = {
  "aws:kms/key:Key": {
    identify: uuid,
    compute: (inputs, id) => ({ keyId: id, arn: arn("kms", inputs, `key/${id}`) }),
    defaults: {
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      keyUsage: "ENCRYPT_DECRYPT",
      isEnabled: true,
      enableKeyRotation: false,
      multiRegion: false,
    },
    forcesReplacement: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId"],
  },
  "aws:kms/alias:Alias": {
    identify: name,
    compute: (inputs, id) => ({ arn: arn("kms", inputs, id), targetKeyArn: targetKeyArn(inputs) }),
    recompute: (inputs) => ({ targetKeyArn: targetKeyArn(inputs) }),
    forcesReplacement: ["name", "namePrefix"],
    namedBy: "name",
    conflict: (id, inputs) =>
      `creating KMS Alias (${id}): operation error KMS: CreateAlias, https response error StatusCode: 400, ` +
      `RequestID: ${uuid()}, AlreadyExistsException: An alias with the name ${arn("kms", inputs, id)} already exists`,
  },
};

const ofVault: ResourceKind = {
  identify: (inputs) => textOf(inputs["backupVaultName"]),
  compute: (inputs, id) => ({ backupVaultArn: arn("backup", inputs, `backup-vault:${id}`) }),
  forcesReplacement: ["backupVaultName", "backupVaultEvents", "snsTopicArn", "changeableForDays"],
};

const backup: KindTable = {
  "aws:backup/vault:Vault": {
    identify: name,
    compute: (inputs, id) => ({ arn: arn("backup", inputs, `backup-vault:${id}`), recoveryPoints: 0 }),
    defaults: { forceDestroy: false },
    forcesReplacement: ["name", "kmsKeyArn"],
    namedBy: "name",
    conflict: (id) =>
      `creating Backup Vault (${id}): ${backupConflict("CreateBackupVault", "Backup vault with the same name already exists")}`,
  },
  "aws:backup/vaultNotifications:VaultNotifications": {
    ...ofVault,
    forcesReplacement: ["backupVaultName", "backupVaultEvents", "snsTopicArn"],
  },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    ...ofVault,
    forcesReplacement: ["backupVaultName", "changeableForDays", "maxRetentionDays", "minRetentionDays"],
  },
  "aws:backup/plan:Plan": {
    identify: uuid,
    compute: (inputs, id) => ({
      arn: arn("backup", inputs, `backup-plan:${id}`),
      version: planVersion(inputs),
    }),
    recompute: (inputs) => ({ version: planVersion(inputs) }),
    forcesReplacement: ["name"],
    namedBy: "name",
  },
  "aws:backup/selection:Selection": {
    identify: uuid,
    compute: () => ({}),
    forcesReplacement: [
      "conditions",
      "iamRoleArn",
      "name",
      "notResources",
      "planId",
      "resources",
      "selectionTags",
    ],
    namedBy: "name",
  },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
    identify: name,
    compute: (inputs, id) => ({ arn: arn("backup", inputs, `restore-testing-plan:${id}`) }),
    defaults: { scheduleExpressionTimezone: "Etc/UTC", startWindowHours: 24 },
    forcesReplacement: ["name"],
    namedBy: "name",
    conflict: (id) =>
      `creating Backup Restore Testing Plan (${id}): ` +
      backupConflict("CreateRestoreTestingPlan", "Restore testing plan with the same name already exists"),
  },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    identify: (inputs) => `${name(inputs)}:${textOf(inputs["restoreTestingPlanName"])}`,
    compute: () => ({}),
    forcesReplacement: ["name", "restoreTestingPlanName", "protectedResourceType"],
    namedBy: "name",
    conflict: (id) =>
      `creating Backup Restore Testing Selection (${id}): ` +
      backupConflict(
        "CreateRestoreTestingSelection",
        "Restore testing selection with the same name already exists",
      ),
  },
};

const iam: KindTable = {
  "aws:iam/role:Role": {
    identify: name,
    compute: (inputs, id) => ({
      arn: `arn:aws:iam::${ACCOUNT}:role${textOf(inputs["path"], "/")}${id}`,
      uniqueId: `AROA${hexId().slice(0, 17).toUpperCase()}`,
      createDate: new Date().toISOString(),
    }),
    defaults: { path: "/", maxSessionDuration: 3600, forceDetachPolicies: false },
    forcesReplacement: ["name", "namePrefix", "path"],
    namedBy: "name",
    conflict: (id) =>
      `creating IAM Role (${id}): operation error IAM: CreateRole, https response error StatusCode: 409, ` +
      `RequestID: ${uuid()}, EntityAlreadyExists: Role with name ${id} already exists.`,
  },
  "aws:iam/rolePolicy:RolePolicy": {
    identify: (inputs) => `${textOf(inputs["role"])}:${name(inputs)}`,
    compute: () => ({}),
    forcesReplacement: ["role", "name", "namePrefix"],
    namedBy: "name",
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    identify: (inputs) => `${textOf(inputs["role"])}/${textOf(inputs["policyArn"])}`,
    compute: () => ({}),
    forcesReplacement: ["role", "policyArn"],
  },
};

const sns: KindTable = {
  "aws:sns/topic:Topic": {
    identify: (inputs) => arn("sns", inputs, name(inputs)),
    compute: (_inputs, id) => ({ arn: id, owner: ACCOUNT }),
    forcesReplacement: ["name", "namePrefix", "fifoTopic"],
    namedBy: "name",
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    identify: (inputs) => textOf(inputs["arn"]),
    compute: () => ({ owner: ACCOUNT }),
    forcesReplacement: ["arn"],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    identify: (inputs) => `${textOf(inputs["topic"])}:${uuid()}`,
    compute: (_inputs, id) => ({ arn: id, ownerId: ACCOUNT, pendingConfirmation: true }),
    forcesReplacement: ["topic", "protocol", "endpoint"],
  },
};

const appautoscaling: KindTable = {
  "aws:appautoscaling/target:Target": {
    identify: (inputs) => textOf(inputs["resourceId"]),
    compute: (inputs) => ({ arn: arn("application-autoscaling", inputs, `scalable-target/${hexId()}`) }),
    forcesReplacement: ["resourceId", "scalableDimension", "serviceNamespace"],
    namedBy: "resourceId",
  },
  "aws:appautoscaling/policy:Policy": {
    identify: name,
    compute: (inputs, id) => ({
      arn: arn(
        "autoscaling",
        inputs,
        `scalingPolicy:${uuid()}:resource/${textOf(inputs["serviceNamespace"])}:policyName/${id}`,
      ),
      alarmArns: isWireBag(inputs["targetTrackingScalingPolicyConfiguration"])
        ? ["AlarmHigh", "AlarmLow"].map((side) =>
            arn("cloudwatch", inputs, `alarm:TargetTracking-${id}-${side}`),
          )
        : [],
    }),
    defaults: { policyType: "StepScaling" },
    forcesReplacement: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
    namedBy: "name",
  },
};

/** Kinds of AWS objects that backups, keys, buckets and scaling need. */
export const awsKinds: KindTable = { ...s3, ...kms, ...backup, ...iam, ...sns, ...appautoscaling };
