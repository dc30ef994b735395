import { HealthCheck, toTestArgs } from "../../../components/synthetics/health-check";
import { syntheticOf, tagsOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const dashboards = new Map<string, string>();

describe("HealthCheck", () => {
  it("registers itself and one live HTTP test", async () => {
    const engine = await PulumiRecorder.install();

    new HealthCheck("shop/health", { guardrail: syntheticOf(), dashboards });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:synthetics:HealthCheck", name: "shop/health", under: "", inputs: {} },
      {
        type: "datadog:index/syntheticsTest:SyntheticsTest",
        name: "shop/health-test",
        under: "belfry:synthetics:HealthCheck",
        inputs: {
          name: "Shop: health",
          type: "api",
          subtype: "http",
          status: "live",
          message: "It is broken.",
          locations: ["aws:eu-central-1", "aws:us-east-1", "aws:ap-northeast-1"],
          tags: tagsOf("shop/health"),
          requestDefinition: { method: "GET", url: "https://shop.example/health" },
          assertions: [{ type: "statusCode", operator: "is", target: "200" }],
          optionsList: {
            tickEvery: 60,
            minLocationFailed: 2,
            minFailureDuration: 120,
            monitorName: "Shop: health",
            monitorPriority: 2,
            monitorOptions: { renotifyInterval: 30 },
          },
        },
      },
    ]);
  });
});

describe("toTestArgs", () => {
  it("sends the planned headers", () => {
    const check = {
      kind: "http" as const,
      method: "POST" as const,
      url: "https://shop.example",
      headers: { Accept: "application/json" },
    };

    expect(toTestArgs(syntheticOf({ check }), dashboards)).toMatchObject({
      requestDefinition: { method: "POST", url: "https://shop.example" },
      requestHeaders: { Accept: "application/json" },
    });
  });

  it("asks for any record of the planned type", () => {
    const args = toTestArgs(
      syntheticOf({
        check: { kind: "dns", host: "shop.example", record: "CNAME" },
        assertions: [{ on: "record", operator: "some" }],
      }),
      dashboards,
    );

    expect(args).toMatchObject({
      type: "api",
      subtype: "dns",
      requestDefinition: { host: "shop.example" },
      assertions: [{ type: "recordSome", property: "CNAME", operator: "matches", target: ".+" }],
    });
  });

  it("opens a WebSocket", () => {
    const args = toTestArgs(
      syntheticOf({
        check: { kind: "websocket", url: "wss://shop.example/live" },
        assertions: [{ on: "response-time", operator: "below", milliseconds: 2000 }],
      }),
      dashboards,
    );

    expect(args).toMatchObject({
      type: "api",
      subtype: "websocket",
      requestDefinition: { url: "wss://shop.example/live" },
      assertions: [{ type: "responseTime", operator: "lessThan", target: "2000" }],
    });
  });

  it("loads a page in one browser, without assertions", () => {
    const args = toTestArgs(
      syntheticOf({ check: { kind: "browser", url: "https://shop.example" }, assertions: [] }),
      dashboards,
    );

    expect(args).toMatchObject({
      type: "browser",
      requestDefinition: { method: "GET", url: "https://shop.example" },
      deviceIds: ["chrome.laptop_large"],
    });
    expect(args).not.toHaveProperty("subtype");
    expect(args).not.toHaveProperty("assertions");
  });

  it("reminds nobody where the plan does not", () => {
    expect(toTestArgs(syntheticOf({ renotifyEvery: null }), dashboards)).toMatchObject({
      optionsList: { monitorOptions: { renotifyInterval: 0 } },
    });
  });
});
