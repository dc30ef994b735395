import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { bucketArn, keyAliasArn, roleArn } from "../aws/arn";
import { policyText } from "../aws/policy-document";
import { toDays, toMinutes } from "../duration";
import { awsTags } from "../identity";
import { type ScriptedJob, deployJob } from "../kubernetes/scripted-job";
import { objectName } from "../object-name";
import { BackupBucket } from "./backup-bucket";
import { backupResources, postgresUser } from "./job-defaults";
import { scriptText } from "./scripts";

/** What a {@link DatabaseBackup} needs to know. */
export interface DatabaseBackupArgs {
  /** The planned backup. Vault, key and roles of its store are in it by name. */
  readonly guardrail: GuardrailOf<"backup">;
}

/**
 * Dumps a database on a schedule into a bucket of its own, and has AWS Backup protect that bucket. Where the backup
 * store is in the same stack, pass it as `dependsOn`: AWS looks the roles up when the selection is made.
 */
export class DatabaseBackup extends pulumi.ComponentResource {
  /** ARN of the bucket in which the dumps land. */
  readonly bucketArn: pulumi.Output<string>;
  /** Id of the AWS Backup plan. */
  readonly planId: pulumi.Output<string>;
  /** Name of the CronJob in its namespace. */
  readonly jobName: pulumi.Output<string>;

  constructor(name: string, { guardrail }: DatabaseBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:backups:DatabaseBackup", name, {}, opts);
    // The engine does not hand a component's dependencies on to its children, so a destroy would forget them.
    const within = { parent: this, ...(opts?.dependsOn !== undefined && { dependsOn: opts.dependsOn }) };

    const bucket = new BackupBucket(`${name}-dumps`, { guardrail }, within);
    new aws.iam.RolePolicy(`${name}-upload`, toUploadPolicyArgs(guardrail), within);
    const plan = new aws.backup.Plan(`${name}-plan`, toPlanArgs(guardrail), within);
    // AWS Backup takes only a versioned bucket, and versioning is a resource of its own.
    const after = { ...within, dependsOn: [bucket, ...dependencies(opts)] };
    new aws.backup.Selection(`${name}-selection`, toSelectionArgs(guardrail, plan.id), after);
    const job = deployJob(name, toDumpJob(guardrail), { parent: this });
    this.bucketArn = bucket.arn;
    this.planId = plan.id;
    this.jobName = job.metadata.name;

    this.registerOutputs({ bucketArn: this.bucketArn, planId: this.planId, jobName: this.jobName });
  }
}

const dependencies = ({
  dependsOn,
}: pulumi.ComponentResourceOptions = {}): pulumi.Input<pulumi.Resource>[] =>
  dependsOn === undefined ? [] : pulumi.Resource.isInstance(dependsOn) ? [dependsOn] : [];

/** Lets the store's upload role read and write this database's dumps, but not delete them. */
export function toUploadPolicyArgs(guardrail: GuardrailOf<"backup">): aws.iam.RolePolicyArgs {
  const arn = bucketArn(guardrail, guardrail.bucket);
  return {
    // A role's policy has no tags: its name is its identity.
    name: objectName({ guardrail }),
    role: guardrail.uploadRole,
    policy: policyText([
      // Without the right to list, S3 answers "forbidden" where it means "not there yet".
      { Sid: "List", Effect: "Allow", Action: "s3:ListBucket", Resource: arn },
      {
        Sid: "ReadAndWrite",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging", "s3:AbortMultipartUpload"],
        Resource: `${arn}/${guardrail.database}/*`,
      },
    ]),
  };
}

/**
 * One AWS Backup rule a tier. Both windows are always given: left out, the provider sets three hours and AWS cancels a
 * longer job. https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export function toPlanArgs(guardrail: GuardrailOf<"backup">): aws.backup.PlanArgs {
  const rules = guardrail.tiers.map((tier) => ({
    ruleName: tier.name,
    targetVaultName: guardrail.vault,
    schedule: tier.schedule,
    scheduleExpressionTimezone: "Etc/UTC",
    startWindow: toMinutes(tier.startWindow),
    completionWindow: toMinutes(tier.completionWindow),
    lifecycle: {
      deleteAfter: toDays(tier.deleteAfter),
      ...(tier.coldAfter !== null && { coldStorageAfter: toDays(tier.coldAfter) }),
    },
    recoveryPointTags: awsTags({ guardrail, part: tier.name }),
  }));
  return { name: objectName({ guardrail }), region: guardrail.region, rules, tags: awsTags({ guardrail }) };
}

/** The one bucket that the plan protects, by ARN: an empty selection would mean everything in the account. */
export function toSelectionArgs(
  guardrail: GuardrailOf<"backup">,
  planId: pulumi.Input<string>,
): aws.backup.SelectionArgs {
  return {
    // A selection has no tags: its name is its identity.
    name: objectName({ guardrail }),
    region: guardrail.region,
    planId,
    iamRoleArn: roleArn(guardrail, guardrail.backupRole),
    resources: [bucketArn(guardrail, guardrail.bucket)],
  };
}

/** The dump as a job: first dump and prove, then upload; a dump that was not proved is never uploaded. */
export function toDumpJob(guardrail: GuardrailOf<"backup">): ScriptedJob {
  const { namespace, schedule, timezone, deadline, serviceAccount, database, bucket, region } = guardrail;
  return {
    guardrail,
    namespace,
    schedule,
    timezone,
    deadline,
    retries: 2,
    serviceAccount,
    user: postgresUser,
    resources: backupResources,
    steps: [
      {
        name: "dump",
        image: guardrail.image,
        interpreter: "bash",
        script: scriptText("dump"),
        environment: {
          DATABASE: database,
          MAJOR_VERSION: String(guardrail.majorVersion),
          MINIMUM_BYTES: String(guardrail.minimumBytes),
        },
        secrets: [{ variable: "DATABASE_URL", secret: guardrail.connectionSecret, key: "DATABASE_URL" }],
        callsAws: false,
        measures: false,
      },
      {
        name: "upload",
        image: guardrail.uploadImage,
        interpreter: "bash",
        script: scriptText("upload"),
        environment: {
          DATABASE: database,
          BUCKET: bucket,
          KEY_ALIAS_ARN: keyAliasArn(guardrail, guardrail.keyAlias),
          AWS_REGION: region,
        },
        secrets: [],
        callsAws: true,
        measures: false,
      },
    ],
  };
}
