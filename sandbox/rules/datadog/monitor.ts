import type { Bag } from "../../wire/values";
import { between, findingIf, oneOf } from "../kit";
import { get, isGiven, items, number, record, text, texts } from "../read";
import type { Finding, Rule } from "../rule";
import { groupsOf, hasFormOf, MONITOR_TYPES, windowMinutes } from "./monitor-query";
import { MONITOR } from "./types";

const API = "https://docs.datadoghq.com/api/latest/monitors/ (v1, create a monitor)";
const types = [MONITOR];
const queryOf = (inputs: Bag): string => text(inputs["query"]) ?? "";
const WINDOW_MAX = 10_080;

/** The API takes a closed list of monitor types. */
const monitorType = oneOf({
  code: "datadog/monitor-type",
  source: API,
  types,
  path: "type",
  values: MONITOR_TYPES,
});

/** Each type has its own query language; a query of another is refused as invalid. */
const queryForm: Rule = {
  code: "datadog/monitor-query-form",
  source: API,
  types,
  check: (inputs) => {
    const type = text(inputs["type"]);
    const query = text(inputs["query"]);
    if (type === undefined || query === undefined) return [];
    const message = `does not have the form of a "${type}"; write the query in that type's language or change 'type'.`;
    return findingIf(!hasFormOf(type, query), "query", message);
  },
};

