import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { decimal } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import type { Dashboards } from "../references";
import { toAlertOptions } from "./alert-options";

type Monitor = GuardrailOf<"monitor">;

/** What a {@link ThresholdMonitor} needs to know. */
export interface ThresholdMonitorArgs {
  /** The planned monitor. Plain data: it was checked before anything is registered. */
  readonly guardrail: Monitor;
  /** The dashboards that its message links. */
  readonly dashboards: Dashboards;
}

/** One alert on one level. While nothing measures its signal it registers no Datadog monitor: the dashboard shows it. */
export class ThresholdMonitor extends pulumi.ComponentResource {
  /** Id that composite monitors and SLOs refer to; undefined for a draft. */
  readonly monitorId: pulumi.Output<string> | undefined;

  constructor(
    name: string,
    { dashboards, guardrail }: ThresholdMonitorArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("belfry:monitors:ThresholdMonitor", name, {}, opts);

    const args = toMonitorArgs(guardrail, dashboards);
    if (args) this.monitorId = new datadog.Monitor(`${name}-monitor`, args, { parent: this }).id;

    this.registerOutputs({ monitorId: this.monitorId });
  }
}

/** Translates a planned monitor into Datadog's words; undefined while nothing measures its signal. */
export function toMonitorArgs(guardrail: Monitor, dashboards: Dashboards): datadog.MonitorArgs | undefined {
  const { draft, evaluationDelay, newGroupDelay, query, requireFullWindow, silence } = guardrail;
  if (query === null) return undefined;
  return {
    ...toAlertOptions(guardrail, silence === "alert" ? ["alert", "no data"] : ["alert"], dashboards),
    type: monitorType(query),
    query,
    monitorThresholds: toThresholds(guardrail),
    onMissingData: missingData[silence],
    requireFullWindow,
    evaluationDelay,
    ...(newGroupDelay !== null && { newGroupDelay }),
    ...notifiedGroups(guardrail.groupBy, query),
    draftStatus: draft ? "draft" : "published",
  };
}

/**
 * What missing data does, in the API's spelling; the SDK's documentation prints camel case, which the API refuses.
 *
 * Spelling: https://github.com/pulumi/pulumi-datadog/issues/944
 */
const missingData: Readonly<Record<Monitor["silence"], string>> = {
  alert: "show_and_notify_no_data",
  show: "show_no_data",
  resolve: "resolve",
  zero: "default",
};

/**
 * Monitor type by the function that a query starts with; every other query is one on metrics.
 *
 * Types: https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
const typeByFunction: Readonly<Record<string, string>> = {
  logs: "log alert",
  rum: "rum alert",
  events: "event-v2 alert",
  audits: "audit alert",
  "trace-analytics": "trace-analytics alert",
  "ci-pipelines": "ci-pipelines alert",
  "error-tracking-rum": "error-tracking alert",
};

function monitorType(query: string): string {
  if (query.startsWith('"')) return "service check";
  return typeByFunction[query.slice(0, query.indexOf("("))] ?? "query alert";
}

/** Thresholds as strings, critical being the number in the query: Datadog refuses a monitor in which they differ. */
function toThresholds(guardrail: Monitor): NonNullable<datadog.MonitorArgs["monitorThresholds"]> {
  const { critical, criticalRecovery, warning, warningRecovery } = guardrail;
  return {
    critical: decimal(critical),
    ...(warning !== null && { warning: decimal(warning) }),
    ...(criticalRecovery !== null && { criticalRecovery: decimal(criticalRecovery) }),
    ...(warningRecovery !== null && { warningRecovery: decimal(warningRecovery) }),
  };
}

/** Datadog takes the groups to alert on only where they are fewer than the query's own. */
function notifiedGroups(groupBy: readonly string[], query: string): Pick<datadog.MonitorArgs, "notifyBies"> {
  const written = /\bby \{([^}]*)\}|\.by\("([^"]*)"\)/.exec(query);
  const groups = (written?.[1] ?? written?.[2] ?? "").split(",").map((group) => group.trim());
  const fewer = groupBy.length > 0 && groupBy.length < groups.length;
  return fewer && groupBy.every((group) => groups.includes(group)) ? { notifyBies: [...groupBy] } : {};
}
