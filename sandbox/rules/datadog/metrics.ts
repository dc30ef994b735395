import { findingIf, fits, oneOf } from "../kit";
import { get, isGiven, isMissing, text } from "../read";
import type { Rule } from "../rule";
import { LOGS_METRIC, RUM_METRIC, SPANS_METRIC } from "./types";

const types = [LOGS_METRIC, SPANS_METRIC, RUM_METRIC];
const SOURCE =
  "https://docs.datadoghq.com/metrics/custom_metrics/#naming-custom-metrics; /api/latest/logs-metrics/";

/** Metric names: a letter, then letters, digits, underscores and dots, at most 200 characters. */
const name = fits({
  code: "datadog/metric-name",
  source: SOURCE,
  types,
  path: "name",
  pattern: /^[A-Za-z][A-Za-z0-9_.]{0,199}$/,
  remedy: "start with a letter and use letters, digits, _ and dots, at most 200 characters.",
});

const aggregation = oneOf({
  code: "datadog/metric-aggregation",
  source: SOURCE,
  types,
  path: "compute.aggregationType",
  values: ["count", "distribution"],
});

/** A distribution needs the path of its value; a count has neither value nor percentiles. */
const path: Rule = {
  code: "datadog/metric-path",
  source: SOURCE,
  types,
  check: (inputs) => {
    const kind = get(inputs, "compute", "aggregationType");
    const value = get(inputs, "compute", "path");
    return [
      ...findingIf(
        kind === "distribution" && isMissing(value),
        "compute.path",
        `is required for a distribution; write the value's path, such as "@duration".`,
      ),
      ...findingIf(
        kind === "count" && isGiven(value),
        "compute.path",
        "is only for distributions; remove it.",
      ),
      ...findingIf(
        kind === "count" && get(inputs, "compute", "includePercentiles") === true,
        "compute.includePercentiles",
        "is only for distributions; remove it.",
      ),
    ];
  },
};

const eventType = oneOf({
  code: "datadog/rum-event-type",
  source: "https://docs.datadoghq.com/api/latest/rum-metrics/ (RumMetricEventType)",
  types: [RUM_METRIC],
  path: "eventType",
  values: ["session", "view", "action", "error", "resource", "long_task", "vital"],
});

/** Only sessions and views change after they are first seen, so only they say when they count. */
const uniqueness: Rule = {
  code: "datadog/rum-uniqueness",
  source: "https://docs.datadoghq.com/api/latest/rum-metrics/ (uniqueness.when: match, end)",
  types: [RUM_METRIC],
  check: (inputs) => {
    const when = text(get(inputs, "uniqueness", "when"));
    const changes = inputs["eventType"] === "session" || inputs["eventType"] === "view";
    return [
      ...findingIf(
        when !== undefined && when !== "match" && when !== "end",
        "uniqueness.when",
        `is "${when ?? ""}"; use "match" or "end".`,
      ),
      ...findingIf(
        isGiven(inputs["uniqueness"]) && typeof inputs["eventType"] === "string" && !changes,
        "uniqueness",
        "is only for sessions and views; remove it.",
      ),
    ];
  },
};

/** Rules about metrics made from logs, spans and real-user events. */
export const metricRules: readonly Rule[] = [name, aggregation, path, eventType, uniqueness];
