import type { Declaration } from "../model/declaration";
import type { Environment } from "../model/environment";
import { originOf, type Origin } from "../model/origin";
import type { Service } from "../model/service";
import { planBackup, planBackupStore, planRestoreTest } from "./backup";
import { planCertificate } from "./certificate";
import type { PlanContext } from "./context";
import { planEstateDashboard, planServiceDashboard, type ServicePlan } from "./dashboard";
import { planEscalation } from "./escalation";
import { planDowntime } from "./maintenance";
import { planMonitor } from "./monitor";
import { planObjective } from "./objective";
import { planReminderWatch } from "./reminder-watch";
import { planReminders } from "./reminders";
import { planAutoscaling, planCapacity, planDisruptionBudget } from "./scaling";
import { planSentryRule } from "./sentry";
import { resolveSettings } from "./settings";
import { planSynthetic } from "./synthetic";
import { planLogMetric, planProbe } from "./telemetry";
import type { Guardrail, Plan } from "./types";

/** What a plan is made of. */
export interface PlanInputs {
  /** What services share; deployed whatever services are selected. */
  readonly estate: Service;
  /** Every known service; the environment selects among them. */
  readonly services: readonly Service[];
  /** What differs from one environment to the next: names, services, settings, overrides. */
  readonly environment: Environment;
}

/** A plan with the lines on which its values are written. */
export interface OriginalPlan {
  /** The plan. */
  readonly plan: Plan;
  /** The lines on which each guardrail's sources are written, by id and in the order of `sources`. */
  readonly origins: ReadonlyMap<string, readonly (Origin | undefined)[]>;
}

/** The plan of one environment: a function of its inputs, in a stable order. */
export const buildPlan = (inputs: PlanInputs): Plan => buildOriginalPlan(inputs).plan;

/** The plan of one environment, with what only its making knows. */
export function buildOriginalPlan(inputs: PlanInputs): OriginalPlan {
  const { environment, estate } = inputs;
  const guardrails = planGuardrails(inputs);
  return {
    plan: {
      schemaVersion: 1,
      environment: environment.name,
      asOf: environment.asOf,
      ...resolveSettings(guardrails, environment, [estate, ...selectedServices(inputs)]),
    },
    // Settings are filled in copies, which no line is known of.
    origins: new Map(guardrails.map(({ id, sources }) => [id, sources.map(originOf)])),
  };
}

const selectedServices = ({ environment, services }: PlanInputs): readonly Service[] =>
  services.filter(({ name }) => environment.services.includes(name));

function planGuardrails(inputs: PlanInputs): readonly Guardrail[] {
  const { environment, estate } = inputs;
  const selected = selectedServices(inputs);
  const planned = selected.map((service): ServicePlan => ({
    service,
    guardrails: planService({ environment, service }),
  }));
  const shared = { environment, service: estate };
  return [
    ...planDeclarations(shared),
    planEstateDashboard(shared, planned),
    ...planned.flatMap((each) => each.guardrails),
  ];
}

function planService(context: PlanContext): readonly Guardrail[] {
  const reminders = planReminders(context);
  const watches = reminders.map((each) => planReminderWatch(context, each));
  const guardrails = [...planDeclarations(context), ...reminders, ...watches];
  return [...guardrails, planServiceDashboard(context, guardrails)];
}

const planDeclarations = (context: PlanContext): readonly Guardrail[] =>
  context.service.guardrails.flatMap((declaration) => planDeclaration(context, declaration));

/** One declaration may become several guardrails: an objective brings the alerts on its budget. */
function planDeclaration(context: PlanContext, declaration: Declaration): Guardrail | readonly Guardrail[] {
  switch (declaration.kind) {
    case "monitor":
      return planMonitor(context, declaration);
    case "objective":
      return planObjective(context, declaration);
    case "synthetic":
      return planSynthetic(context, declaration);
    case "certificate":
      return planCertificate(context, declaration);
    case "autoscaling":
      return planAutoscaling(context, declaration);
    case "disruption-budget":
      return planDisruptionBudget(context, declaration);
    case "capacity":
      return planCapacity(context, declaration);
    case "backup":
      return planBackup(context, declaration);
    case "restore-test":
      return planRestoreTest(context, declaration);
    case "backup-store":
      return planBackupStore(context, declaration);
    case "downtime":
      return planDowntime(context, declaration);
    case "sentry-rule":
      return planSentryRule(context, declaration);
    case "escalation":
      return planEscalation(context, declaration);
    case "log-metric":
      return planLogMetric(context, declaration);
    case "probe":
      return planProbe(context, declaration);
  }
}
