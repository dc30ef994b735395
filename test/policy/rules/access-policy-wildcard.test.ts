import { accessPolicyWildcard } from "../../../policy/rules/access-policy-wildcard";
import type { Bag } from "../../../policy/value";
import { describeRule, production } from "../../support/policy-rule";

const role = "aws:iam/role:Role";
const inline = "aws:iam/rolePolicy:RolePolicy";
const key = "aws:kms/key:Key";
const root = "arn:aws:iam::111122223333:root";

const policy = (...statements: readonly Bag[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (statement: Bag): Bag => ({ Effect: "Allow", ...statement });

describeRule(accessPolicyWildcard, {
  keeps: {
    "a role that one service takes on": {
      type: role,
      props: {
        assumeRolePolicy: policy(
          allow({ Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }),
        ),
      },
    },
    "a key that its account decides on": {
      type: key,
      props: { policy: policy(allow({ Principal: { AWS: root }, Action: "kms:*", Resource: "*" })) },
    },
    "what is forbidden to everyone": {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      props: { policy: policy({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }) },
    },
    "everyone under a condition": {
      type: "aws:sns/topicPolicy:TopicPolicy",
      props: {
        policy: policy(
          allow({
            Principal: { AWS: "*" },
            Action: "sns:Publish",
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
          }),
        ),
      },
    },
    "what only lists": {
      type: inline,
      props: { policy: policy(allow({ Action: ["s3:ListAllMyBuckets", "ec2:Describe*"], Resource: "*" })) },
    },
    "what AWS grants in no other way": {
      type: inline,
      props: { policy: { Statement: allow({ Action: "cloudwatch:PutMetricData", Resource: "*" }) } },
    },
    "what the team allows on everything": {
      type: inline,
      props: { policy: policy(allow({ Action: "xray:PutTraceSegments", Resource: "*" })) },
      context: { ...production, settings: { actionsOnAll: ["xray:PutTraceSegments"] } },
    },
    "all of a service on named resources": {
      type: inline,
      props: { policy: policy(allow({ Action: "s3:*", Resource: "arn:aws:s3:::shop/*" })) },
    },
    "a filter that is no policy": {
      type: "aws:sns/topicSubscription:TopicSubscription",
      props: { filterPolicy: '{"State":["*"]}', endpoint: '{"Statement":' },
    },
  },
  breaks: {
    "a role that everyone may take on": {
      type: role,
      props: { assumeRolePolicy: policy(allow({ Principal: { AWS: ["*"] }, Action: "sts:AssumeRole" })) },
      found: [{ path: "assumeRolePolicy.Statement[0]", value: "Principal *" }],
    },
    "a key that everyone may use": {
      type: key,
      props: {
        policy: policy(
          allow({ Principal: { AWS: root }, Action: "kms:*" }),
          allow({ Principal: "*", Action: "kms:Decrypt" }),
        ),
      },
      found: [{ path: "policy.Statement[1]", value: "Principal *" }],
    },
    "all principals but one": {
      type: "aws:sns/topic:Topic",
      props: { policy: policy(allow({ NotPrincipal: { AWS: root }, Action: "sns:Publish", Resource: "*" })) },
      found: [{ value: "NotPrincipal" }],
    },
    "every action": {
      type: inline,
      props: { policy: policy(allow({ Action: "*", Resource: "arn:aws:s3:::shop" })) },
      found: [{ value: "*" }],
    },
    "every action but one": {
      type: inline,
      props: { policy: policy(allow({ NotAction: "iam:*", Resource: "*" })) },
      found: [{ value: "NotAction" }],
    },
    "an action on everything": {
      type: inline,
      props: {
        policy: policy(allow({ Action: ["s3:ListBucket", "s3:GetObject", "kms:*"], Resource: ["*"] })),
      },
      found: [{ value: "s3:GetObject, kms:*" }],
    },
    "an action on all but some": {
      type: inline,
      props: { policy: policy(allow({ Action: "s3:PutObject", NotResource: "arn:aws:s3:::logs" })) },
      found: [{ value: "s3:PutObject" }],
    },
    "a policy inside a role, written as an object": {
      type: role,
      props: {
        inlinePolicies: [{ name: "all", policy: { Statement: [allow({ Action: "*:*", Resource: "*" })] } }],
      },
      found: [{ path: "inlinePolicies[0].policy.Statement[0]", value: "*:*" }],
    },
  },
});
