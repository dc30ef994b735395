import { readFileSync } from "node:fs";

import { BackupStore } from "../../../components/backups/backup-store";
import { DatabaseBackup } from "../../../components/backups/database-backup";
import { backupOf, backupStoreOf } from "../../support/infrastructure-guardrails";
import { recordDependencies } from "../../support/dependencies";
import { PulumiRecorder, type Registration } from "../../support/pulumi-recorder";

const tags = { "managed-by": "belfry", belfry: "shop/dump", env: "prod", service: "shop", team: "shop" };
const labels = { ...tags, belfry: "shop.dump" };
const region = "eu-west-1";
const place = { bucket: "shop/dump-dumps-bucket-id", region };
const own = "belfry:backups:DatabaseBackup";
const ofBucket = "belfry:backups:DatabaseBackup$belfry:backups:BackupBucket";

const text = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const aws = (type: string, name: string, inputs: object): Registration => ({
  type: `aws:${type}`,
  name: `shop/dump-${name}`,
  under: name.startsWith("dumps-") ? ofBucket : own,
  inputs: inputs as Registration["inputs"],
});

const bucketParts = [
  aws("s3/bucket:Bucket", "dumps-bucket", {
    bucket: "belfry-prod-shop-backups",
    region,
    forceDestroy: false,
    tags,
  }),
  aws("s3/bucketVersioning:BucketVersioning", "dumps-versioning", {
    ...place,
    versioningConfiguration: { status: "Enabled" },
  }),
  aws(
    "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "dumps-encryption",
    {
      ...place,
      rules: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: "arn:aws:kms:eu-west-1:111122223333:alias/belfry-prod",
          },
          bucketKeyEnabled: true,
        },
      ],
    },
  ),
  aws("s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "dumps-privacy", {
    ...place,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  }),
  aws("s3/bucketPolicy:BucketPolicy", "dumps-policy", {
    ...place,
    policy: text({
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::belfry-prod-shop-backups", "arn:aws:s3:::belfry-prod-shop-backups/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  }),
  aws("s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "dumps-lifecycle", {
    ...place,
    rules: [
      {
        id: "superseded-dumps",
        status: "Enabled",
        filter: { and: { prefix: "shop/", tags: { superseded: "true" } } },
        expiration: { days: 35 },
      },
      {
        id: "replaced-versions",
        status: "Enabled",
        filter: { prefix: "shop/" },
        expiration: { expiredObjectDeleteMarker: true },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
      {
        id: "unfinished-uploads",
        status: "Enabled",
        filter: { prefix: "shop/" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ],
  }),
];

const protection = [
  aws("iam/rolePolicy:RolePolicy", "upload", {
    name: "prod-shop-dump",
    role: "belfry-prod-upload",
    policy: text(
      {
        Sid: "List",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::belfry-prod-shop-backups",
      },
      {
        Sid: "ReadAndWrite",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging", "s3:AbortMultipartUpload"],
        Resource: "arn:aws:s3:::belfry-prod-shop-backups/shop/*",
      },
    ),
  }),
  aws("backup/plan:Plan", "plan", {
    name: "prod-shop-dump",
    region,
    rules: [
      {
        ruleName: "daily",
        targetVaultName: "belfry-prod",
        schedule: "cron(0 5 ? * * *)",
        scheduleExpressionTimezone: "Etc/UTC",
        startWindow: 60,
        completionWindow: 480,
        lifecycle: { deleteAfter: 35 },
        recoveryPointTags: { ...tags, "belfry-part": "daily" },
      },
      {
        ruleName: "monthly",
        targetVaultName: "belfry-prod",
        schedule: "cron(0 7 1 * ? *)",
        scheduleExpressionTimezone: "Etc/UTC",
        startWindow: 60,
        completionWindow: 480,
        lifecycle: { deleteAfter: 365, coldStorageAfter: 30 },
        recoveryPointTags: { ...tags, "belfry-part": "monthly" },
      },
    ],
    tags,
  }),
  aws("backup/selection:Selection", "selection", {
    name: "prod-shop-dump",
    region,
    planId: "shop/dump-plan-id",
    iamRoleArn: "arn:aws:iam::111122223333:role/belfry-prod-backup",
    resources: ["arn:aws:s3:::belfry-prod-shop-backups"],
  }),
];

const byName = (registrations: readonly Registration[]) =>
  [...registrations].sort((a, b) => (a.type + a.name).localeCompare(b.type + b.name, "en"));
/** A script as the cluster gets it: what it is told stands after its first line. */
const told = (name: string, ...variables: readonly string[]) =>
  readFileSync(`components/backups/scripts/${name}.sh`, "utf8").replace(
    "\n",
    ["", "WORK='/work'", "HOME='/work'", "TMPDIR='/work'", ...variables].join("\nexport ") + "\n",
  );

describe("DatabaseBackup", () => {
  it("registers exactly its bucket, its recovery points and its job", async () => {
    const engine = await PulumiRecorder.install();

    new DatabaseBackup("shop/dump", { guardrail: backupOf() });

    expect([...(await engine.names())].sort()).toEqual(
      [
        ...[...bucketParts, ...protection].map(({ type, name }) => `${type} ${name}`),
        "belfry:backups:BackupBucket shop/dump-dumps",
        "belfry:backups:DatabaseBackup shop/dump",
        "kubernetes:batch/v1:CronJob shop/dump-job",
        "kubernetes:core/v1:ConfigMap shop/dump-scripts",
      ].sort(),
    );
  });

  it("keeps dumps private, encrypted and versioned, and protects them by recovery points", async () => {
    const engine = await PulumiRecorder.install();

    new DatabaseBackup("shop/dump", { guardrail: backupOf() });

    const made = (await engine.registrations()).filter(({ type }) => type.startsWith("aws:"));
    expect(byName(made)).toEqual(byName([...bucketParts, ...protection]));
  });

  it("dumps and proves before it uploads, each with only its own secrets", async () => {
    const engine = await PulumiRecorder.install();

    new DatabaseBackup("shop/dump", { guardrail: backupOf() });

    expect(await engine.inputsOf("shop/dump-scripts")).toEqual({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "prod-shop-dump-scripts", namespace: "operations", labels },
      data: {
        "dump.sh": told("dump", "DATABASE='shop'", "MAJOR_VERSION='15'", "MINIMUM_BYTES='1024'"),
        "upload.sh": told(
          "upload",
          "DATABASE='shop'",
          "BUCKET='belfry-prod-shop-backups'",
          "KEY_ALIAS_ARN='arn:aws:kms:eu-west-1:111122223333:alias/belfry-prod'",
          "AWS_REGION='eu-west-1'",
        ),
      },
    });
    expect(await engine.inputsOf("shop/dump-job")).toMatchObject({
      metadata: { name: "prod-shop-dump", namespace: "operations", labels },
      spec: {
        schedule: "0 2 * * *",
        timeZone: "America/New_York",
        concurrencyPolicy: "Forbid",
        startingDeadlineSeconds: 3600,
        jobTemplate: {
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: 7200,
            template: {
              metadata: { labels, annotations: { "eks.amazonaws.com/skip-containers": "dump" } },
              spec: {
                serviceAccountName: "belfry-backup",
                automountServiceAccountToken: false,
                securityContext: { runAsNonRoot: true, runAsUser: 70, runAsGroup: 70, fsGroup: 70 },
                initContainers: [
                  {
                    name: "dump",
                    image: "postgres:15-alpine",
                    command: ["/bin/bash", "/belfry/dump.sh"],
                    env: [
                      {
                        name: "DATABASE_URL",
                        valueFrom: { secretKeyRef: { name: "shop-database", key: "DATABASE_URL" } },
                      },
                    ],
                    resources: {
                      requests: { cpu: "100m", memory: "256Mi" },
                      limits: { cpu: "1", memory: "1Gi" },
                    },
                  },
                ],
                containers: [
                  {
                    name: "upload",
                    image: "amazon/aws-cli:2.31.0",
                    command: ["/bin/bash", "/belfry/upload.sh"],
                  },
                ],
              },
            },
          },
        },
      },
    });
  });

  it("gives the container that uploads no secret", async () => {
    const engine = await PulumiRecorder.install();

    new DatabaseBackup("shop/dump", { guardrail: backupOf() });

    expect(await engine.inputsOf("shop/dump-job")).not.toHaveProperty(
      "spec.jobTemplate.spec.template.spec.containers[0].env",
    );
  });

  it.each([
    ["dumps-lifecycle", "shop/dump-dumps-versioning"],
    ["dumps-policy", "shop/dump-dumps-privacy"],
    ["selection", "estate/store-roles-backup"],
    ["upload", "estate/store-roles-upload"],
    ["job", "shop/dump-scripts"],
  ])("tells the engine that %s waits for %s", async (after, before) => {
    const engine = await PulumiRecorder.install();
    const dependencies = recordDependencies();

    const store = new BackupStore("estate/store", { guardrail: backupStoreOf() });
    new DatabaseBackup("shop/dump", { guardrail: backupOf() }, { dependsOn: store });

    await engine.registrations();
    expect(dependencies.get(`shop/dump-${after}`)).toContain(before);
  });
});
