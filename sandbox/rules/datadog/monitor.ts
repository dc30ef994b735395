import { between, findingIf, oneOf } from "../kit";
import { get, isGiven, items, number, record, text, texts } from "../read";
import type { Finding, Rule } from "../rule";
import { groupsOf } from "./monitor-query";
import { MONITOR } from "./types";

const API = "https://docs.datadoghq.com/api/latest/monitors/ (v1, create a monitor)";
const types = [MONITOR];

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

/** Rules about the other settings of a monitor. */
export const monitorRules: readonly Rule[] = [
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
