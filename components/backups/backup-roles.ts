import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { anyKeyArn, managedPolicyArn, oidcProviderArn, roleArn } from "../aws/arn";
import { policyText } from "../aws/policy-document";
import { awsTags, labels } from "../identity";
import { objectName } from "../object-name";

/** What {@link BackupRoles} need to know. */
export interface BackupRolesArgs {
  /** The planned backup store. */
  readonly guardrail: GuardrailOf<"backup-store">;
}

/** Who may do what with backups: AWS Backup backs up, AWS Backup restores, and the jobs of the cluster upload. */
export class BackupRoles extends pulumi.ComponentResource {
  constructor(name: string, { guardrail }: BackupRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:backups:BackupRoles", name, {}, opts);
    const within = { parent: this };

    for (const part of ["backup", "restore"] as const) {
      const role = new aws.iam.Role(`${name}-${part}`, toServiceRoleArgs(guardrail, part), within);
      for (const [suffix, policyArn] of Object.entries(toManagedPolicies(guardrail, part))) {
        const attachment = { role: role.name, policyArn };
        new aws.iam.RolePolicyAttachment(`${name}-${part}-${suffix}`, attachment, within);
      }
    }
    const upload = new aws.iam.Role(`${name}-upload`, toUploadRoleArgs(guardrail), within);
    const policy = {
      name: objectName({ guardrail, part: "key" }),
      role: upload.name,
      policy: toKeyUsePolicy(guardrail),
    };
    new aws.iam.RolePolicy(`${name}-upload-key`, policy, within);
    new kubernetes.core.v1.ServiceAccount(`${name}-jobs`, toServiceAccountArgs(guardrail), within);

    this.registerOutputs();
  }
}

/** A role that AWS Backup takes on. */
export function toServiceRoleArgs(
  guardrail: GuardrailOf<"backup-store">,
  part: "backup" | "restore",
): aws.iam.RoleArgs {
  return {
    name: part === "backup" ? guardrail.backupRole : guardrail.restoreRole,
    assumeRolePolicy: policyText([
      {
        Sid: "AwsBackup",
        Effect: "Allow",
        Principal: { Service: "backup.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]),
    tags: awsTags({ guardrail, part }),
  };
}

/**
 * AWS's own policies for the work, which follow what AWS Backup needs; S3 has its own pair.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
export function toManagedPolicies(
  guardrail: GuardrailOf<"backup-store">,
  part: "backup" | "restore",
): Readonly<Record<"general" | "s3", string>> {
  const [general, s3] =
    part === "backup"
      ? (["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"] as const)
      : (["AWSBackupServiceRolePolicyForRestores", "AWSBackupServiceRolePolicyForS3Restore"] as const);
  return {
    general: managedPolicyArn(guardrail, `service-role/${general}`),
    s3: managedPolicyArn(guardrail, s3),
  };
}

/**
 * The role of the backup jobs, which only their service account can take on.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function toUploadRoleArgs(guardrail: GuardrailOf<"backup-store">): aws.iam.RoleArgs {
  const { oidcProvider, namespace, serviceAccount } = guardrail;
  return {
    name: guardrail.uploadRole,
    assumeRolePolicy: policyText([
      {
        Sid: "BackupJobs",
        Effect: "Allow",
        Principal: { Federated: oidcProviderArn(guardrail, oidcProvider) },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${oidcProvider}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
            [`${oidcProvider}:aud`]: "sts.amazonaws.com",
          },
        },
      },
    ]),
    tags: awsTags({ guardrail, part: "upload" }),
  };
}

/**
 * Lets the jobs encrypt and read with the store's key. The key is named by its alias, since its id is not known before
 * it exists. https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function toKeyUsePolicy(guardrail: GuardrailOf<"backup-store">): string {
  return policyText([
    {
      Sid: "UseBackupKey",
      Effect: "Allow",
      // An upload in parts reads back the data key of the parts before, hence Decrypt.
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: anyKeyArn(guardrail),
      Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": guardrail.keyAlias } },
    },
  ]);
}

/** The account that the backup jobs run as, tied to the upload role. Its namespace exists already. */
export function toServiceAccountArgs(
  guardrail: GuardrailOf<"backup-store">,
): kubernetes.core.v1.ServiceAccountArgs {
  return {
    metadata: {
      name: guardrail.serviceAccount,
      namespace: guardrail.namespace,
      labels: labels({ guardrail }),
      annotations: { "eks.amazonaws.com/role-arn": roleArn(guardrail, guardrail.uploadRole) },
    },
    automountServiceAccountToken: false,
  };
}
