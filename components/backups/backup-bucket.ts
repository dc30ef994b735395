import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { bucketArn, keyAliasArn } from "../aws/arn";
import { policyText } from "../aws/policy-document";
import { toDays } from "../duration";
import { awsTags } from "../identity";

/** What a {@link BackupBucket} needs to know. */
export interface BackupBucketArgs {
  /** The planned backup whose dumps it holds. */
  readonly guardrail: GuardrailOf<"backup">;
}

/** Days in which a dump that was overwritten or deleted, by mistake or on purpose, can still be brought back. */
const recoverableDays = 30;

/** Days after which the parts of an upload that never finished are thrown away; a retry starts over. */
const unfinishedDays = 7;

/** The bucket in which one database's dumps land: private, versioned, encrypted, and emptied of old dumps only. */
export class BackupBucket extends pulumi.ComponentResource {
  /** The bucket's ARN. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { guardrail }: BackupBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:backups:BackupBucket", name, {}, opts);
    const within = { parent: this };
    const { region } = guardrail;

    const { id: bucket, arn } = new aws.s3.Bucket(`${name}-bucket`, toBucketArgs(guardrail), within);
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket, region, versioningConfiguration: { status: "Enabled" } },
      within,
    );
    const rules = toEncryptionRules(guardrail);
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { bucket, region, rules },
      within,
    );
    const privacy = new aws.s3.BucketPublicAccessBlock(
      `${name}-privacy`,
      { bucket, region, ...closed },
      within,
    );
    // S3 refuses two changes of a bucket's access at once.
    const policy = toBucketPolicy(guardrail);
    new aws.s3.BucketPolicy(`${name}-policy`, { bucket, region, policy }, { ...within, dependsOn: privacy });
    // A rule on replaced versions means nothing before there are versions.
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { bucket, region, rules: toLifecycleRules(guardrail) },
      { ...within, dependsOn: versioning },
    );
    this.arn = arn;

    this.registerOutputs({ arn: this.arn });
  }
}

const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** The bucket itself; deleting it with dumps in it fails. */
export function toBucketArgs(guardrail: GuardrailOf<"backup">): aws.s3.BucketArgs {
  const { bucket, region } = guardrail;
  return { bucket, region, forceDestroy: false, tags: awsTags({ guardrail }) };
}

/**
 * Encrypts with the backup store's key, named by its alias so that no other stack's output is needed. The bucket key
 * keeps S3 from asking KMS once an object. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export function toEncryptionRules(
  guardrail: GuardrailOf<"backup">,
): aws.types.input.s3.BucketServerSideEncryptionConfigurationRule[] {
  return [
    {
      applyServerSideEncryptionByDefault: {
        sseAlgorithm: "aws:kms",
        kmsMasterKeyId: keyAliasArn(guardrail, guardrail.keyAlias),
      },
      bucketKeyEnabled: true,
    },
  ];
}

/** Refuses whoever does not come over TLS. */
export function toBucketPolicy(guardrail: GuardrailOf<"backup">): string {
  const arn = bucketArn(guardrail, guardrail.bucket);
  return policyText([
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}

/**
 * What leaves the bucket, and when. Only dumps that the upload marked as superseded expire: were age alone to decide,
 * the last good dump would go while the jobs after it fail.
 */
export function toLifecycleRules({
  database,
  keepDumps,
}: GuardrailOf<"backup">): aws.types.input.s3.BucketLifecycleConfigurationRule[] {
  const prefix = `${database}/`;
  return [
    {
      id: "superseded-dumps",
      status: "Enabled",
      filter: { and: { prefix, tags: { superseded: "true" } } },
      expiration: { days: toDays(keepDumps) },
    },
    {
      id: "replaced-versions",
      status: "Enabled",
      filter: { prefix },
      expiration: { expiredObjectDeleteMarker: true },
      noncurrentVersionExpiration: { noncurrentDays: recoverableDays },
    },
    {
      id: "unfinished-uploads",
      status: "Enabled",
      filter: { prefix },
      abortIncompleteMultipartUpload: { daysAfterInitiation: unfinishedDays },
    },
  ];
}
