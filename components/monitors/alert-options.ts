import type * as datadog from "@pulumi/datadog";

import type { GuardrailOf } from "../../plan/types";
import { datadogTags } from "../identity";
import { withDashboards, type Dashboards } from "../references";

/** A guardrail that becomes a Datadog monitor and tells someone. */
export type AlertingGuardrail = GuardrailOf<"monitor" | "burn-rate">;

/** States of a monitor for which an unanswered alert is repeated. */
export type RepeatedStatus = "alert" | "no data";

/** The part of a Datadog monitor that says whom it tells, and how often; the same for every type of monitor. */
export type AlertOptions = Pick<
  datadog.MonitorArgs,
  | "name"
  | "message"
  | "priority"
  | "tags"
  | "renotifyInterval"
  | "renotifyStatuses"
  | "assets"
  | "includeTags"
  | "notifyAudit"
>;

/**
 * Translates the alerting block that every alert of the plan has. An alert is repeated in the given states; a warning
 * is not, since it waits for nobody.
 *
 * Options: https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
export function toAlertOptions(
  guardrail: AlertingGuardrail,
  repeated: readonly RepeatedStatus[],
  dashboards: Dashboards,
): AlertOptions {
  const { message, name, priority, renotifyEvery, runbook } = guardrail;
  return {
    name,
    message: withDashboards(message, dashboards),
    priority: String(priority),
    tags: datadogTags({ guardrail }),
    ...(renotifyEvery !== null && {
      renotifyInterval: toMinutes(renotifyEvery),
      renotifyStatuses: [...repeated],
    }),
    assets: [{ category: "runbook", name: "Runbook", url: runbook }],
    includeTags: true,
    notifyAudit: false,
  };
}

/** Seconds as whole minutes, the unit in which Datadog repeats an alert. */
export function toMinutes(seconds: number): number {
  return Math.round(seconds / 60);
}
