import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { accountArn, roleArn } from "../aws/arn";
import { type Statement, policyText } from "../aws/policy-document";
import { toDays } from "../duration";
import { awsTags } from "../identity";

/** What a {@link BackupVault} needs to know. */
export interface BackupVaultArgs {
  /** The planned backup store. */
  readonly guardrail: GuardrailOf<"backup-store">;
}

/** The vault of all recovery points, the key that encrypts them, and the lock that keeps them. */
export class BackupVault extends pulumi.ComponentResource {
  /** ARN of the vault. */
  readonly vaultArn: pulumi.Output<string>;
  /** Name of the vault, known once the vault exists. */
  readonly vaultName: pulumi.Output<string>;
  /** ARN of the key. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, { guardrail }: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:backups:BackupVault", name, {}, opts);
    // KMS refuses a policy that names a role which does not exist, so the key waits for what the vault waits for.
    const within = { parent: this, ...(opts?.dependsOn !== undefined && { dependsOn: opts.dependsOn }) };

    const key = new aws.kms.Key(`${name}-key`, toKeyArgs(guardrail), within);
    const { region, keyAlias } = guardrail;
    new aws.kms.Alias(`${name}-alias`, { name: keyAlias, targetKeyId: key.keyId, region }, within);
    const vault = new aws.backup.Vault(`${name}-vault`, toVaultArgs(guardrail, key.arn), within);
    new aws.backup.VaultLockConfiguration(`${name}-lock`, toLockArgs(guardrail, vault.name), within);
    this.vaultArn = vault.arn;
    this.vaultName = vault.name;
    this.keyArn = key.arn;

    this.registerOutputs({ vaultArn: this.vaultArn, vaultName: this.vaultName, keyArn: this.keyArn });
  }
}

/** The key, turned over each year; thirty days, the longest AWS has, to notice that it is being deleted. */
export function toKeyArgs(guardrail: GuardrailOf<"backup-store">): aws.kms.KeyArgs {
  return {
    description: guardrail.title,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: policyText(toKeyStatements(guardrail)),
    region: guardrail.region,
    tags: awsTags({ guardrail }),
  };
}

/**
 * Who may use the key. Without the first statement nobody could ever change the key again.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
 */
function toKeyStatements(guardrail: GuardrailOf<"backup-store">): readonly Statement[] {
  const everything = "*";
  const roles = [guardrail.backupRole, guardrail.restoreRole].map((role) => roleArn(guardrail, role));
  return [
    {
      Sid: "AccountDecidesByIam",
      Effect: "Allow",
      Principal: { AWS: accountArn(guardrail) },
      Action: "kms:*",
      Resource: everything,
    },
    {
      Sid: "BackupRolesUse",
      Effect: "Allow",
      Principal: { AWS: roles },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: everything,
    },
    {
      Sid: "BackupRolesGrant",
      Effect: "Allow",
      Principal: { AWS: roles },
      Action: "kms:CreateGrant",
      Resource: everything,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    {
      // AWS Backup itself publishes to the encrypted topic.
      Sid: "BackupNotices",
      Effect: "Allow",
      Principal: { Service: "backup.amazonaws.com" },
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Resource: everything,
    },
  ];
}

/** The vault; deleting it with recovery points in it fails. */
export function toVaultArgs(
  guardrail: GuardrailOf<"backup-store">,
  kmsKeyArn: pulumi.Input<string>,
): aws.backup.VaultArgs {
  const { vault, region } = guardrail;
  return { name: vault, region, kmsKeyArn, forceDestroy: false, tags: awsTags({ guardrail }) };
}

/**
 * The lock in governance mode, which those with the right can lift. `changeableForDays` is left out on purpose: with it
 * the lock could never be lifted again, by nobody.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export function toLockArgs(
  { minimumRetention, maximumRetention, region }: GuardrailOf<"backup-store">,
  backupVaultName: pulumi.Input<string>,
): aws.backup.VaultLockConfigurationArgs {
  return {
    backupVaultName,
    region,
    minRetentionDays: toDays(minimumRetention),
    maxRetentionDays: toDays(maximumRetention),
  };
}
