import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { topicArn } from "../aws/arn";
import { policyText } from "../aws/policy-document";
import { awsTags } from "../identity";

/** What {@link VaultNotices} need to know. */
export interface VaultNoticesArgs {
  /** The planned backup store. */
  readonly guardrail: GuardrailOf<"backup-store">;
  /** Name of the vault, from the vault itself. */
  readonly vaultName: pulumi.Input<string>;
}

/** Mails the subscribers about every backup or restore that did not simply succeed. */
export class VaultNotices extends pulumi.ComponentResource {
  /** ARN of the topic. */
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: VaultNoticesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:backups:VaultNotices", name, {}, opts);
    const { guardrail, vaultName } = args;
    const { region } = guardrail;
    // The topic's key has an alias before anything is published; the caller hands that on as a dependency.
    const within = { parent: this, ...(opts?.dependsOn !== undefined && { dependsOn: opts.dependsOn }) };

    const topic = new aws.sns.Topic(`${name}-topic`, toTopicArgs(guardrail), within);
    const policy = toTopicPolicy(guardrail);
    const allowed = new aws.sns.TopicPolicy(`${name}-policy`, { arn: topic.arn, policy, region }, within);
    const notices = {
      backupVaultName: vaultName,
      backupVaultEvents: [...events],
      snsTopicArn: topic.arn,
      region,
    };
    new aws.backup.VaultNotifications(`${name}-events`, notices, { parent: this, dependsOn: allowed });
    guardrail.subscribers.forEach((endpoint) => {
      const subscription = { topic: topic.arn, protocol: "email", endpoint, ...unlessCompleted, region };
      new aws.sns.TopicSubscription(`${name}-${toLogicalName(endpoint)}`, subscription, within);
    });
    this.topicArn = topic.arn;

    this.registerOutputs({ topicArn: this.topicArn });
  }
}

/**
 * The events that AWS documents as supported and that can mean a failure; those with FAILED in their name are
 * deprecated, a failed job is a COMPLETED event with another state.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
const events = [
  "BACKUP_JOB_COMPLETED",
  "RESTORE_JOB_COMPLETED",
  "S3_BACKUP_OBJECT_FAILED",
  "S3_RESTORE_OBJECT_FAILED",
] as const;

/** Drops the good news: https://repost.aws/knowledge-center/aws-backup-failed-job-notification */
const unlessCompleted = {
  filterPolicyScope: "MessageAttributes",
  filterPolicy: JSON.stringify({ State: [{ "anything-but": "COMPLETED" }, { exists: false }] }),
};

/** An address as part of a logical name, so that the order of the subscribers is no identity. */
function toLogicalName(address: string): string {
  return address.replaceAll(/[^a-zA-Z0-9]+/g, "-");
}

/** The topic, encrypted with the store's key. */
export function toTopicArgs(guardrail: GuardrailOf<"backup-store">): aws.sns.TopicArgs {
  const { topic, region, keyAlias } = guardrail;
  return { name: topic, region, kmsMasterKeyId: keyAlias, tags: awsTags({ guardrail }) };
}

/** Lets AWS Backup publish, in the words of its documentation. */
export function toTopicPolicy(guardrail: GuardrailOf<"backup-store">): string {
  return policyText([
    {
      Sid: "AwsBackupPublishes",
      Effect: "Allow",
      Principal: { Service: "backup.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn(guardrail, guardrail.topic),
    },
  ]);
}
