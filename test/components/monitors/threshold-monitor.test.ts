import { ThresholdMonitor, toMonitorArgs } from "../../../components/monitors/threshold-monitor";
import { alerting, monitorOf, tagsOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const dashboards = new Map<string, string>();

describe("ThresholdMonitor", () => {
  it("registers itself and one Datadog monitor with both levels of the plan", async () => {
    const engine = await PulumiRecorder.install();

    new ThresholdMonitor("shop/errors", { guardrail: monitorOf(), dashboards });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:monitors:ThresholdMonitor", name: "shop/errors", under: "", inputs: {} },
      {
        type: "datadog:index/monitor:Monitor",
        name: "shop/errors-monitor",
        under: "belfry:monitors:ThresholdMonitor",
        inputs: {
          name: "Shop: errors",
          type: "query alert",
          query: "sum(last_5m):sum:errors{env:prod}.as_count() / sum:hits{env:prod}.as_count() * 100 > 5",
          message: "It is broken.",
          monitorThresholds: {
            critical: "5",
            warning: "2.5",
            criticalRecovery: "4.75",
            warningRecovery: "2.4",
          },
          priority: "2",
          tags: tagsOf("shop/errors"),
          renotifyInterval: 30,
          renotifyStatuses: ["alert"],
          assets: [{ category: "runbook", name: "Runbook", url: "https://runbooks.example/shop#it" }],
          onMissingData: "show_no_data",
          requireFullWindow: false,
          evaluationDelay: 0,
          includeTags: true,
          notifyAudit: false,
          draftStatus: "published",
        },
      },
    ]);
  });

  it("registers no Datadog monitor while nothing measures the signal", async () => {
    const engine = await PulumiRecorder.install();

    const monitor = new ThresholdMonitor("shop/errors", {
      guardrail: monitorOf({ query: null, draft: true }),
      dashboards,
    });

    expect(await engine.names()).toEqual(["belfry:monitors:ThresholdMonitor shop/errors"]);
    expect(monitor.monitorId).toBeUndefined();
  });
});

describe("toMonitorArgs", () => {
  it.each([
    { silence: "alert", onMissingData: "show_and_notify_no_data", renotifyStatuses: ["alert", "no data"] },
    { silence: "show", onMissingData: "show_no_data", renotifyStatuses: ["alert"] },
    { silence: "resolve", onMissingData: "resolve", renotifyStatuses: ["alert"] },
    { silence: "zero", onMissingData: "default", renotifyStatuses: ["alert"] },
  ] as const)("treats missing data that means $silence as $onMissingData", ({ silence, ...expected }) => {
    expect(toMonitorArgs(monitorOf({ silence }), dashboards)).toMatchObject(expected);
  });

  it.each([
    { query: "percentile(last_5m):p95:trace.express.request{env:prod} > 0.5", type: "query alert" },
    { query: "change(max(last_1h),1h_ago):max:restarts{env:prod} > 3", type: "query alert" },
    { query: 'logs("status:error").index("*").rollup("count").last("5m") > 2', type: "log alert" },
    { query: 'rum("@type:error").rollup("count").last("5m") > 2', type: "rum alert" },
    { query: 'events("source:x").rollup("count").last("1h") > 0', type: "event-v2 alert" },
    {
      query: '"redis.can_connect".over("env:prod").by("host").last(4).count_by_status()',
      type: "service check",
    },
  ])("makes a $type of $query", ({ query, type }) => {
    expect(toMonitorArgs(monitorOf({ query }), dashboards)).toMatchObject({ type, query });
  });

  it("leaves out what the plan leaves out", () => {
    const args = toMonitorArgs(
      monitorOf({ warning: null, warningRecovery: null, criticalRecovery: null, renotifyEvery: null }),
      dashboards,
    );

    expect(args).toMatchObject({ monitorThresholds: { critical: "5" } });
    expect(args).not.toHaveProperty("monitorThresholds.warning");
    expect(args).not.toHaveProperty("renotifyInterval");
    expect(args).not.toHaveProperty("renotifyStatuses");
    expect(args).not.toHaveProperty("newGroupDelay");
  });

  it("writes small levels without an exponent", () => {
    expect(toMonitorArgs(monitorOf({ critical: 0.0000005 }), dashboards)).toMatchObject({
      monitorThresholds: { critical: "0.0000005" },
    });
  });

  it.each([
    { groupBy: ["pod_name"], by: "pod_name", notifyBies: undefined },
    { groupBy: ["kube_namespace"], by: "kube_namespace, pod_name", notifyBies: ["kube_namespace"] },
    { groupBy: ["host"], by: "kube_namespace,pod_name", notifyBies: undefined },
    { groupBy: [], by: "pod_name", notifyBies: undefined },
  ])("alerts on $groupBy of a query by $by as $notifyBies", ({ by, groupBy, notifyBies }) => {
    const query = `avg(last_5m):avg:memory{env:prod} by {${by}} > 5`;

    const args = toMonitorArgs(monitorOf({ groupBy, query, newGroupDelay: 300 }), dashboards);

    expect(args?.notifyBies).toEqual(notifyBies);
    expect(args?.newGroupDelay).toBe(300);
  });

  it("carries the delay and the full window of the plan", () => {
    expect(
      toMonitorArgs(monitorOf({ evaluationDelay: 900, requireFullWindow: true }), dashboards),
    ).toMatchObject({
      evaluationDelay: 900,
      requireFullWindow: true,
    });
  });

  it("takes the number of seconds between reminders as minutes", () => {
    expect(alerting.renotifyEvery).toBe(1800);
    expect(toMonitorArgs(monitorOf({ renotifyEvery: 86_400 }), dashboards)).toMatchObject({
      renotifyInterval: 1440,
    });
  });
});
