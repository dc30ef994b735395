"use strict";

// A small program with something of each package; the engine test copies it into a folder of its own.
const aws = require("@pulumi/aws");
const datadog = require("@pulumi/datadog");
const kubernetes = require("@pulumi/kubernetes");
const pulumi = require("@pulumi/pulumi");
const sentry = require("@pulumi/sentry");

const breaks = new pulumi.Config().get("breaks") ?? "";

const objective = new datadog.ServiceLevelObjective("uptime", {
  name: "uptime",
  type: "metric",
  query: { numerator: "sum:good{*}.as_count()", denominator: "sum:all{*}.as_count()" },
  thresholds: [{ timeframe: "30d", target: 99.9 }],
  tags: ["managed-by:belfry"],
});
new datadog.Monitor("burn", {
  name: "burn",
  type: "slo alert",
  query: pulumi.interpolate`burn_rate("${objective.id}").over("30d").long_window("1h").short_window("5m") > 14.4`,
  message: "{{value}}",
  monitorThresholds: { critical: "14.4" },
});
new datadog.Monitor("cpu", {
  name: "cpu",
  type: "query alert",
  query: "avg(last_5m):avg:system.cpu.user{*} > 90",
  message: "busy",
  monitorThresholds: { critical: breaks === "threshold" ? "95" : "90" },
  priority: breaks === "threshold" ? "P1" : "2",
  tags: ["managed-by:belfry"],
});
const bucket = new aws.s3.Bucket("dumps", {});
const versioning = new aws.s3.BucketVersioning("dumps", {
  bucket: bucket.id,
  versioningConfiguration: { status: "Enabled" },
});
const vault = new aws.backup.Vault("vault", {});
const role = new aws.iam.Role("backup", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "backup.amazonaws.com" } },
    ],
  },
});
const plan = new aws.backup.Plan("plan", {
  rules: [
    {
      ruleName: "daily",
      targetVaultName: vault.name,
      schedule: "cron(0 5 ? * * *)",
      startWindow: 60,
      completionWindow: 240,
      lifecycle: { deleteAfter: 35 },
    },
  ],
});
new aws.backup.Selection(
  "dumps",
  { planId: plan.id, iamRoleArn: role.arn, resources: [bucket.arn] },
  { dependsOn: [versioning] },
);
const namespace = new kubernetes.core.v1.Namespace("ops", { metadata: { name: "ops" } });
new kubernetes.core.v1.Secret("database", {
  metadata: { namespace: namespace.metadata.name },
  stringData: { url: pulumi.secret("postgres://hunter2@db") },
});
new kubernetes.apiextensions.CustomResource("tls", {
  apiVersion: "cert-manager.io/v1",
  kind: "Certificate",
  metadata: { name: "tls", namespace: namespace.metadata.name },
  spec: { secretName: "tls", dnsNames: ["example.org"], issuerRef: { name: "letsencrypt" } },
});
new sentry.SentryMetricAlert("errors", {
  organization: "acme",
  project: "vocavision",
  name: "errors",
  dataset: "events",
  eventTypes: ["error"],
  aggregate: "count()",
  query: "",
  timeWindow: 5,
  thresholdType: 0,
  triggers: [{ label: "critical", alertThreshold: 10, thresholdType: 0 }],
});

module.exports = { account: aws.getCallerIdentityOutput().accountId, vault: vault.arn };
