import { readFileSync } from "node:fs";

import { RestoreTest } from "../../../components/backups/restore-test";
import { restoreTestOf } from "../../support/infrastructure-guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

/** A script as the cluster gets it: what it is told stands after its first line. */
const told = (name: string, ...variables: readonly string[]) =>
  readFileSync(`components/backups/scripts/${name}.sh`, "utf8").replace(
    "\n",
    ["", "WORK='/work'", "HOME='/work'", "TMPDIR='/work'", "DATABASE='shop'", ...variables].join(
      "\nexport ",
    ) + "\n",
  );
const bucket = "BUCKET='belfry-prod-shop-backups'";
const post = `Object.assign(process.env, {
  "WORK": "/work",
  "HOME": "/work",
  "TMPDIR": "/work",
  "METRICS": "[\\"belfry.restore_test.succeeded\\"]",
  "TAGS": "[\\"env:prod\\",\\"service:shop\\"]",
  "DD_SITE": "datadoghq.eu"
});
`;

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
        "fetch.sh": told("fetch", bucket),
        "restore.sh": told(
          "restore",
          "METRIC='belfry.restore_test.succeeded'",
          "TABLES='organizations\nbilling.records'",
        ),
        "record.sh": told("record", bucket),
        "post.mjs": post + readFileSync("components/telemetry/post.mjs", "utf8"),
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
                  },
                  {
                    name: "restore",
                    image: "postgres:15-alpine",
                    command: ["/bin/bash", "/belfry/restore.sh"],
                  },
                  {
                    name: "record",
                    image: "amazon/aws-cli:2.31.0",
                    command: ["/bin/bash", "/belfry/record.sh"],
                  },
                ],
                containers: [
                  {
                    name: "post",
                    image: "node:22.20.0-alpine",
                    command: ["node", "/belfry/post.mjs"],
                    env: [
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

  it.each([0, 1, 2])("gives a secret to none of the containers before post: %i", async (index) => {
    const engine = await PulumiRecorder.install();

    new RestoreTest("shop/restore", { guardrail: restoreTestOf() });

    const containers = "spec.jobTemplate.spec.template.spec.initContainers";
    const inputs = await engine.inputsOf("shop/restore-job");
    expect(inputs).toHaveProperty(`${containers}[${index}]`);
    expect(inputs).not.toHaveProperty(`${containers}[${index}].env`);
  });
});
