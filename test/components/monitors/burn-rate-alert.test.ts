import * as pulumi from "@pulumi/pulumi";

import { BurnRateAlert } from "../../../components/monitors/burn-rate-alert";
import { burnRateOf, tagsOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

describe("BurnRateAlert", () => {
  it("registers one SLO alert whose query names Datadog's id of the objective", async () => {
    const engine = await PulumiRecorder.install();

    new BurnRateAlert("shop/uptime-burn-fast", {
      guardrail: burnRateOf(),
      objectiveId: pulumi.output("abc123"),
      dashboards: new Map(),
    });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:monitors:BurnRateAlert", name: "shop/uptime-burn-fast", under: "", inputs: {} },
      {
        type: "datadog:index/monitor:Monitor",
        name: "shop/uptime-burn-fast-monitor",
        under: "belfry:monitors:BurnRateAlert",
        inputs: {
          name: "Shop: uptime-burn-fast",
          type: "slo alert",
          query: 'burn_rate("abc123").over("30d").long_window("1h").short_window("5m") > 14.4',
          message: "It is broken.",
          monitorThresholds: { critical: "14.4" },
          priority: "2",
          tags: tagsOf("shop/uptime-burn-fast"),
          renotifyInterval: 30,
          renotifyStatuses: ["alert"],
          assets: [{ category: "runbook", name: "Runbook", url: "https://runbooks.example/shop#it" }],
          includeTags: true,
          notifyAudit: false,
          draftStatus: "published",
        },
      },
    ]);
  });

  it("registers no monitor while nothing measures the objective", async () => {
    const engine = await PulumiRecorder.install();

    new BurnRateAlert("shop/uptime-burn-fast", {
      guardrail: burnRateOf(),
      objectiveId: undefined,
      dashboards: new Map(),
    });

    expect(await engine.names()).toEqual(["belfry:monitors:BurnRateAlert shop/uptime-burn-fast"]);
  });
});
