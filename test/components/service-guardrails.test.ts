import { ServiceGuardrails } from "../../components/service-guardrails";
import type { Guardrail } from "../../plan/types";
import {
  burnRateOf,
  certificateOf,
  dashboardOf,
  downtimeOf,
  escalationOf,
  logMetricOf,
  monitorOf,
  objectiveOf,
  pagerDutyEscalationOf,
  reminderOf,
  syntheticOf,
} from "../support/guardrails";
import {
  autoscalingOf,
  backupOf,
  backupStoreOf,
  capacityOf,
  disruptionBudgetOf,
  probeOf,
  restoreTestOf,
  sentryRuleOf,
} from "../support/infrastructure-guardrails";
import { PulumiRecorder } from "../support/pulumi-recorder";

const overview = dashboardOf({
  widgets: [{ kind: "objective", guardrail: "shop/uptime", title: "Uptime" }],
});

/** Types and names of the components right below the service. */
async function componentsOf(engine: PulumiRecorder): Promise<readonly string[]> {
  return (await engine.registrations())
    .filter(({ under }) => under === "belfry:services:Service")
    .map(({ name, type }) => `${type} ${name}`);
}

describe("ServiceGuardrails", () => {
  it("makes the component of every guardrail, objectives before what refers to them", async () => {
    const engine = await PulumiRecorder.install();
    const guardrails: readonly Guardrail[] = [
      overview,
      burnRateOf(),
      monitorOf(),
      syntheticOf(),
      certificateOf(),
      downtimeOf(),
      escalationOf(),
      logMetricOf(),
      objectiveOf(),
    ];

    new ServiceGuardrails("shop", { guardrails });

    expect(await componentsOf(engine)).toEqual([
      "belfry:objectives:ServiceLevelObjective shop/uptime",
      "belfry:dashboards:ServiceDashboard shop/overview",
      "belfry:monitors:ThresholdMonitor shop/errors",
      "belfry:monitors:BurnRateAlert shop/uptime-burn-fast",
      "belfry:synthetics:HealthCheck shop/health",
      "belfry:synthetics:CertificateCheck shop/tls",
      "belfry:downtimes:MaintenanceWindow shop/maintenance",
      "belfry:oncall:EscalationChain shop/on-call",
      "belfry:telemetry:LogMetric shop/failed-logins-source",
    ]);
  });

  it.each<readonly [string, Guardrail]>([
    ["belfry:kubernetes:HorizontalAutoscaler", autoscalingOf()],
    [
      "belfry:aws:ServiceAutoscaler",
      autoscalingOf({ target: { platform: "aws", cluster: "shop", workload: "web" } }),
    ],
    ["belfry:kubernetes:DisruptionBudget", disruptionBudgetOf()],
    ["belfry:kubernetes:ContainerLimits", capacityOf()],
    ["belfry:backups:DatabaseBackup", backupOf()],
    ["belfry:backups:RestoreTest", restoreTestOf()],
    ["belfry:backups:BackupStore", backupStoreOf()],
    ["belfry:telemetry:Probe", probeOf()],
    ["belfry:sentry:SentryRule", sentryRuleOf()],
    ["belfry:reminders:Reminders", reminderOf()],
  ])("makes a %s", async (type, guardrail) => {
    const engine = await PulumiRecorder.install();

    new ServiceGuardrails("shop", { guardrails: [guardrail] });

    expect(await componentsOf(engine)).toEqual([`${type} ${guardrail.id}`]);
  });

  it("hands the id of an objective to its alerts and to the dashboard", async () => {
    const engine = await PulumiRecorder.install();

    new ServiceGuardrails("shop", { guardrails: [overview, burnRateOf(), objectiveOf()] });

    expect(await engine.inputsOf("shop/uptime-burn-fast-monitor")).toMatchObject({
      query: 'burn_rate("shop/uptime-slo-id").over("30d").long_window("1h").short_window("5m") > 14.4',
    });
    expect(await engine.inputsOf("shop/overview-dashboard")).toMatchObject({
      widgets: [{ serviceLevelObjectiveDefinition: { sloId: "shop/uptime-slo-id", timeWindows: ["30d"] } }],
    });
  });

  it("makes an objective on a monitor's time after that, which comes after the dashboard that it links", async () => {
    const engine = await PulumiRecorder.install();
    const quiet = objectiveOf({
      id: "shop/quiet",
      indicator: { kind: "monitor", monitor: "${monitor:shop/errors}" },
    });
    const burn = burnRateOf({ objective: "${objective:shop/quiet}" });

    new ServiceGuardrails("shop", {
      guardrails: [
        burn,
        quiet,
        monitorOf({ message: "${dashboard:shop/overview}" }),
        overview,
        objectiveOf(),
      ],
    });

    expect(await componentsOf(engine)).toEqual([
      "belfry:objectives:ServiceLevelObjective shop/uptime",
      "belfry:dashboards:ServiceDashboard shop/overview",
      "belfry:monitors:ThresholdMonitor shop/errors",
      "belfry:objectives:ServiceLevelObjective shop/quiet",
      "belfry:monitors:BurnRateAlert shop/uptime-burn-fast",
    ]);
    expect(await engine.inputsOf("shop/quiet-slo")).toMatchObject({ type: "monitor" });
    expect(await engine.inputsOf("shop/uptime-burn-fast-monitor")).toMatchObject({ type: "slo alert" });
  });

  it("hands the id of a dashboard to each alert that links it", async () => {
    const engine = await PulumiRecorder.install();
    const message = "[Dashboard](https://app.datadoghq.eu/dashboard/${dashboard:shop/overview})";

    new ServiceGuardrails("shop", {
      guardrails: [
        monitorOf({ message }),
        burnRateOf({ message }),
        syntheticOf({ message }),
        certificateOf({ message, warningMessage: message }),
        overview,
        objectiveOf(),
      ],
    });

    const linked = { message: "[Dashboard](https://app.datadoghq.eu/dashboard/shop/overview-dashboard-id)" };
    for (const name of [
      "shop/errors-monitor",
      "shop/uptime-burn-fast-monitor",
      "shop/health-test",
      "shop/tls-critical",
      "shop/tls-warning",
    ]) {
      expect(await engine.inputsOf(name)).toMatchObject(linked);
    }
  });

  it("puts every resource below its component and its service, whatever the environment", async () => {
    const engine = await PulumiRecorder.install();

    new ServiceGuardrails("shop", { guardrails: [monitorOf({ name: "[staging] Shop: errors" })] });

    expect(
      (await engine.registrations()).map(({ name, type, under }) => `${under} > ${type} ${name}`),
    ).toEqual([
      " > belfry:services:Service shop",
      "belfry:services:Service > belfry:monitors:ThresholdMonitor shop/errors",
      "belfry:services:Service$belfry:monitors:ThresholdMonitor > datadog:index/monitor:Monitor shop/errors-monitor",
    ]);
  });

  it("makes only the team of a chain that PagerDuty holds", async () => {
    const engine = await PulumiRecorder.install();

    new ServiceGuardrails("shop", { guardrails: [pagerDutyEscalationOf()] });

    expect((await engine.registrations()).map(({ type }) => type)).toEqual([
      "belfry:services:Service",
      "belfry:oncall:EscalationChain",
      "datadog:index/team:Team",
    ]);
  });

  it("refuses an alert on an objective that the service does not have", async () => {
    await PulumiRecorder.install();

    expect(() => new ServiceGuardrails("shop", { guardrails: [burnRateOf()] })).toThrow(
      'shop/uptime-burn-fast watches "shop/uptime", an objective that its service does not have.',
    );
  });
});
