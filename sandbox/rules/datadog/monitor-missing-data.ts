import { findingIf, oneOf } from "../kit";
import { isGiven, text } from "../read";
import type { Rule } from "../rule";
import { MONITOR } from "./types";

const types = [MONITOR];
const MISSING_DATA = ["show_no_data", "show_and_notify_no_data", "resolve", "default"];

/** The SDK's documentation prints camel case, but the API knows snake case only (pulumi-datadog#944). */
const missingDataValue = oneOf({
  code: "datadog/monitor-missing-data-value",
  source:
    "github.com/pulumi/pulumi-datadog/issues/944; terraform-provider-datadog resource_datadog_monitor.go",
  types,
  path: "onMissingData",
  values: MISSING_DATA,
});

/** The new way to treat silence excludes the old one, and some types have neither. */
const missingDataConflict: Rule = {
  code: "datadog/monitor-missing-data-conflict",
  source:
    "terraform-provider-datadog resource_datadog_monitor.go (ConflictsWith); on_missing_data documentation",
  types,
  check: (inputs) => {
    if (!isGiven(inputs["onMissingData"])) return [];
    const old = ["notifyNoData", "noDataTimeframe"].filter((name) => isGiven(inputs[name]));
    const type = text(inputs["type"]) ?? "";
    const hasNone = ["service check", "composite", "slo alert"].includes(type);
    return [
      ...findingIf(
        old.length > 0,
        "onMissingData",
        `excludes '${old.join("' and '")}'; keep one way to treat silence.`,
      ),
      ...findingIf(hasNone, "onMissingData", `is not available for a "${type}"; remove it.`),
    ];
  },
};

/** Rules about what a monitor does when its data stop. */
export const monitorMissingDataRules: readonly Rule[] = [missingDataValue, missingDataConflict];
