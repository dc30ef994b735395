import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";

type PlannedMetric = GuardrailOf<"log-metric">;

/** What a {@link LogMetric} needs to know. */
export interface LogMetricArgs {
  /** The planned metric. */
  readonly guardrail: PlannedMetric;
}

/** A metric that Datadog makes from log lines or from page views, where no integration emits one. */
export class LogMetric extends pulumi.ComponentResource {
  /** Id of the metric, which is its name. */
  readonly metricId: pulumi.Output<string>;

  constructor(name: string, { guardrail }: LogMetricArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:telemetry:LogMetric", name, {}, opts);

    const parent = { parent: this };
    this.metricId =
      guardrail.from === "logs"
        ? new datadog.LogsMetric(`${name}-metric`, toLogMetricArgs(guardrail), parent).id
        : new datadog.RumMetric(`${name}-metric`, toViewMetricArgs(guardrail), parent).id;

    this.registerOutputs({ metricId: this.metricId });
  }
}

/**
 * Translates a metric of log lines. It takes no tags: its name is its identity.
 *
 * Source: https://docs.datadoghq.com/logs/log_configuration/logs_to_metrics/
 */
export function toLogMetricArgs({ compute, filter, groupBy, metric }: PlannedMetric): datadog.LogsMetricArgs {
  return {
    name: metric,
    filter: { query: filter },
    compute: toCompute(compute),
    groupBies: toGroups(groupBy),
  };
}

/**
 * Translates a metric of page views. A view is counted when it is over: its timings are final only then.
 *
 * Source: https://docs.datadoghq.com/real_user_monitoring/platform/generate_metrics/
 */
export function toViewMetricArgs({ compute, filter, groupBy, metric }: PlannedMetric): datadog.RumMetricArgs {
  return {
    name: metric,
    eventType: "view",
    filter: { query: filter },
    compute: toCompute(compute),
    groupBies: toGroups(groupBy),
    uniqueness: { when: "end" },
  };
}

/** Percentiles are kept because a query such as `p95:` finds nothing without them. */
function toCompute(compute: PlannedMetric["compute"]): datadog.types.input.LogsMetricCompute {
  return compute.kind === "count"
    ? { aggregationType: "count" }
    : { aggregationType: "distribution", path: compute.path, includePercentiles: true };
}

function toGroups(groupBy: PlannedMetric["groupBy"]): datadog.types.input.LogsMetricGroupBy[] {
  return groupBy.map(({ path, tag }) => ({ path, tagName: tag }));
}
