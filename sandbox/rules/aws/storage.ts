import { between, eachBag, eachText, findingIf, fits, oneOf } from "../kit";
import { isGiven, isMissing, number, record, text } from "../read";
import type { Finding, Rule } from "../rule";
import {
  ALIAS,
  BUCKET,
  BUCKET_LIFECYCLE,
  BUCKET_VERSIONING,
  KEY,
  ROLE,
  SCALING_POLICY,
  SCALING_TARGET,
  TOPIC,
} from "./types";

const S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";

/** Bucket names are host names. */
const bucketName: Rule = {
  code: "aws/bucket-name",
  source: S3,
  types: [BUCKET],
  check: (inputs) =>
    eachText(inputs, "bucket")
      .filter(
        ({ value }) =>
          !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value) ||
          /\.\.|^xn--|^sthree-|-s3alias$|--ol-s3$/.test(value) ||
          /^\d+\.\d+\.\d+\.\d+$/.test(value),
      )
      .map(({ path, value }) => ({
        path,
        message: `is "${value}"; use 3 to 63 lower-case letters, digits, dots and hyphens, no IP address.`,
      })),
};

const versioning = oneOf({
  code: "aws/bucket-versioning",
  source:
    "botocore data/s3/2006-03-01/service-2.json (BucketVersioningStatus); terraform-provider-aws bucket_versioning.go",
  types: [BUCKET_VERSIONING],
  path: "versioningConfiguration.status",
  values: ["Enabled", "Suspended", "Disabled"],
});

const lifecycleStatus = oneOf({
  code: "aws/bucket-lifecycle-status",
  source: "botocore data/s3/2006-03-01/service-2.json (ExpirationStatus)",
  types: [BUCKET_LIFECYCLE],
  path: "rules[].status",
  values: ["Enabled", "Disabled"],
});

/** A lifecycle rule does something. */
const lifecycleAction: Rule = {
  code: "aws/bucket-lifecycle-action",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html",
  types: [BUCKET_LIFECYCLE],
  check: (inputs) => {
    const does = [
      "expiration",
      "transitions",
      "noncurrentVersionExpiration",
      "noncurrentVersionTransitions",
      "abortIncompleteMultipartUpload",
    ];
    return [
      ...findingIf(isMissing(inputs["rules"]), "rules", "is empty; add a rule."),
      ...eachBag(inputs, "rules[]").flatMap(({ path, value }) =>
        findingIf(
          !does.some((name) => isGiven(value[name])),
          path,
          `does nothing; add one of ${does.join(", ")}.`,
        ),
      ),
    ];
  },
};

const deletionWindow = between({
  code: "aws/key-deletion-window",
  source: "botocore data/kms/2014-11-01/service-2.json (PendingWindowInDays 7..30)",
  types: [KEY],
  path: "deletionWindowInDays",
  min: 7,
  max: 30,
  unit: "days",
});

const rotation = between({
  code: "aws/key-rotation",
  source: "botocore data/kms/2014-11-01/service-2.json (RotationPeriodInDays 90..2560)",
  types: [KEY],
  path: "rotationPeriodInDays",
  min: 90,
  max: 2560,
  unit: "days",
});

const aliasName = fits({
  code: "aws/alias-name",
  source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  types: [ALIAS],
  path: "name",
  pattern: /^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/,
  remedy: `begin with "alias/", not "alias/aws/", and use letters, digits and / _ -`,
});

const roleName = fits({
  code: "aws/role-name",
  source: "botocore data/iam/2010-05-08/service-2.json (roleNameType, 64)",
  types: [ROLE],
  path: "name",
  pattern: /^[\w+=,.@-]{1,64}$/,
  remedy: "use 1 to 64 letters, digits and + = , . @ - _",
});

const topicName = fits({
  code: "aws/topic-name",
  source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  types: [TOPIC],
  path: "name",
  pattern: /^[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/,
  remedy: "use 1 to 256 letters, digits and - _",
});

/** A service scales between two sizes, in this order. */
const capacity: Rule = {
  code: "aws/scaling-capacity",
  source: "botocore data/application-autoscaling/2016-02-06/service-2.json (RegisterScalableTarget)",
  types: [SCALING_TARGET],
  check: (inputs) => {
    const least = number(inputs["minCapacity"]);
    const most = number(inputs["maxCapacity"]);
    return [
      ...findingIf(least !== undefined && least < 0, "minCapacity", `is ${least ?? 0}; write 0 or more.`),
      ...findingIf(
        least !== undefined && most !== undefined && most < least,
        "maxCapacity",
        `is ${most ?? 0}, below minCapacity (${least ?? 0}); raise it.`,
      ),
    ];
  },
};

/** An ECS service is addressed by its cluster and name. */
const scalingResource: Rule = {
  code: "aws/scaling-resource",
  source:
    "botocore application-autoscaling (ResourceId: service/<cluster>/<service>; ScalableDimension ecs:service:DesiredCount)",
  types: [SCALING_TARGET, SCALING_POLICY],
  check: (inputs): readonly Finding[] => {
    const space = text(inputs["serviceNamespace"]);
    const id = text(inputs["resourceId"]);
    const dimension = text(inputs["scalableDimension"]);
    const isStrange = space !== undefined && dimension !== undefined && !dimension.startsWith(`${space}:`);
    return [
      ...findingIf(
        space === "ecs" && id !== undefined && !/^service\/[^/]+\/[^/]+$/.test(id),
        "resourceId",
        `is "${id ?? ""}"; write service/<cluster>/<service>.`,
      ),
      ...findingIf(
        isStrange,
        "scalableDimension",
        `is "${dimension ?? ""}"; it begins with the namespace "${space ?? ""}:".`,
      ),
    ];
  },
};

/** Each way of scaling has its own part. */
const scalingPolicy: Rule = {
  code: "aws/scaling-policy",
  source: "botocore application-autoscaling (PutScalingPolicy)",
  types: [SCALING_POLICY],
  check: (inputs) => {
    const kind = text(inputs["policyType"]) ?? "StepScaling";
    const part = {
      TargetTrackingScaling: "targetTrackingScalingPolicyConfiguration",
      StepScaling: "stepScalingPolicyConfiguration",
      PredictiveScaling: "predictiveScalingPolicyConfiguration",
    }[kind];
    if (part === undefined)
      return [
        {
          path: "policyType",
          message: `is "${kind}"; use TargetTrackingScaling, StepScaling or PredictiveScaling.`,
        },
      ];
    const tracking = record(inputs, "targetTrackingScalingPolicyConfiguration");
    const target = number(tracking["targetValue"]);
    return [
      ...findingIf(!isGiven(inputs[part]), part, `is required for policyType "${kind}"; add it.`),
      ...findingIf(
        target !== undefined && target <= 0,
        "targetTrackingScalingPolicyConfiguration.targetValue",
        `is ${target ?? 0}; write a number above 0.`,
      ),
    ];
  },
};

/** Rules about buckets, keys, roles, topics and scaling. */
export const storageRules: readonly Rule[] = [
  bucketName,
  versioning,
  lifecycleStatus,
  lifecycleAction,
  deletionWindow,
  rotation,
  aliasName,
  roleName,
  topicName,
  capacity,
  scalingResource,
  scalingPolicy,
];
