import { BackupStore } from "../../../components/backups/backup-store";
import { recordDependencies } from "../../support/dependencies";
import { backupStoreOf } from "../../support/infrastructure-guardrails";
import { PulumiRecorder, type Registration } from "../../support/pulumi-recorder";

const tags = { "managed-by": "belfry", belfry: "shop/store", env: "prod", service: "shop", team: "shop" };
const region = "eu-west-1";
const text = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

const trust = text({
  Sid: "AwsBackup",
  Effect: "Allow",
  Principal: { Service: "backup.amazonaws.com" },
  Action: "sts:AssumeRole",
});

const keyPolicy = text(
  {
    Sid: "AccountDecidesByIam",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "kms:*",
    Resource: "*",
  },
  {
    Sid: "BackupRolesUse",
    Effect: "Allow",
    Principal: { AWS: [role("belfry-prod-backup"), role("belfry-prod-restore")] },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: "*",
  },
  {
    Sid: "BackupRolesGrant",
    Effect: "Allow",
    Principal: { AWS: [role("belfry-prod-backup"), role("belfry-prod-restore")] },
    Action: "kms:CreateGrant",
    Resource: "*",
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
  {
    Sid: "BackupNotices",
    Effect: "Allow",
    Principal: { Service: "backup.amazonaws.com" },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
  },
);

/** Everything the store registers beside its components, by logical name. */
const expected: Readonly<Record<string, readonly [string, object]>> = {
  "roles-backup": [
    "aws:iam/role:Role",
    { name: "belfry-prod-backup", assumeRolePolicy: trust, tags: { ...tags, "belfry-part": "backup" } },
  ],
  "roles-backup-general": [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    {
      role: "belfry-prod-backup",
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    },
  ],
  "roles-backup-s3": [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    {
      role: "belfry-prod-backup",
      policyArn: "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
    },
  ],
  "roles-restore": [
    "aws:iam/role:Role",
    { name: "belfry-prod-restore", assumeRolePolicy: trust, tags: { ...tags, "belfry-part": "restore" } },
  ],
  "roles-restore-general": [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    {
      role: "belfry-prod-restore",
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    },
  ],
  "roles-restore-s3": [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    {
      role: "belfry-prod-restore",
      policyArn: "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
    },
  ],
  "roles-upload": [
    "aws:iam/role:Role",
    {
      name: "belfry-prod-upload",
      assumeRolePolicy: text({
        Sid: "BackupJobs",
        Effect: "Allow",
        Principal: {
          Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:operations:belfry-backup",
            "oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com",
          },
        },
      }),
      tags: { ...tags, "belfry-part": "upload" },
    },
  ],
  "roles-upload-key": [
    "aws:iam/rolePolicy:RolePolicy",
    {
      name: "prod-shop-store-key",
      role: "belfry-prod-upload",
      policy: text({
        Sid: "UseBackupKey",
        Effect: "Allow",
        Action: ["kms:GenerateDataKey", "kms:Decrypt"],
        Resource: "arn:aws:kms:eu-west-1:111122223333:key/*",
        Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/belfry-prod" } },
      }),
    },
  ],
  "roles-jobs": [
    "kubernetes:core/v1:ServiceAccount",
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: {
        name: "belfry-backup",
        namespace: "operations",
        labels: { ...tags, belfry: "shop.store" },
        annotations: { "eks.amazonaws.com/role-arn": role("belfry-prod-upload") },
      },
      automountServiceAccountToken: false,
    },
  ],
  "vault-key": [
    "aws:kms/key:Key",
    {
      description: "store",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: keyPolicy,
      region,
      tags,
    },
  ],
  "vault-alias": ["aws:kms/alias:Alias", { name: "alias/belfry-prod", region }],
  "vault-vault": [
    "aws:backup/vault:Vault",
    { name: "belfry-prod", region, kmsKeyArn: "shop/store-vault-key-arn", forceDestroy: false, tags },
  ],
  "vault-lock": [
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    { backupVaultName: "belfry-prod", region, minRetentionDays: 7, maxRetentionDays: 400 },
  ],
  "notices-topic": [
    "aws:sns/topic:Topic",
    { name: "belfry-prod-backups", region, kmsMasterKeyId: "alias/belfry-prod", tags },
  ],
  "notices-policy": [
    "aws:sns/topicPolicy:TopicPolicy",
    {
      arn: "shop/store-notices-topic-arn",
      region,
      policy: text({
        Sid: "AwsBackupPublishes",
        Effect: "Allow",
        Principal: { Service: "backup.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "arn:aws:sns:eu-west-1:111122223333:belfry-prod-backups",
      }),
    },
  ],
  "notices-events": [
    "aws:backup/vaultNotifications:VaultNotifications",
    {
      backupVaultName: "belfry-prod",
      backupVaultEvents: [
        "BACKUP_JOB_COMPLETED",
        "RESTORE_JOB_COMPLETED",
        "S3_BACKUP_OBJECT_FAILED",
        "S3_RESTORE_OBJECT_FAILED",
      ],
      snsTopicArn: "shop/store-notices-topic-arn",
      region,
    },
  ],
  "notices-ops-example-com": [
    "aws:sns/topicSubscription:TopicSubscription",
    {
      topic: "shop/store-notices-topic-arn",
      protocol: "email",
      endpoint: "ops@example.com",
      filterPolicyScope: "MessageAttributes",
      filterPolicy: '{"State":[{"anything-but":"COMPLETED"},{"exists":false}]}',
      region,
    },
  ],
  "restore-testing-plan": [
    "aws:backup/restoreTestingPlan:RestoreTestingPlan",
    {
      name: "belfry_prod",
      region,
      scheduleExpression: "cron(0 9 ? * SUN *)",
      scheduleExpressionTimezone: "Etc/UTC",
      startWindowHours: 8,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: ["arn:aws:backup:eu-west-1:111122223333:backup-vault:belfry-prod"],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 30,
      },
      tags,
    },
  ],
  "restore-testing-selection": [
    "aws:backup/restoreTestingSelection:RestoreTestingSelection",
    {
      name: "belfry_prod_s3",
      region,
      restoreTestingPlanName: "belfry_prod",
      protectedResourceType: "S3",
      protectedResourceArns: ["*"],
      iamRoleArn: role("belfry-prod-restore"),
      validationWindowHours: 1,
    },
  ],
};

