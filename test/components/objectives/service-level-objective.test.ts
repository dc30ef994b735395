import * as pulumi from "@pulumi/pulumi";

import { ServiceLevelObjective } from "../../../components/objectives/service-level-objective";
import { objectiveOf, tagsOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const sliceOf = (query: string | null) =>
  ({
    kind: "time-slice",
    signal: "latencyP95",
    query,
    comparator: "<",
    level: 0.5,
    unit: "seconds",
    slice: 300,
  }) as const;

const timeOf = (name: string) => ({ kind: "monitor", monitor: `\${monitor:${name}}` }) as const;

const uninstrumented = { status: "uninstrumented", because: "No source.", ask: "Which source?" } as const;

describe("ServiceLevelObjective", () => {
  it("registers a metric objective for a ratio, with tags in lower case", async () => {
    const engine = await PulumiRecorder.install();

    const objective = new ServiceLevelObjective("shop/uptime", {
      guardrail: objectiveOf({ tags: [...tagsOf("shop/uptime"), "team:Shop-EU"] }),
    });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:objectives:ServiceLevelObjective", name: "shop/uptime", under: "", inputs: {} },
      {
        type: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
        name: "shop/uptime-slo",
        under: "belfry:objectives:ServiceLevelObjective",
        inputs: {
          name: "Shop: uptime",
          description: "uptime",
          type: "metric",
          query: { numerator: "sum:good{*}.as_count()", denominator: "sum:total{*}.as_count()" },
          timeframe: "30d",
          targetThreshold: 99.9,
          thresholds: [{ timeframe: "30d", target: 99.9 }],
          tags: [...tagsOf("shop/uptime"), "team:shop-eu"],
        },
      },
    ]);
    expect(objective.timeframe).toBe("30d");
  });

  it("registers a time-slice objective with its one formula", async () => {
    const engine = await PulumiRecorder.install();

    new ServiceLevelObjective("shop/uptime", {
      guardrail: objectiveOf({
        period: 604_800,
        indicator: sliceOf("p95:trace.express.request{env:prod}"),
      }),
    });

    expect(await engine.inputsOf("shop/uptime-slo")).toEqual({
      name: "Shop: uptime",
      description: "uptime",
      type: "time_slice",
      sliSpecification: {
        timeSlice: {
          comparator: "<",
          threshold: 0.5,
          queryIntervalSeconds: 300,
          query: {
            formula: { formulaExpression: "query1" },
            queries: [
              {
                metricQuery: {
                  name: "query1",
                  dataSource: "metrics",
                  query: "p95:trace.express.request{env:prod}",
                },
              },
            ],
          },
        },
      },
      timeframe: "7d",
      targetThreshold: 99.9,
      thresholds: [{ timeframe: "7d", target: 99.9 }],
      tags: tagsOf("shop/uptime"),
    });
  });

  it("registers each metric of an expression under a name of its own", async () => {
    const engine = await PulumiRecorder.install();

    new ServiceLevelObjective("shop/uptime", {
      guardrail: objectiveOf({ indicator: sliceOf("100 * sum:used{env:prod} / sum:limit{env:prod}") }),
    });

    expect(await engine.inputsOf("shop/uptime-slo")).toMatchObject({
      sliSpecification: {
        timeSlice: {
          query: {
            formula: { formulaExpression: "100 * query1 / query2" },
            queries: [
              { metricQuery: { name: "query1", dataSource: "metrics", query: "sum:used{env:prod}" } },
              { metricQuery: { name: "query2", dataSource: "metrics", query: "sum:limit{env:prod}" } },
            ],
          },
        },
      },
    });
  });

  it("registers a monitor objective with the monitor's id as the number that it is", async () => {
    const engine = await PulumiRecorder.install();

    new ServiceLevelObjective("shop/uptime", {
      guardrail: objectiveOf({ indicator: timeOf("shop/errors"), target: 95 }),
      monitorId: pulumi.output("4711"),
    });

    expect(await engine.inputsOf("shop/uptime-slo")).toEqual({
      name: "Shop: uptime",
      description: "uptime",
      type: "monitor",
      monitorIds: [4711],
      timeframe: "30d",
      targetThreshold: 95,
      thresholds: [{ timeframe: "30d", target: 95 }],
      tags: tagsOf("shop/uptime"),
    });
  });

  it("refuses to count the time of a monitor that is not deployed", async () => {
    await PulumiRecorder.install();

    expect(
      () =>
        new ServiceLevelObjective("shop/uptime", {
          guardrail: objectiveOf({ indicator: timeOf("shop/errors") }),
        }),
    ).toThrow("${monitor:shop/errors} is counted by an objective, and it is not deployed.");
  });

  it("refuses an expression of which no formula can be made", async () => {
    await PulumiRecorder.install();

    expect(
      () => new ServiceLevelObjective("shop/uptime", { guardrail: objectiveOf({ indicator: sliceOf("1") }) }),
    ).toThrow('No formula over metrics can be made of "1".');
  });

  it.each([
    { why: "its telemetry is missing", changes: { telemetry: uninstrumented } },
    {
      why: "the monitor whose time it counts waits",
      changes: { indicator: timeOf("shop/errors"), telemetry: uninstrumented },
    },
    { why: "it has no query", changes: { indicator: sliceOf(null) } },
  ] as const)("registers no Datadog objective while $why", async ({ changes }) => {
    const engine = await PulumiRecorder.install();

    const objective = new ServiceLevelObjective("shop/uptime", { guardrail: objectiveOf(changes) });

    expect(await engine.names()).toEqual(["belfry:objectives:ServiceLevelObjective shop/uptime"]);
    expect(objective.objectiveId).toBeUndefined();
  });
});
