import { pagerSchema, pagersOfMonitor } from "../pager";
import type { ResourceRule } from "../rule";
import { isGiven, unknown } from "../value";

/**
 * An explicit `notifyNoData: false` looks like none: the provider fills in the same where the program says nothing.
 * Alerts on an objective have no such setting.
 *
 * https://docs.datadoghq.com/monitors/guide/on_missing_data/
 * https://github.com/DataDog/terraform-provider-datadog/blob/master/datadog/resource_datadog_monitor.go
 */
export const pagingMonitorSilence: ResourceRule = {
  name: "paging-monitor-silence",
  title: "A paging monitor says what missing data means",
  because: "A check that stopped reporting looks like one with nothing to report.",
  severity: "high",
  types: ["datadog:index/monitor:Monitor"],
  schema: pagerSchema,
  check: ({ props }, { settings }) => {
    const pagers = pagersOfMonitor(props, settings);
    const { notifyNoData, onMissingData, type } = props;
    const isDecided = isGiven(onMissingData) || (isGiven(notifyNoData) && notifyNoData !== false);
    const hasNoSilence = type === "slo alert" || type === unknown;
    if (pagers.length === 0 || isDecided || hasNoSilence) return [];
    return [
      {
        path: "onMissingData",
        value: pagers.join(" "),
        rule: "it wakes a person, and nobody decided what it does without data.",
        remedy:
          'Set onMissingData ("default" keeps what it does now), or notifyNoData: true for a type that has no onMissingData.',
      },
    ];
  },
};
