import { constructorOf, isDeclared, plainProgram } from "../../bench/plain-program";
import type { StateResource } from "../../recovery/deployment";

const urn = (type: string, name: string): string => `urn:pulumi:local::belfry::${type}::${name}`;

const objective: StateResource = {
  urn: urn("datadog:index/serviceLevelObjective:ServiceLevelObjective", "vendhub/uptime-slo"),
  type: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
  custom: true,
  id: "19585c2df75a417e8e862a2ecf36a29a",
  inputs: { name: "Uptime" },
};

const burnRate: StateResource = {
  urn: urn("datadog:index/monitor:Monitor", "vendhub/uptime-burn-monitor"),
  type: "datadog:index/monitor:Monitor",
  custom: true,
  id: "218859961",
  inputs: { query: 'burn_rate("19585c2df75a417e8e862a2ecf36a29a") > `6` ${x}', priority: 1, tags: ["a"] },
  dependencies: [objective.urn],
  propertyDependencies: { query: [objective.urn], priority: null },
};

const bucket: StateResource = {
  urn: urn("aws:s3/bucket:Bucket", "dumps"),
  type: "aws:s3/bucket:Bucket",
  custom: true,
  id: "dumps",
  inputs: { name: "dumps-0a1b2c3" },
  dependencies: [burnRate.urn, objective.urn],
};

describe("plainProgram", () => {
  it("declares every resource, what others need first, with ids of others as outputs", () => {
    expect(plainProgram([bucket, burnRate, objective])).toMatchInlineSnapshot(`
     "import * as aws from "@pulumi/aws";
     import * as datadog from "@pulumi/datadog";
     import * as kubernetes from "@pulumi/kubernetes";
     import * as sentry from "@pulumi/sentry";
     import * as pulumi from "@pulumi/pulumi";

     const vendhubUptimeSlo = new datadog.ServiceLevelObjective("vendhub/uptime-slo", {
       "name": "Uptime",
     });
     const vendhubUptimeBurnMonitor = new datadog.Monitor("vendhub/uptime-burn-monitor", {
       "query": pulumi.interpolate\`burn_rate("\${vendhubUptimeSlo.id}") > \\\`6\\\` \\\${x}\`,
       "priority": 1,
       "tags": ["a"],
     });
     const dumps = new aws.s3.Bucket("dumps", {}, { dependsOn: [vendhubUptimeBurnMonitor] });

     export const resources = [vendhubUptimeSlo, vendhubUptimeBurnMonitor, dumps].length;
     export const stack = pulumi.getStack();
     "
    `);
  });

  it("gives two resources of one logical name two constants", () => {
    const program = plainProgram([objective, { ...objective, urn: urn("another", "vendhub/uptime-slo") }]);

    expect(program).toContain("const vendhubUptimeSlo2 = ");
  });

  it("leaves out components and the providers that the engine makes", () => {
    const component = { ...objective, custom: false };
    const provider = { ...objective, type: "pulumi:providers:datadog" };

    expect([objective, component, provider].map(isDeclared)).toEqual([true, false, false]);
  });
});

describe("constructorOf", () => {
  it.each([
    ["datadog:index/monitor:Monitor", "datadog.Monitor"],
    ["aws:backup/plan:Plan", "aws.backup.Plan"],
    ["kubernetes:batch/v1:CronJob", "kubernetes.batch.v1.CronJob"],
    ["kubernetes:cert-manager.io/v1:Certificate", "kubernetes.apiextensions.CustomResource"],
  ])("spells %s as %s", (type, expected) => {
    expect(constructorOf(type)).toBe(expected);
  });
});
