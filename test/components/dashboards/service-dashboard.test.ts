import * as pulumi from "@pulumi/pulumi";

import { ServiceDashboard, toDashboardArgs } from "../../../components/dashboards/service-dashboard";
import { dashboardOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

describe("ServiceDashboard", () => {
  it("registers one dashboard with a widget for each of the plan", async () => {
    const engine = await PulumiRecorder.install();

    new ServiceDashboard("shop/overview", {
      guardrail: dashboardOf({
        widgets: [
          { kind: "note", text: "# Shop" },
          { kind: "alerts", title: "Alerts", query: "tag:(env:prod AND service:shop)" },
          { kind: "objective", guardrail: "${objective:shop/uptime}", title: "Uptime" },
          { kind: "objectives", title: "Objectives", query: "env:prod AND service:shop" },
          {
            kind: "series",
            guardrail: "shop/errors",
            title: "Errors",
            query: "sum:errors{env:prod}.as_count()",
            unit: "percent",
            markers: [
              { level: 2.5, label: "warning", tone: "warning" },
              { level: 5, label: "critical", tone: "error" },
            ],
          },
        ],
      }),
      objectives: new Map([["shop/uptime", { objectiveId: pulumi.output("abc123"), timeframe: "30d" }]]),
    });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:dashboards:ServiceDashboard", name: "shop/overview", under: "", inputs: {} },
      {
        type: "datadog:index/dashboard:Dashboard",
        name: "shop/overview-dashboard",
        under: "belfry:dashboards:ServiceDashboard",
        inputs: {
          title: "Shop: overview",
          description: "The shop's guardrails. (managed-by:belfry belfry:shop/overview env:prod)",
          layoutType: "ordered",
          reflowType: "auto",
          tags: ["team:shop"],
          widgets: [
            { noteDefinition: { content: "# Shop" } },
            {
              manageStatusDefinition: {
                title: "Alerts",
                query: "tag:(env:prod AND service:shop)",
                summaryType: "monitors",
                displayFormat: "countsAndList",
                colorPreference: "background",
                sort: "status,asc",
                hideZeroCounts: true,
                showLastTriggered: true,
                showPriority: true,
              },
            },
            {
              serviceLevelObjectiveDefinition: {
                title: "Uptime",
                viewType: "detail",
                viewMode: "overall",
                sloId: "abc123",
                showErrorBudget: true,
                timeWindows: ["30d"],
              },
            },
            {
              sloListDefinition: {
                title: "Objectives",
                request: { requestType: "slo_list", query: { queryString: "env:prod AND service:shop" } },
              },
            },
            {
              timeseriesDefinition: {
                title: "Errors",
                requests: [{ q: "sum:errors{env:prod}.as_count()", displayType: "line" }],
                markers: [
                  { displayType: "warning dashed", value: "y = 2.5", label: "warning" },
                  { displayType: "error dashed", value: "y = 5", label: "critical" },
                ],
                yaxis: { label: "%" },
              },
            },
          ],
        },
      },
    ]);
  });
});

describe("toDashboardArgs", () => {
  const uptime = dashboardOf({ widgets: [{ kind: "objective", guardrail: "shop/uptime", title: "Uptime" }] });

  it("says so where nothing measures an objective yet", () => {
    const objectives = new Map([["shop/uptime", { objectiveId: undefined, timeframe: "30d" }]]);

    expect(toDashboardArgs({ guardrail: uptime, objectives }).widgets).toEqual([
      { noteDefinition: { content: "**Uptime**: nothing measures this objective yet." } },
    ]);
  });

  it("refuses an objective of another service", () => {
    expect(() => toDashboardArgs({ guardrail: uptime, objectives: new Map() })).toThrow(
      'The dashboard shows the objective "shop/uptime", which its service does not have.',
    );
  });
});
