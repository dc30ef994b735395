import type { Bag } from "../../wire/values";
import { eachBag, findingIf, oneOf } from "../kit";
import { bags, isGiven, isMissing, number, text, texts } from "../read";
import type { Finding, Rule } from "../rule";

/** Type token of metric alerts. */
export const METRIC_ALERT = "sentry:index/sentryMetricAlert:SentryMetricAlert";

const SERIALIZER =
  "getsentry/sentry src/sentry/incidents/serializers/alert_rule.py; getsentry/sentry-api-schema @b761521";
const types = [METRIC_ALERT];

const timeWindow = oneOf({
  code: "sentry/metric-time-window",
  source: SERIALIZER,
  types,
  path: "timeWindow",
  values: [1, 5, 10, 15, 30, 60, 120, 240, 1440],
});

/** 0 alerts above, 1 below; 2 is for anomalies only. */
const thresholdType = oneOf({
  code: "sentry/metric-threshold-type",
  source: SERIALIZER,
  types,
  path: "thresholdType",
  values: [0, 1],
});

const dataset = oneOf({
  code: "sentry/metric-dataset",
  source: SERIALIZER,
  types,
  path: "dataset",
  values: ["events", "transactions", "generic_metrics", "metrics", "sessions", "events_analytics_platform"],
});

/** Left out, the provider sends an empty text, which Sentry refuses. */
const datasetGiven: Rule = {
  code: "sentry/metric-dataset-given",
  source: 'terraform-provider-sentry v0.11.2 resource_sentry_metric_alert.go (dataset sent as "")',
  types,
  check: (inputs) =>
    findingIf(
      isMissing(inputs["dataset"]),
      "dataset",
      `is missing, and the provider would send an empty one; write "events" or "transactions".`,
    ),
};

const FIELDS = "transaction\\.duration|measurements\\.(?:cls|fcp|fid|fp|lcp|ttfb|ttfb\\.requesttime)";
const TIMINGS = new RegExp(
  `^(?:count\\(\\)|failure_rate\\(\\)|apdex\\(\\d+\\)|(?:avg|p50|p75|p95|p99|p100)\\((?:${FIELDS})\\)|percentile\\((?:${FIELDS}),\\s*(?:0?\\.\\d+|1(?:\\.0+)?)\\))$`,
);
const CRASHES =
  /^percentage\((?:sessions_crashed, sessions|users_crashed, users)\) AS _crash_rate_alert_aggregate$/;

const AGGREGATES: Readonly<Record<string, { readonly pattern: RegExp; readonly offer: string }>> = {
  events: {
    pattern: /^(?:count\(\)|count_unique\((?:tags\[sentry:user\]|user)\))$/,
    offer: "count() or count_unique(user)",
  },
  transactions: {
    pattern: TIMINGS,
    offer: "count(), failure_rate(), apdex(300) or p95(transaction.duration)",
  },
  generic_metrics: {
    pattern: TIMINGS,
    offer: "count(), failure_rate(), apdex(300) or p95(transaction.duration)",
  },
  metrics: {
    pattern: CRASHES,
    offer: "percentage(sessions_crashed, sessions) AS _crash_rate_alert_aggregate",
  },
  sessions: {
    pattern: CRASHES,
    offer: "percentage(sessions_crashed, sessions) AS _crash_rate_alert_aggregate",
  },
};

/** Each dataset has its own measures. */
const aggregate: Rule = {
  code: "sentry/metric-aggregate",
  source: SERIALIZER,
  types,
  check: (inputs) => {
    const written = text(inputs["aggregate"]);
    const allowed = AGGREGATES[text(inputs["dataset"]) ?? "events"];
    if (written === undefined || allowed === undefined) return [];
    return findingIf(
      !allowed.pattern.test(written),
      "aggregate",
      `is "${written}"; this dataset knows ${allowed.offer}.`,
    );
  },
};

const EVENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  events: ["default", "error"],
  transactions: ["transaction"],
  generic_metrics: ["transaction"],
  metrics: [],
  sessions: [],
};

/** Each dataset has its own events. */
const eventTypes: Rule = {
  code: "sentry/metric-event-types",
  source: SERIALIZER,
  types,
  check: (inputs) => {
    const known = EVENT_TYPES[text(inputs["dataset"]) ?? "events"];
    if (known === undefined) return [];
    return texts(inputs["eventTypes"])
      .filter((type) => !known.includes(type))
      .map((type) => ({
        path: "eventTypes",
        message: `has "${type}", which this dataset does not know; use ${known.join(", ") || "none"}.`,
      }));
  },
};

