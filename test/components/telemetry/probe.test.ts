import { readFileSync } from "node:fs";

import { Probe } from "../../../components/telemetry/probe";
import { probeOf } from "../../support/infrastructure-guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const labels = {
  "managed-by": "belfry",
  belfry: "shop.railway",
  env: "prod",
  service: "shop",
  team: "shop",
};
const folders = '  "WORK": "/work",\n  "HOME": "/work",\n  "TMPDIR": "/work",\n';
const surroundings = {
  resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  },
  volumeMounts: [
    { name: "work", mountPath: "/work" },
    { name: "scripts", mountPath: "/belfry" },
  ],
};
const under = "belfry:telemetry:Probe";

describe("Probe", () => {
  it("registers its scripts and a job that measures, then posts, with secrets by reference", async () => {
    const engine = await PulumiRecorder.install();

    new Probe("shop/railway", { guardrail: probeOf() });

    expect(await engine.registrations()).toEqual([
      { type: under, name: "shop/railway", under: "", inputs: {} },
      {
        type: "kubernetes:core/v1:ConfigMap",
        name: "shop/railway-scripts",
        under,
        inputs: {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "prod-shop-railway-scripts", namespace: "operations", labels },
          data: {
            "measure.mjs": [
              `Object.assign(process.env, {\n${folders}  "SERVICE_ID": "web"\n});`,
              "console.log('belfry.railway.cpu', 42);\n",
            ].join("\n"),
            "post.mjs": [
              `Object.assign(process.env, {\n${folders}  "METRICS": "[\\"belfry.railway.cpu\\"]",`,
              `  "TAGS": "[\\"env:prod\\",\\"service:shop\\"]",\n  "DD_SITE": "datadoghq.eu"\n});`,
              readFileSync("components/telemetry/post.mjs", "utf8"),
            ].join("\n"),
          },
        },
      },
      {
        type: "kubernetes:batch/v1:CronJob",
        name: "shop/railway-job",
        under,
        inputs: {
          apiVersion: "batch/v1",
          kind: "CronJob",
          metadata: { name: "prod-shop-railway", namespace: "operations", labels },
          spec: {
            schedule: "*/5 * * * *",
            timeZone: "Etc/UTC",
            concurrencyPolicy: "Forbid",
            startingDeadlineSeconds: 3600,
            failedJobsHistoryLimit: 3,
            jobTemplate: {
              spec: {
                backoffLimit: 0,
                activeDeadlineSeconds: 240,
                template: {
                  metadata: { labels },
                  spec: {
                    restartPolicy: "Never",
                    automountServiceAccountToken: false,
                    enableServiceLinks: false,
                    securityContext: {
                      runAsNonRoot: true,
                      runAsUser: 65534,
                      runAsGroup: 65534,
                      fsGroup: 65534,
                      seccompProfile: { type: "RuntimeDefault" },
                    },
                    initContainers: [
                      {
                        name: "measure",
                        image: "node:22.20.0-alpine",
                        command: ["/bin/sh", "-c", "exec node /belfry/measure.mjs >/work/measured"],
                        env: [
                          {
                            name: "PROJECT_TOKEN",
                            valueFrom: { secretKeyRef: { name: "shop-railway", key: "token" } },
                          },
                        ],
                        ...surroundings,
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
                        ...surroundings,
                      },
                    ],
                    volumes: [
                      { name: "work", emptyDir: {} },
                      {
                        name: "scripts",
                        configMap: { name: "prod-shop-railway-scripts" },
                      },
                    ],
                  },
                },
              },
            },
          },
        },
      },
    ]);
  });

  it("keeps AWS credentials to the container that measures", async () => {
    const engine = await PulumiRecorder.install();

    new Probe("bucket", { guardrail: probeOf({ reads: "bucket", serviceAccount: "belfry-backup" }) });

    expect(await engine.inputsOf("bucket-job")).toMatchObject({
      spec: {
        jobTemplate: {
          spec: {
            template: {
              metadata: { annotations: { "eks.amazonaws.com/skip-containers": "post" } },
              spec: { serviceAccountName: "belfry-backup" },
            },
          },
        },
      },
    });
  });
});
