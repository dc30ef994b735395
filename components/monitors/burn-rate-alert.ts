import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { decimal } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import type { Dashboards } from "../references";
import { toAlertOptions } from "./alert-options";

/** What a {@link BurnRateAlert} needs to know. */
export interface BurnRateAlertArgs {
  /** The planned alert. */
  readonly guardrail: GuardrailOf<"burn-rate">;
  /** Datadog's id of the objective whose error budget it watches; undefined while nothing measures that. */
  readonly objectiveId: pulumi.Input<string> | undefined;
  /** The dashboards that its message links. */
  readonly dashboards: Dashboards;
}

/** One alert on how fast an objective spends its error budget; no monitor as long as the objective is not measured. */
export class BurnRateAlert extends pulumi.ComponentResource {
  /** Id of the Datadog monitor; undefined while nothing measures the objective. */
  readonly monitorId: pulumi.Output<string> | undefined;

  constructor(
    name: string,
    { dashboards, guardrail, objectiveId }: BurnRateAlertArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("belfry:monitors:BurnRateAlert", name, {}, opts);

    if (objectiveId !== undefined) {
      const args = toBurnRateArgs(guardrail, objectiveId, dashboards);
      this.monitorId = new datadog.Monitor(`${name}-monitor`, args, { parent: this }).id;
    }

    this.registerOutputs({ monitorId: this.monitorId });
  }
}

/**
 * Translates a burn-rate alert; the objective's symbolic name in its query becomes Datadog's id. An SLO alert takes no
 * missing-data option.
 *
 * Grammar: https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/
 */
export function toBurnRateArgs(
  guardrail: GuardrailOf<"burn-rate">,
  objectiveId: pulumi.Input<string>,
  dashboards: Dashboards,
): datadog.MonitorArgs {
  const { factor, objective, query } = guardrail;
  return {
    ...toAlertOptions(guardrail, ["alert"], dashboards),
    type: "slo alert",
    query: pulumi.output(objectiveId).apply((id) => query.replaceAll(objective, id)),
    monitorThresholds: { critical: decimal(factor) },
    draftStatus: "published",
  };
}