/** One trigger named critical, then perhaps one named warning. */
const triggerOrder: Rule = {
  code: "sentry/metric-trigger-order",
  source: SERIALIZER,
  types,
  check: (inputs) => {
    const labels = bags(inputs["triggers"]).map(({ bag }) => text(bag["label"]));
    if (typeof inputs["triggers"] === "symbol" || labels.includes(undefined)) return [];
    const isRight =
      labels.length >= 1 &&
      labels.length <= 2 &&
      labels[0] === "critical" &&
      (labels[1] ?? "warning") === "warning";
    return findingIf(
      !isRight,
      "triggers",
      `are labelled ${JSON.stringify(labels)}; give ["critical"] or ["critical", "warning"], in this order.`,
    );
  },
};

/** The warning comes first, and the alert resolves on the good side of every trigger. */
const levels: Rule = {
  code: "sentry/metric-levels",
  source: SERIALIZER,
  types,
  check: (inputs) => {
    const isBelow = inputs["thresholdType"] === 1;
    const triggers = bags(inputs["triggers"]).map(({ bag }) => bag);
    const [critical, warning] = triggers.map((bag) => number(bag["alertThreshold"]));
    const resolve = number(inputs["resolveThreshold"]);
    const isLate =
      critical !== undefined && warning !== undefined && (isBelow ? warning < critical : warning > critical);
    return [
      ...findingIf(
        isLate,
        "triggers[1].alertThreshold",
        `is ${warning ?? 0}, beyond critical (${critical ?? 0}); the warning comes first.`,
      ),
      ...triggers.flatMap((trigger, index) => resolveFindings(trigger, { resolve, isBelow, index })),
    ];
  },
};

interface Resolving {
  /** The alert's own resolve threshold; undefined when it is left out or not known yet. */
  readonly resolve: number | undefined;
  /** Whether values below the thresholds alert, rather than above. */
  readonly isBelow: boolean;
  /** Position of the trigger; only the first, critical one is held against `resolve`. */
  readonly index: number;
}

function resolveFindings(trigger: Bag, { resolve, isBelow, index }: Resolving): readonly Finding[] {
  const alert = number(trigger["alertThreshold"]);
  const own = number(trigger["resolveThreshold"]);
  const isWrong = (level: number | undefined): boolean =>
    // Whole numbers may meet half way: alert above 0 and resolve below 1 is one event or none.
    alert !== undefined && level !== undefined && (isBelow ? level < alert - 1 : level > alert + 1);
  const side = isBelow ? "above" : "below";
  return [
    ...findingIf(
      isWrong(resolve) && index === 0,
      "resolveThreshold",
      `is ${resolve ?? 0}, on the bad side of ${alert ?? 0}; set it ${side}.`,
    ),
    ...findingIf(
      isWrong(own),
      `triggers[${index}].resolveThreshold`,
      `is ${own ?? 0}, on the bad side of ${alert ?? 0}; set it ${side}.`,
    ),
  ];
}

const CHAT = ["slack", "msteams", "pagerduty", "opsgenie", "discord"];

/** Each way to tell has its own kind of target. */
const actions: Rule = {
  code: "sentry/metric-action",
  source: `${SERIALIZER} (AlertRuleTriggerAction)`,
  types,
  check: (inputs) =>
    eachBag(inputs, "triggers[].actions[]").flatMap(({ path, value }): readonly Finding[] => {
      const type = text(value["type"]);
      const target = text(value["targetType"]);
      if (type === undefined) return [];
      const isChat = CHAT.includes(type);
      const isKnown = isChat || ["email", "sentry_app", "sentry_notification"].includes(type);
      const isEmailTarget = target === "user" || target === "team";
      return [
        ...findingIf(!isKnown, `${path}.type`, `is "${type}"; use email, ${CHAT.join(", ")} or sentry_app.`),
        ...findingIf(
          type === "email" && target !== undefined && !isEmailTarget,
          `${path}.targetType`,
          `is "${target ?? ""}"; use "user" or "team".`,
        ),
        ...findingIf(
          isChat && target !== undefined && target !== "specific",
          `${path}.targetType`,
          `is "${target ?? ""}"; use "specific".`,
        ),
        ...findingIf(
          isChat && !isGiven(value["integrationId"]),
          `${path}.integrationId`,
          `is required for "${type}"; write the integration's number.`,
        ),
        ...findingIf(
          isMissing(value["targetIdentifier"]),
          `${path}.targetIdentifier`,
          "is missing; say who or where.",
        ),
      ];
    }),
};

/** Some search terms cannot be evaluated over time. */
const query: Rule = {
  code: "sentry/metric-query",
  source: SERIALIZER,
  types,
  check: (inputs) => {
    const written = text(inputs["query"]) ?? "";
    const term = /release:latest|(?:^|\s)!?project(?:\.name)?:/.exec(written)?.[0];
    return findingIf(
      term !== undefined,
      "query",
      `uses "${term?.trim() ?? ""}", which metric alerts refuse; remove it.`,
    );
  },
};

/** Rules about metric alerts. */
export const metricAlertRules: readonly Rule[] = [
  timeWindow,
  thresholdType,
  dataset,
  datasetGiven,
  aggregate,
  eventTypes,
  triggerOrder,
  levels,
  actions,
  query,
];
