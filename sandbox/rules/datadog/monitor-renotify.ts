import { oneOf } from "../kit";
import { isGiven } from "../read";
import type { Rule } from "../rule";
import { MONITOR } from "./types";

const SOURCE =
  "https://docs.datadoghq.com/monitors/configuration/#renotify; terraform-provider-datadog schema";
const types = [MONITOR];

/** States that can be told again. */
const renotifyStatuses = oneOf({
  code: "datadog/monitor-renotify-statuses",
  source: SOURCE,
  types,
  path: "renotifyStatuses[]",
  values: ["alert", "warn", "no data"],
});

/** Times between two messages about the same state, in minutes. */
const renotifyInterval = oneOf({
  code: "datadog/monitor-renotify-interval",
  source: SOURCE,
  types,
  path: "renotifyInterval",
  values: [0, 10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 360, 720, 1440],
});

/** How often and for which states to repeat means nothing without an interval. */
const renotifyAlone: Rule = {
  code: "datadog/monitor-renotify-alone",
  source: SOURCE,
  types,
  check: (inputs) => {
    const interval = inputs["renotifyInterval"];
    const isOff = !isGiven(interval) || interval === 0;
    return ["renotifyOccurrences", "renotifyStatuses", "escalationMessage"]
      .filter((name) => isOff && isGiven(inputs[name]) && inputs[name] !== "")
      .map((path) => ({
        path,
        message: "has no effect without 'renotifyInterval'; set the interval or remove it.",
      }));
  },
};

/** Rules about how often a monitor repeats its message. */
export const monitorRenotifyRules: readonly Rule[] = [renotifyStatuses, renotifyInterval, renotifyAlone];
