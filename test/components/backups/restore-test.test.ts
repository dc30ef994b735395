import { readFileSync } from "node:fs";

import { RestoreTest } from "../../../components/backups/restore-test";
import { restoreTestOf } from "../../support/infrastructure-guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const script = (name: string) => readFileSync(`components/backups/scripts/${name}.sh`, "utf8");
const folders = ["WORK", "HOME", "TMPDIR"].map((name) => ({ name, value: "/work" }));
const target = [
  { name: "DATABASE", value: "shop" },
  { name: "BUCKET", value: "belfry-prod-shop-backups" },
];

describe("RestoreTest", () => {
  it("registers its scripts and its job", async () => {
    const engine = await PulumiRecorder.install();

    new RestoreTest("shop/restore", { guardrail: restoreTestOf() });

    expect(await engine.names()).toEqual([
      "belfry:backups:RestoreTest shop/restore",
      "kubernetes:core/v1:ConfigMap shop/restore-scripts",
      "kubernetes:batch/v1:CronJob shop/restore-job",
    ]);
    expect(await engine.inputsOf("shop/restore-scripts")).toMatchObject({
      data: {
        "fetch.sh": script("fetch"),
        "restore.sh": script("restore"),
        "record.sh": script("record"),
        "post.mjs": readFileSync("components/telemetry/post.mjs", "utf8"),
      },
    });
  });

  it("tells of a good restore only after fetching and restoring, and gives AWS to neither server nor post", async () => {
    const engine = await PulumiRecorder.install();

    new RestoreTest("shop/restore", { guardrail: restoreTestOf() });

    expect(await engine.inputsOf("shop/restore-job")).toMatchObject({
      metadata: { name: "prod-shop-restore", namespace: "operations" },
      spec: {
        schedule: "0 4 * * 1",
        jobTemplate: {
          spec: {
            backoffLimit: 1,
            activeDeadlineSeconds: 3600,
            template: {
              metadata: { annotations: { "eks.amazonaws.com/skip-containers": "restore,post" } },
              spec: {
                serviceAccountName: "belfry-backup",
                initContainers: [
                  {
                    name: "fetch",
                    image: "amazon/aws-cli:2.31.0",
                    command: ["/bin/bash", "/belfry/fetch.sh"],
                    env: [...folders, ...target],
                  },
                  {
                    name: "restore",
                    image: "postgres:15-alpine",
                    command: ["/bin/bash", "/belfry/restore.sh"],
                    env: [
                      ...folders,
                      { name: "DATABASE", value: "shop" },
                      { name: "METRIC", value: "belfry.restore_test.succeeded" },
                      { name: "TABLES", value: "organizations\nbilling.records" },
                    ],
                  },
                  {
                    name: "record",
                    image: "amazon/aws-cli:2.31.0",
                    command: ["/bin/bash", "/belfry/record.sh"],
                    env: [...folders, ...target],
                  },
                ],
                containers: [
                  {
                    name: "post",
                    image: "node:22.20.0-alpine",
                    command: ["node", "/belfry/post.mjs"],
                    env: [
                      ...folders,
                      { name: "METRICS", value: '["belfry.restore_test.succeeded"]' },
                      { name: "TAGS", value: '["env:prod","service:shop"]' },
                      { name: "DD_SITE", value: "datadoghq.eu" },
                      {
                        name: "DD_API_KEY",
                        valueFrom: { secretKeyRef: { name: "belfry-datadog", key: "api-key" } },
                      },
                    ],
                  },
                ],
              },
            },
          },
        },
      },
    });
  });
});
