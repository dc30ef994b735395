import * as pulumi from "@pulumi/pulumi";

import type { Guardrail } from "../plan/types";
import { BackupStore } from "./backups/backup-store";
import { createComponent, type Wiring } from "./guardrail-factories";
import type { ThresholdMonitor } from "./monitors/threshold-monitor";
import type { ServiceLevelObjective } from "./objectives/service-level-objective";

/** What {@link ServiceGuardrails} needs to know. */
export interface ServiceGuardrailsArgs {
  /** Every planned guardrail of one service, or of the estate; none refers to another service's. */
  readonly guardrails: readonly Guardrail[];

  /**
   * What backups wait for. AWS looks the vault and the roles up by name when a plan or a selection is made.
   *
   * @defaultValue nothing: the backup store is in another stack, which is deployed first
   */
  readonly store?: pulumi.Resource | undefined;
}

/** All guardrails of one service. */
export class ServiceGuardrails extends pulumi.ComponentResource {
  /** The backup store, where it is among the guardrails. */
  readonly store: pulumi.Resource | undefined;

  constructor(name: string, args: ServiceGuardrailsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:services:Service", name, {}, opts);

    const objectives = new Map<string, ServiceLevelObjective>();
    const monitors = new Map<string, ThresholdMonitor>();
    const dashboards = new Map<string, pulumi.Output<string>>();
    const wiring: Wiring = { opts: { parent: this }, objectives, monitors, dashboards, store: args.store };
    const made = inOrder(args.guardrails).map((guardrail) => createComponent(guardrail, wiring));
    this.store = made.find((component) => component instanceof BackupStore);

    this.registerOutputs({});
  }
}

/**
 * What others refer to comes first, otherwise the plan's order stays: dashboards show objectives, alerts link dashboards,
 * and objectives that count the time of an alert wait for it.
 */
function inOrder(guardrails: readonly Guardrail[]): readonly Guardrail[] {
  const counts = (each: Guardrail): boolean => each.kind === "objective" && each.indicator.kind === "monitor";
  const turns: readonly ((each: Guardrail) => boolean)[] = [
    (each) => each.kind === "objective" && !counts(each),
    ({ kind }) => kind === "dashboard",
    ({ kind }) => kind === "monitor",
    counts,
  ];
  const turnOf = (each: Guardrail): number => turns.findIndex((has) => has(each));
  return [...turns.keys(), -1].flatMap((turn) => guardrails.filter((each) => turnOf(each) === turn));
}
