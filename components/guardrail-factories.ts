import type * as pulumi from "@pulumi/pulumi";

import { referencedId } from "../model/source";
import type { Guardrail, GuardrailOf } from "../plan/types";
import { ServiceAutoscaler } from "./aws/service-autoscaler";
import { BackupStore } from "./backups/backup-store";
import { DatabaseBackup } from "./backups/database-backup";
import { RestoreTest } from "./backups/restore-test";
import { ServiceDashboard } from "./dashboards/service-dashboard";
import { MaintenanceWindow } from "./downtimes/maintenance-window";
import { ContainerLimits } from "./kubernetes/container-limits";
import { DisruptionBudget } from "./kubernetes/disruption-budget";
import { HorizontalAutoscaler } from "./kubernetes/horizontal-autoscaler";
import { BurnRateAlert } from "./monitors/burn-rate-alert";
import { ThresholdMonitor } from "./monitors/threshold-monitor";
import { ServiceLevelObjective } from "./objectives/service-level-objective";
import { EscalationChain } from "./oncall/escalation-chain";
import { Reminders } from "./reminders/reminders";
import { SentryRule } from "./sentry/sentry-rule";
import { CertificateCheck } from "./synthetics/certificate-check";
import { HealthCheck } from "./synthetics/health-check";
import { LogMetric } from "./telemetry/log-metric";
import { Probe } from "./telemetry/probe";

/** What the guardrails of one service have in common while they are made. */
export interface Wiring {
  /** Options of each component: its parent. */
  readonly opts: pulumi.ComponentResourceOptions;
  /** The objectives made so far, by guardrail id. */
  readonly objectives: Map<string, ServiceLevelObjective>;
  /** The monitors made so far, by guardrail id. */
  readonly monitors: Map<string, ThresholdMonitor>;
  /** Datadog's ids of the dashboards made so far, by guardrail id. */
  readonly dashboards: Map<string, pulumi.Output<string>>;
  /** What backups wait for: the backup store, where the same stack has it. */
  readonly store: pulumi.Resource | undefined;
}

/** Makes the component of one guardrail; its logical name is the guardrail's id, which no environment changes. */
export function createComponent(guardrail: Guardrail, wiring: Wiring): pulumi.ComponentResource {
  const { id } = guardrail;
  const { dashboards, objectives, opts, store } = wiring;
  switch (guardrail.kind) {
    case "monitor":
      return createMonitor(guardrail, wiring);
    case "objective":
      return createObjective(guardrail, wiring);
    case "burn-rate":
      return createBurnRateAlert(guardrail, wiring);
    case "synthetic":
      return new HealthCheck(id, { guardrail, dashboards }, opts);
    case "certificate":
      return new CertificateCheck(id, { guardrail, dashboards }, opts);
    case "autoscaling":
      return guardrail.target.platform === "kubernetes"
        ? new HorizontalAutoscaler(id, { guardrail }, opts)
        : new ServiceAutoscaler(id, { guardrail }, opts);
    case "disruption-budget":
      return new DisruptionBudget(id, { guardrail }, opts);
    case "capacity":
      return new ContainerLimits(id, { guardrail }, opts);
    case "backup":
      return new DatabaseBackup(id, { guardrail }, store ? { ...opts, dependsOn: store } : opts);
    case "restore-test":
      return new RestoreTest(id, { guardrail }, opts);
    case "backup-store":
      return new BackupStore(id, { guardrail }, opts);
    case "probe":
      return new Probe(id, { guardrail }, opts);
    case "downtime":
      return new MaintenanceWindow(id, { guardrail, objectives }, opts);
    case "reminder":
      return new Reminders(id, { guardrail }, opts);
    case "sentry-rule":
      return new SentryRule(id, { guardrail }, opts);
    case "dashboard":
      return createDashboard(guardrail, wiring);
    case "escalation":
      return new EscalationChain(id, { guardrail }, opts);
    case "log-metric":
      return new LogMetric(id, { guardrail }, opts);
    default:
      return unknownKind(guardrail);
  }
}

function createMonitor(
  guardrail: GuardrailOf<"monitor">,
  { dashboards, monitors, opts }: Wiring,
): ThresholdMonitor {
  const monitor = new ThresholdMonitor(guardrail.id, { guardrail, dashboards }, opts);
  monitors.set(guardrail.id, monitor);
  return monitor;
}

function createObjective(
  guardrail: GuardrailOf<"objective">,
  { monitors, objectives, opts }: Wiring,
): ServiceLevelObjective {
  const { id, indicator } = guardrail;
  const counted = indicator.kind === "monitor" ? monitors.get(referencedId(indicator.monitor)) : undefined;
  const objective = new ServiceLevelObjective(id, { guardrail, monitorId: counted?.monitorId }, opts);
  objectives.set(id, objective);
  return objective;
}

function createDashboard(
  guardrail: GuardrailOf<"dashboard">,
  { dashboards, objectives, opts }: Wiring,
): ServiceDashboard {
  const dashboard = new ServiceDashboard(guardrail.id, { guardrail, objectives }, opts);
  dashboards.set(guardrail.id, dashboard.dashboardId);
  return dashboard;
}

function createBurnRateAlert(
  guardrail: GuardrailOf<"burn-rate">,
  { dashboards, objectives, opts }: Wiring,
): BurnRateAlert {
  const watched = referencedId(guardrail.objective);
  const objective = objectives.get(watched);
  if (!objective)
    throw new Error(`${guardrail.id} watches "${watched}", an objective that its service does not have.`);
  return new BurnRateAlert(guardrail.id, { guardrail, objectiveId: objective.objectiveId, dashboards }, opts);
}

/** A kind without a component does not compile: nothing is left of the union here. */
function unknownKind(guardrail: never): never {
  throw new Error(`No component is known for ${JSON.stringify(guardrail)}.`);
}