const leaves = (registrations: readonly Registration[]) =>
  Object.fromEntries(
    registrations
      .filter(({ type }) => !type.startsWith("belfry:"))
      .map(({ type, name, inputs }) => [name.replace("shop/store-", ""), [type, inputs]]),
  );

describe("BackupStore", () => {
  it("registers exactly roles, key, vault, lock, notices and restore testing", async () => {
    const engine = await PulumiRecorder.install();

    new BackupStore("shop/store", { guardrail: backupStoreOf() });

    expect(leaves(await engine.registrations())).toEqual(expected);
  });

  it.each([
    ["vault-key", "roles-backup"],
    ["vault-key", "roles-restore"],
    ["vault-vault", "vault-key"],
    ["vault-lock", "vault-vault"],
    ["notices-topic", "vault-alias"],
    ["notices-events", "notices-policy"],
    ["notices-events", "vault-vault"],
    ["vault-key", "roles-restore-s3"],
    ["restore-testing-selection", "restore-testing-plan"],
    ["restore-testing-plan", "vault-vault"],
  ])("tells the engine that %s waits for %s", async (after, before) => {
    const engine = await PulumiRecorder.install();
    const dependencies = recordDependencies();

    new BackupStore("shop/store", { guardrail: backupStoreOf() });

    await engine.registrations();
    expect(dependencies.get(`shop/store-${after}`)).toContain(`shop/store-${before}`);
  });

  it("locks in governance mode: with a date the lock could never be lifted again", async () => {
    const engine = await PulumiRecorder.install();

    new BackupStore("shop/store", { guardrail: backupStoreOf() });

    expect(await engine.inputsOf("shop/store-vault-lock")).not.toHaveProperty("changeableForDays");
  });
});