/** Windows run from one minute to a week (a month only for cumulative windows), in the API's units. */
const queryWindow: Rule = {
  code: "datadog/monitor-window",
  source: API,
  types,
  check: (inputs) => {
    const window = windowMinutes(queryOf(inputs));
    const mayBeLong =
      isGiven(inputs["schedulingOptions"]) || / forecast\(|next_|_1mo/.test(` ${queryOf(inputs)}`);
    if (window === undefined || mayBeLong) return [];
    const isRight = window.minutes >= 1 && window.minutes <= WINDOW_MAX;
    const message = `looks at "${window.text}"; use last_#m with 1 to ${WINDOW_MAX} minutes, or the same time as #h, #d or last_1w.`;
    return findingIf(!isRight, "query", message);
  },
};

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

const RENOTIFY =
  "https://docs.datadoghq.com/monitors/configuration/#renotify; terraform-provider-datadog schema";

/** States that can be told again. */
const renotifyStatuses = oneOf({
  code: "datadog/monitor-renotify-statuses",
  source: RENOTIFY,
  types,
  path: "renotifyStatuses[]",
  values: ["alert", "warn", "no data"],
});

/** Times between two messages about the same state, in minutes. */
const renotifyInterval = oneOf({
  code: "datadog/monitor-renotify-interval",
  source: RENOTIFY,
  types,
  path: "renotifyInterval",
  values: [0, 10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 360, 720, 1440],
});

/** How often and for which states to repeat means nothing without an interval. */
const renotifyAlone: Rule = {
  code: "datadog/monitor-renotify-alone",
  source: RENOTIFY,
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

/** Notifications may be coarser than the grouping, never finer or the same. */
const notifyBy: Rule = {
  code: "datadog/monitor-notify-by",
  source: 'terraform-provider-datadog monitor notify_by (proper subset of the query\'s group-by, or ["*"])',
  types,
  check: (inputs) => {
    const given = texts(inputs["notifyBies"]);
    const query = text(inputs["query"]);
    if (given.length === 0 || query === undefined) return [];
    const groups = groupsOf(query);
    if (groups.length === 0)
      return [{ path: "notifyBies", message: `needs a grouped query; add "by {…}" or remove it.` }];
    if (given.length === 1 && given[0] === "*") return [];
    const strange = given.filter((tag) => !groups.includes(tag));
    const isProper = strange.length === 0 && new Set(given).size < groups.length;
    const message = `is ${JSON.stringify(given)}; name some, not all, of the query's groups (${groups.join(", ")}), or ["*"].`;
    return findingIf(!isProper, "notifyBies", message);
  },
};

/** Delays for new groups need groups, and the provider cannot send zero (TPD#1221, TPD#1831). */
const newGroupDelay: Rule = {
  code: "datadog/monitor-new-group-delay",
  source: "github.com/DataDog/terraform-provider-datadog issues 1221 and 1831",
  types,
  check: (inputs) => {
    const delay = number(inputs["newGroupDelay"]);
    const query = text(inputs["query"]);
    if (delay === undefined) return [];
    const isLone = query !== undefined && groupsOf(query).length === 0;
    return [
      ...findingIf(
        delay <= 0,
        "newGroupDelay",
        `is ${delay}; write a number of seconds above 0, or leave it out.`,
      ),
      ...findingIf(
        isLone,
        "newGroupDelay",
        `is only for grouped monitors; add "by {…}" to the query or remove it.`,
      ),
    ];
  },
};

/** Evaluation can lag by at most a day. */
const evaluationDelay = between({
  code: "datadog/monitor-evaluation-delay",
  source: API,
  types,
  path: "evaluationDelay",
  min: 0,
  max: 86_400,
  unit: "seconds",
});

/** A monitor without data resolves by itself within a day. */
const timeout = between({
  code: "datadog/monitor-timeout",
  source: API,
  types,
  path: "timeoutH",
  min: 0,
  max: 24,
  unit: "hours",
});

/** Priority is one digit, as text. */
const priority = oneOf({
  code: "datadog/monitor-priority",
  source: API,
  types,
  path: "priority",
  values: ["1", "2", "3", "4", "5"],
});

/** A monitor is a draft or it is published. */
const draftStatus = oneOf({
  code: "datadog/monitor-draft-status",
  source: "https://docs.datadoghq.com/monitors/draft/; terraform-provider-datadog draft_status",
  types,
  path: "draftStatus",
  values: ["draft", "published"],
});

/** What a notification shows around the message. */
const preset = oneOf({
  code: "datadog/monitor-notification-preset",
  source: "terraform-provider-datadog notification_preset_name",
  types,
  path: "notificationPresetName",
  values: [
    "show_all",
    "hide_query",
    "hide_handles",
    "hide_all",
    "hide_query_and_handles",
    "show_only_snapshot",
    "hide_handles_and_footer",
  ],
});

/** Anomaly monitors need their windows, others cannot have them. */
const anomalyWindows: Rule = {
  code: "datadog/monitor-anomaly-windows",
  source: "terraform-provider-datadog monitor_threshold_windows (only and always for anomaly monitors)",
  types,
  check: (inputs) => {
    const query = text(inputs["query"]);
    if (query === undefined) return [];
    const isAnomaly = query.includes("anomalies(");
    const has = isGiven(inputs["monitorThresholdWindows"]);
    return [
      ...findingIf(
        isAnomaly && !has,
        "monitorThresholdWindows",
        "is required for an anomaly monitor; set triggerWindow and recoveryWindow.",
      ),
      ...findingIf(!isAnomaly && has, "monitorThresholdWindows", "is only for anomaly monitors; remove it."),
    ];
  },
};

/** A custom schedule evaluates partial windows and must say what silence means (datadog-sync-cli monitors.py). */
const customSchedule: Rule = {
  code: "datadog/monitor-custom-schedule",
  source:
    "DataDog/datadog-sync-cli datadog_sync/model/monitors.py; terraform-provider-datadog scheduling_options",
  types,
  check: (inputs) => {
    const has = isGiven(get(record(inputs, "schedulingOptions"), "customSchedule"));
    if (!has) return [];
    return [
      ...findingIf(
        inputs["requireFullWindow"] === true,
        "requireFullWindow",
        "must be false with a custom schedule; set false.",
      ),
      ...findingIf(
        !isGiven(inputs["onMissingData"]),
        "onMissingData",
        "is required with a custom schedule; say what silence means.",
      ),
    ];
  },
};

/** Assets are runbooks with an address. */
const assets: Rule = {
  code: "datadog/monitor-assets",
  source: "terraform-provider-datadog monitor assets (category runbook)",
  types,
  check: (inputs) =>
    items(inputs["assets"]).flatMap((asset, index): readonly Finding[] => {
      const category = text(get(asset, "category"));
      const url = text(get(asset, "url"));
      return [
        ...findingIf(
          category !== undefined && category !== "runbook",
          `assets[${index}].category`,
          `is "${category ?? ""}"; use "runbook".`,
        ),
        ...findingIf(url === "", `assets[${index}].url`, "is empty; write the runbook's address."),
      ];
    }),
};

/** Rules about a monitor's settings other than thresholds and message. */
export const monitorRules: readonly Rule[] = [
  monitorType,
  queryForm,
  queryWindow,
  missingDataValue,
  missingDataConflict,
  renotifyStatuses,
  renotifyInterval,
  renotifyAlone,
  notifyBy,
  newGroupDelay,
  evaluationDelay,
  timeout,
  priority,
  draftStatus,
  preset,
  anomalyWindows,
  customSchedule,
  assets,
];
