import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { roleArn, vaultArn } from "../aws/arn";
import { toDays, toHours } from "../duration";
import { awsTags } from "../identity";

/** What {@link RestoreTesting} needs to know. */
export interface RestoreTestingArgs {
  /** The planned backup store. */
  readonly guardrail: GuardrailOf<"backup-store">;
}

/** Has AWS Backup restore recovery points of the vault's buckets on a schedule, and delete the copies after. */
export class RestoreTesting extends pulumi.ComponentResource {
  /** ARN of the restore testing plan. */
  readonly planArn: pulumi.Output<string>;

  constructor(name: string, { guardrail }: RestoreTestingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:backups:RestoreTesting", name, {}, opts);
    const within = { parent: this, ...(opts?.dependsOn !== undefined && { dependsOn: opts.dependsOn }) };

    const plan = new aws.backup.RestoreTestingPlan(`${name}-plan`, toTestingPlanArgs(guardrail), within);
    const selection = toTestingSelectionArgs(guardrail, plan.name);
    new aws.backup.RestoreTestingSelection(`${name}-selection`, selection, within);
    this.planArn = plan.arn;

    this.registerOutputs({ planArn: this.planArn });
  }
}

/** When to test, and which recovery points: the newest snapshot of each bucket, from this vault only. */
export function toTestingPlanArgs(guardrail: GuardrailOf<"backup-store">): aws.backup.RestoreTestingPlanArgs {
  const { restoreTesting, region } = guardrail;
  return {
    name: restoreTesting.name,
    region,
    scheduleExpression: restoreTesting.schedule,
    scheduleExpressionTimezone: "Etc/UTC",
    startWindowHours: toHours(restoreTesting.startWindow),
    recoveryPointSelection: {
      algorithm: "LATEST_WITHIN_WINDOW",
      includeVaults: [vaultArn(guardrail, guardrail.vault)],
      // The backup plans make no continuous recovery points.
      recoveryPointTypes: ["SNAPSHOT"],
      selectionWindowDays: toDays(restoreTesting.selectionWindow),
    },
    tags: awsTags({ guardrail }),
  };
}

/**
 * What to test: every bucket with a recovery point in the vault. AWS infers the rest, such as a new bucket to restore to.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
 */
export function toTestingSelectionArgs(
  guardrail: GuardrailOf<"backup-store">,
  restoreTestingPlanName: pulumi.Input<string>,
): aws.backup.RestoreTestingSelectionArgs {
  const { restoreTesting, restoreRole, region } = guardrail;
  return {
    // A selection has no tags: its name is its identity. AWS takes letters, digits and underscores.
    name: `${restoreTesting.name}_s3`,
    region,
    restoreTestingPlanName,
    protectedResourceType: "S3",
    protectedResourceArns: ["*"],
    iamRoleArn: roleArn(guardrail, restoreRole),
    validationWindowHours: toHours(restoreTesting.validationWindow),
  };
}
