import { datadogRules as book } from "../../../sandbox/rules/datadog/book";
import { MONITOR, SYNTHETICS } from "../../../sandbox/rules/datadog/types";
import { UNKNOWN, type Bag } from "../../../sandbox/wire/values";
import { codesOf, describeRules, findings, type RuleCase } from "../support/rule-table";

const query = "avg(last_5m):avg:system.cpu.user{env:prod} by {host,service} > 90";
const monitor: Bag = {
  name: "CPU",
  type: "query alert",
  query,
  message: "{{#is_alert}}{{value}} on {{host.name}} ({{service.name}}){{/is_alert}} @team-ops",
  monitorThresholds: { critical: "90", warning: "80", criticalRecovery: "85", warningRecovery: "75" },
  onMissingData: "show_and_notify_no_data",
  renotifyInterval: 60,
  renotifyStatuses: ["alert", "no data"],
  notifyBies: ["service"],
  newGroupDelay: 60,
  evaluationDelay: 300,
  priority: "2",
  draftStatus: "published",
  notificationPresetName: "hide_query",
  timeoutH: 0,
  tags: ["managed-by:belfry", "belfry:vendhub/cpu", "env:prod"],
};
const objective: Bag = {
  name: "uptime",
  type: "metric",
  query: { numerator: "sum:good{*}.as_count()", denominator: "sum:all{*}.as_count()" },
  thresholds: [{ timeframe: "30d", target: 99.9, warning: 99.95 }],
};
const onMonitors = (changes: Bag): Bag => ({ ...objective, type: "monitor", monitorIds: [1], ...changes });
const slices = (formulaExpression: string, ...queries: readonly (readonly [string, string])[]): Bag => ({
  sliSpecification: {
    timeSlice: {
      query: {
        formula: { formulaExpression },
        queries: queries.map(([name, query]) => ({ metricQuery: { name, query } })),
      },
    },
  },
});
const ssl: Bag = {
  name: "certificate",
  type: "api",
  subtype: "ssl",
  status: "live",
  locations: ["aws:eu-central-1", "pl:office-1"],
  requestDefinition: { host: "example.org", port: "443" },
  assertions: [{ type: "certificate", operator: "isInMoreThan", target: "21" }],
  optionsList: {
    tickEvery: 3600,
    retry: { count: 2, interval: 500 },
    minLocationFailed: 2,
    monitorPriority: 2,
    acceptSelfSigned: false,
    monitorOptions: { renotifyInterval: 120 },
  },
};
const downtime: Bag = {
  scope: "env:prod AND service:(a OR b)",
  monitorIdentifier: { monitorTags: ["env:prod"] },
  recurringSchedule: {
    timezone: "Europe/Berlin",
    recurrences: [{ duration: "2h", rrule: "FREQ=WEEKLY;BYDAY=SU" }],
  },
  displayTimezone: "UTC",
  notifyEndStates: ["alert"],
  notifyEndTypes: ["expired"],
};
const correction: Bag = {
  category: "Scheduled Maintenance",
  sloId: "0123",
  start: 1_767_492_000,
  rrule: "FREQ=MONTHLY;BYDAY=1SU",
  duration: 7200,
  timezone: "UTC",
};
const once: Bag = {
  scope: "*",
  monitorIdentifier: { monitorId: 1 },
  oneTimeSchedule: { start: "2030-02-01T00:00:00Z", end: "2030-02-01T02:00:00Z" },
};
const dashboard: Bag = {
  title: "Vendhub",
  layoutType: "ordered",
  reflowType: "auto",
  tags: ["team:ops"],
  templateVariables: [{ name: "env" }, { name: "service" }],
  widgets: [
    { noteDefinition: { content: "x" } },
    { groupDefinition: { widgets: [{ noteDefinition: { content: "y" } }] } },
  ],
};
const metric: Bag = {
  name: "belfry.backup.size",
  compute: { aggregationType: "distribution", path: "@size" },
  filter: { query: "*" },
};
const policy: Bag = {
  name: "primary",
  retries: 2,
  steps: [
    { assignment: "default", escalateAfterSeconds: 300, targets: [{ schedule: "abc", position: "current" }] },
  ],
};
const routing: Bag = {
  teamId: "t",
  rules: [
    { query: "priority:1", actions: [{ escalationPolicy: { policyId: "p", ackTimeoutMinutes: 60 } }] },
    {
      query: "priority:2",
      escalationPolicy: "p",
      timeRestrictions: { timeZone: "UTC", restrictions: [{ startDay: "monday" }] },
    },
    { escalationPolicy: "p", urgency: "high" },
  ],
};
const schedule: Bag = {
  name: "primary",
  timeZone: "Europe/Berlin",
  layers: [
    {
      name: "weekly",
      users: ["u"],
      effectiveDate: "2030-01-01T08:00:00Z",
      rotationStart: "2030-01-01T08:00:00+01:00",
      interval: { days: 7 },
      restrictions: [{ startDay: "monday", startTime: "09:00:00", endDay: "friday", endTime: "17:00:00" }],
    },
  ],
};

const layer = (change: Bag): Bag => ({ ...schedule, layers: [{ name: "a", users: ["u"], ...change }] });
const test = (change: Bag): Bag => ({ ...ssl, ...change });
const options = (change: Bag): Bag => ({ ...ssl, optionsList: { tickEvery: 60, ...change } });
const cases: readonly RuleCase[] = [
  { code: "datadog/monitor-type", good: monitor, bad: { ...monitor, type: "metric" }, path: "type" },
  {
    code: "datadog/monitor-query-form",
    good: monitor,
    bad: { ...monitor, type: "log alert" },
    path: "query",
  },
  {
    code: "datadog/monitor-window",
    good: monitor,
    bad: { ...monitor, query: "avg(last_10081m):x{*} > 90" },
    path: "query",
  },
  {
    code: "datadog/monitor-missing-data-value",
    good: monitor,
    bad: { onMissingData: "showNoData" },
    path: "onMissingData",
  },
  {
    code: "datadog/monitor-missing-data-conflict",
    good: monitor,
    bad: { ...monitor, notifyNoData: true },
    path: "onMissingData",
  },
  {
    code: "datadog/monitor-renotify-statuses",
    good: monitor,
    bad: { renotifyStatuses: ["warning"] },
    path: "renotifyStatuses[0]",
  },
  {
    code: "datadog/monitor-renotify-interval",
    good: monitor,
    bad: { renotifyInterval: 45 },
    path: "renotifyInterval",
  },
  {
    code: "datadog/monitor-renotify-alone",
    good: monitor,
    bad: { renotifyStatuses: ["alert"] },
    path: "renotifyStatuses",
  },
  {
    code: "datadog/monitor-notify-by",
    good: monitor,
    bad: { ...monitor, notifyBies: ["host", "service"] },
    path: "notifyBies",
  },
  {
    code: "datadog/monitor-new-group-delay",
    good: monitor,
    bad: { ...monitor, newGroupDelay: 0 },
    path: "newGroupDelay",
  },
  {
    code: "datadog/monitor-evaluation-delay",
    good: monitor,
    bad: { evaluationDelay: 86_401 },
    path: "evaluationDelay",
  },
  { code: "datadog/monitor-timeout", good: monitor, bad: { timeoutH: 25 }, path: "timeoutH" },
  { code: "datadog/monitor-priority", good: monitor, bad: { priority: "P1" }, path: "priority" },
  { code: "datadog/monitor-draft-status", good: monitor, bad: { draftStatus: "live" }, path: "draftStatus" },
  {
    code: "datadog/monitor-notification-preset",
    good: monitor,
    bad: { notificationPresetName: "hideQuery" },
    path: "notificationPresetName",
  },
  {
    code: "datadog/monitor-anomaly-windows",
    good: monitor,
    bad: { ...monitor, monitorThresholdWindows: { triggerWindow: "last_15m" } },
    path: "monitorThresholdWindows",
  },
  {
    code: "datadog/monitor-custom-schedule",
    good: monitor,
    bad: { schedulingOptions: { customSchedule: {} }, requireFullWindow: true },
    path: "onMissingData",
  },
  {
    code: "datadog/monitor-assets",
    good: { assets: [{ category: "runbook", url: "https://x" }] },
    bad: { assets: [{ category: "doc", url: "" }] },
    path: "assets[0].category",
  },
  {
    code: "datadog/monitor-threshold-numeric",
    good: monitor,
    bad: { monitorThresholds: { critical: "90%" } },
    path: "monitorThresholds.critical",
  },
  {
    code: "datadog/monitor-threshold-query",
    good: monitor,
    bad: { ...monitor, monitorThresholds: { critical: "91" } },
    path: "monitorThresholds.critical",
  },
  {
    code: "datadog/monitor-threshold-order",
    good: monitor,
    bad: { ...monitor, monitorThresholds: { critical: "90", warning: "90" } },
    path: "monitorThresholds.warning",
  },
  {
    code: "datadog/monitor-threshold-recovery",
    good: monitor,
    bad: { ...monitor, monitorThresholds: { critical: "90", criticalRecovery: "95" } },
    path: "monitorThresholds.criticalRecovery",
  },
  {
    code: "datadog/monitor-warning-recovery",
    good: monitor,
    bad: { monitorThresholds: { critical: "90", warningRecovery: "70" } },
    path: "monitorThresholds.warningRecovery",
  },
  {
    code: "datadog/monitor-threshold-service-check",
    good: monitor,
    bad: { ...monitor, monitorThresholds: { ok: "1" } },
    path: "monitorThresholds.ok",
  },
  {
    code: "datadog/monitor-message-variables",
    good: monitor,
    bad: { ...monitor, message: "{{pod_name.name}}" },
    path: "message",
  },
  {
    code: "datadog/monitor-message-blocks",
    good: monitor,
    bad: { message: "{{#is_alert}} now" },
    path: "message",
  },
  {
    code: "datadog/burn-rate-windows",
    good: { query: `burn_rate("a").over("30d").long_window("1h").short_window("5m") > 14.4` },
    bad: { query: `burn_rate("a").over("30d").long_window("49h").short_window("5m") > 1` },
    path: "query",
  },
  { code: "datadog/slo-type", good: objective, bad: { type: "timeSlice" }, path: "type" },
  {
    code: "datadog/slo-timeframe",
    good: objective,
    bad: { thresholds: [{ timeframe: "28d", target: 99 }] },
    path: "thresholds[0].timeframe",
  },
  {
    code: "datadog/slo-target",
    good: objective,
    bad: { thresholds: [{ timeframe: "30d", target: 100 }] },
    path: "thresholds[0].target",
  },
  {
    code: "datadog/slo-warning",
    good: objective,
    bad: { thresholds: [{ timeframe: "30d", target: 99.9, warning: 99 }] },
    path: "thresholds[0].warning",
  },
  { code: "datadog/slo-thresholds", good: objective, bad: { thresholds: [] }, path: "thresholds" },
  { code: "datadog/slo-parts", good: objective, bad: { ...objective, type: "monitor" }, path: "type" },
  {
    code: "datadog/slo-count-query",
    good: objective,
    bad: { query: { numerator: "avg:good{*}", denominator: "sum:all{*}.as_count()" } },
    path: "query.numerator",
  },
  {
    code: "datadog/slo-slice",
    good: { sliSpecification: { timeSlice: { queryIntervalSeconds: 60 } } },
    bad: { sliSpecification: { timeSlice: { queryIntervalSeconds: 30 } } },
    path: "sliSpecification.timeSlice.queryIntervalSeconds",
  },
  {
    code: "datadog/slo-slice-comparator",
    good: { sliSpecification: { timeSlice: { comparator: "<=" } } },
    bad: { sliSpecification: { timeSlice: { comparator: "==" } } },
    path: "sliSpecification.timeSlice.comparator",
  },
  {
    code: "datadog/slo-slice-formula",
    good: slices("100 * abs(a / b)", ["a", "sum:used{*}"], ["b", "sum:limit{*}"]),
    bad: slices("100 * a / b", ["a", "sum:used{*}"]),
    path: "sliSpecification.timeSlice.query.formula.formulaExpression",
  },
  {
    code: "datadog/slo-slice-formula",
    good: slices("a", ["a", "sum:used{*}"]),
    bad: slices("a", ["a", "sum:used{*}"], ["a", "sum:limit{*}"]),
    path: "sliSpecification.timeSlice.query.queries[1].metricQuery.name",
  },
  {
    code: "datadog/slo-slice-query",
    good: slices("a", ["a", "sum:used{service:a-b}"]),
    bad: slices("a", ["a", "sum:used{*} / sum:limit{*}"]),
    path: "sliSpecification.timeSlice.query.queries[0].metricQuery.query",
  },
  {
    code: "datadog/slo-monitor-limit",
    good: onMonitors({ monitorIds: Array.from({ length: 20 }, (_, id) => id) }),
    bad: onMonitors({ monitorIds: Array.from({ length: 21 }, (_, id) => id) }),
    path: "monitorIds",
  },
  {
    code: "datadog/slo-groups",
    good: onMonitors({ groups: Array.from({ length: 100 }, (_, id) => `pod:${id}`) }),
    bad: onMonitors({ groups: Array.from({ length: 101 }, (_, id) => `pod:${id}`) }),
    path: "groups",
  },
  {
    code: "datadog/slo-groups",
    good: onMonitors({ monitorIds: [1], groups: ["pod:a"] }),
    bad: onMonitors({ monitorIds: [1, 2], groups: ["pod:a"] }),
    path: "groups",
  },
  {
    code: "datadog/slo-groups",
    good: objective,
    bad: { ...objective, groups: ["pod:a"] },
    path: "groups",
  },
  {
    code: "datadog/slo-monitor-precision",
    good: onMonitors({ thresholds: [{ timeframe: "90d", target: 99.955 }] }),
    bad: onMonitors({ thresholds: [{ timeframe: "30d", target: 99.955 }] }),
    path: "thresholds[0].target",
  },
  {
    code: "datadog/slo-monitor-precision",
    good: onMonitors({ thresholds: [{ timeframe: "7d", target: 99.95 }] }),
    bad: onMonitors({ thresholds: [{ timeframe: "90d", target: 99.9555 }] }),
    path: "thresholds[0].target",
  },
  { code: "datadog/synthetics-type", good: ssl, bad: test({ type: "http" }), path: "type" },
  { code: "datadog/synthetics-subtype", good: ssl, bad: test({ subtype: "tls" }), path: "subtype" },
  { code: "datadog/synthetics-status", good: ssl, bad: test({ status: "on" }), path: "status" },
  { code: "datadog/synthetics-options", good: ssl, bad: { type: "api" }, path: "optionsList" },
  {
    code: "datadog/synthetics-tick",
    good: ssl,
    bad: options({ tickEvery: 29 }),
    path: "optionsList.tickEvery",
  },
  { code: "datadog/synthetics-locations", good: ssl, bad: test({ locations: [] }), path: "locations" },
  {
    code: "datadog/synthetics-retry",
    good: ssl,
    bad: options({ retry: { count: 4 } }),
    path: "optionsList.retry.count",
  },
  {
    code: "datadog/synthetics-renotify",
    good: ssl,
    bad: options({ monitorOptions: { renotifyInterval: 15 } }),
    path: "optionsList.monitorOptions.renotifyInterval",
  },
  {
    code: "datadog/synthetics-priority",
    good: ssl,
    bad: options({ monitorPriority: 6 }),
    path: "optionsList.monitorPriority",
  },
  {
    code: "datadog/synthetics-min-location",
    good: ssl,
    bad: options({ minLocationFailed: 3 }),
    path: "optionsList.minLocationFailed",
  },
  {
    code: "datadog/synthetics-operator",
    good: ssl,
    bad: test({ assertions: [{ type: "certificate", operator: "is_in_more_than" }] }),
    path: "assertions[0].operator",
  },
  {
    code: "datadog/synthetics-certificate",
    good: ssl,
    bad: test({ assertions: [{ type: "certificate", operator: "isInMoreThan", target: "21.5" }] }),
    path: "assertions[0].target",
  },
  {
    code: "datadog/synthetics-assertions",
    good: ssl,
    bad: { type: "api", subtype: "http", assertions: [] },
    path: "assertions",
  },
  {
    code: "datadog/synthetics-request",
    good: ssl,
    bad: test({ requestDefinition: { host: "https://example.org" } }),
    path: "requestDefinition.port",
  },
  {
    code: "datadog/synthetics-self-signed",
    good: ssl,
    bad: options({ acceptSelfSigned: true }),
    path: "optionsList.acceptSelfSigned",
  },
  {
    code: "datadog/downtime-schedule",
    good: downtime,
    bad: { ...downtime, oneTimeSchedule: {} },
    path: "oneTimeSchedule",
  },
  {
    code: "datadog/downtime-identifier",
    good: downtime,
    bad: { monitorIdentifier: { monitorId: 1, monitorTags: ["a:b"] } },
    path: "monitorIdentifier",
  },
  {
    code: "datadog/downtime-one-time-format",
    good: once,
    bad: { oneTimeSchedule: { start: "2030-02-01T00:00:00+01:00" } },
    path: "oneTimeSchedule.start",
  },
  {
    code: "datadog/downtime-past",
    good: once,
    bad: { oneTimeSchedule: { start: "2029-12-31T00:00:00Z" } },
    path: "oneTimeSchedule.start",
  },
  {
    code: "datadog/downtime-recurring-start",
    good: downtime,
    bad: { recurringSchedule: { recurrences: [{ start: "2030-02-01T00:00:00Z" }] } },
    path: "recurringSchedule.recurrences[0].start",
  },
  {
    code: "datadog/downtime-duration",
    good: downtime,
    bad: { recurringSchedule: { recurrences: [{ duration: "1month" }] } },
    path: "recurringSchedule.recurrences[0].duration",
  },
  {
    code: "datadog/downtime-rrule",
    good: downtime,
    bad: { recurringSchedule: { recurrences: [{ rrule: "DTSTART=20300101;FREQ=DAILY" }] } },
    path: "recurringSchedule.recurrences[0].rrule",
  },
  {
    code: "datadog/downtime-timezone",
    good: downtime,
    bad: { recurringSchedule: { timezone: "EST5" } },
    path: "recurringSchedule.timezone",
  },
  {
    code: "datadog/downtime-scope",
    good: downtime,
    bad: { scope: "env:prod OR env:staging" },
    path: "scope",
  },
  {
    code: "datadog/downtime-end-states",
    good: downtime,
    bad: { notifyEndStates: ["ok"] },
    path: "notifyEndStates[0]",
  },
  {
    code: "datadog/downtime-end-types",
    good: downtime,
    bad: { notifyEndTypes: ["ended"] },
    path: "notifyEndTypes[0]",
  },
  {
    code: "datadog/slo-correction-category",
    good: correction,
    bad: { category: "Holiday" },
    path: "category",
  },
  {
    code: "datadog/slo-correction-end",
    good: correction,
    bad: { ...correction, end: 1_767_499_200 },
    path: "end",
  },
  { code: "datadog/slo-correction-end", good: correction, bad: { start: 5, end: 5 }, path: "end" },
  {
    code: "datadog/slo-correction-end",
    good: correction,
    bad: { start: 5, rrule: "FREQ=DAILY" },
    path: "duration",
  },
  {
    code: "datadog/slo-correction-rrule",
    good: correction,
    bad: { rrule: "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2" },
    path: "rrule",
  },
  { code: "datadog/slo-correction-timezone", good: correction, bad: { timezone: "EST5" }, path: "timezone" },
  { code: "datadog/dashboard-layout", good: dashboard, bad: { layoutType: "grid" }, path: "layoutType" },
  { code: "datadog/dashboard-reflow", good: dashboard, bad: { reflowType: "none" }, path: "reflowType" },
  {
    code: "datadog/dashboard-reflow-fit",
    good: dashboard,
    bad: { ...dashboard, layoutType: "free" },
    path: "reflowType",
  },
  { code: "datadog/dashboard-widgets", good: dashboard, bad: { title: "x", widgets: [] }, path: "widgets" },
  {
    code: "datadog/dashboard-widget-definition",
    good: dashboard,
    bad: { widgets: [{}] },
    path: "widgets[0]",
  },
  {
    code: "datadog/dashboard-slo-list",
    good: { widgets: [{ sloListDefinition: { request: { requestType: "slo_list" } } }] },
    bad: { widgets: [{ sloListDefinition: { request: { requestType: "sloList" } } }] },
    path: "widgets[0].sloListDefinition.request.requestType",
  },
  {
    code: "datadog/dashboard-template-variables",
    good: dashboard,
    bad: { templateVariables: [{ name: "env" }, { name: "env" }] },
    path: "templateVariables[1].name",
  },
  {
    code: "datadog/dashboard-nested-group",
    good: dashboard,
    bad: { widgets: [{ groupDefinition: { widgets: [{ groupDefinition: {} }] } }] },
    path: "widgets[0].groupDefinition.widgets[0].groupDefinition",
  },
  { code: "datadog/metric-name", good: metric, bad: { name: "1.size" }, path: "name" },
  {
    code: "datadog/metric-aggregation",
    good: metric,
    bad: { compute: { aggregationType: "sum" } },
    path: "compute.aggregationType",
  },
  {
    code: "datadog/metric-path",
    good: metric,
    bad: { compute: { aggregationType: "distribution" } },
    path: "compute.path",
  },
  {
    code: "datadog/rum-event-type",
    good: { eventType: "view" },
    bad: { eventType: "click" },
    path: "eventType",
  },
  {
    code: "datadog/rum-uniqueness",
    good: { eventType: "view", uniqueness: { when: "match" } },
    bad: { eventType: "error", uniqueness: { when: "match" } },
    path: "uniqueness",
  },
  { code: "datadog/escalation-steps", good: policy, bad: { steps: [] }, path: "steps" },
  {
    code: "datadog/escalation-delay",
    good: policy,
    bad: { steps: [{ escalateAfterSeconds: 59 }] },
    path: "steps[0].escalateAfterSeconds",
  },
  { code: "datadog/escalation-retries", good: policy, bad: { retries: 11 }, path: "retries" },
  {
    code: "datadog/escalation-assignment",
    good: policy,
    bad: { steps: [{ assignment: "all" }] },
    path: "steps[0].assignment",
  },
  {
    code: "datadog/escalation-target",
    good: policy,
    bad: { steps: [{ targets: [{ user: "u", team: "t" }] }] },
    path: "steps[0].targets[0]",
  },
  {
    code: "datadog/routing-catch-all",
    good: routing,
    bad: { rules: [{ query: "a:b", escalationPolicy: "p" }] },
    path: "rules[0].query",
  },
  {
    code: "datadog/routing-conflict",
    good: routing,
    bad: { rules: [{ escalationPolicy: "p", actions: [{ escalationPolicy: { policyId: "p" } }] }] },
    path: "rules[0].escalationPolicy",
  },
  {
    code: "datadog/routing-conflict",
    good: routing,
    bad: { rules: [{ actions: [{ escalationPolicy: {} }, { escalationPolicy: {} }] }] },
    path: "rules[0].actions",
  },
  {
    code: "datadog/routing-conflict",
    good: routing,
    bad: { rules: [{ timeRestrictions: { timeZone: "UTC" } }] },
    path: "rules[0].timeRestrictions.restrictions",
  },
  {
    code: "datadog/routing-urgency",
    good: routing,
    bad: { rules: [{ urgency: "medium" }] },
    path: "rules[0].urgency",
  },
  {
    code: "datadog/routing-ack-timeout",
    good: routing,
    bad: { rules: [{ actions: [{ escalationPolicy: { ackTimeoutMinutes: 29 } }] }] },
    path: "rules[0].actions[0].escalationPolicy.ackTimeoutMinutes",
  },
  {
    code: "datadog/schedule-layers",
    good: schedule,
    bad: layer({ endDate: "2026-01-01T00:00:00Z" }),
    path: "layers[0].endDate",
  },
  {
    code: "datadog/schedule-turn",
    good: layer({ interval: { seconds: 3600 } }),
    bad: layer({ interval: { seconds: 3599 } }),
    path: "layers[0].interval",
  },
  { code: "datadog/schedule-turn", good: schedule, bad: layer({}), path: "layers[0].interval" },
  {
    code: "datadog/schedule-turn-days",
    good: layer({ interval: { days: 400 } }),
    bad: layer({ interval: { days: 401 } }),
    path: "layers[0].interval.days",
  },
  {
    code: "datadog/schedule-turn-seconds",
    good: layer({ interval: { seconds: 2_592_000 } }),
    bad: layer({ interval: { seconds: 2_592_001 } }),
    path: "layers[0].interval.seconds",
  },
  {
    code: "datadog/schedule-start-day",
    good: schedule,
    bad: layer({ restrictions: [{ startDay: "Monday" }] }),
    path: "layers[0].restrictions[0].startDay",
  },
  {
    code: "datadog/schedule-end-day",
    good: schedule,
    bad: layer({ restrictions: [{ endDay: "fri" }] }),
    path: "layers[0].restrictions[0].endDay",
  },
  {
    code: "datadog/schedule-dates",
    good: schedule,
    bad: layer({ rotationStart: "2030-01-01" }),
    path: "layers[0].rotationStart",
  },
  { code: "datadog/schedule-timezone", good: schedule, bad: { timeZone: "Berlin" }, path: "timeZone" },
  {
    code: "datadog/schedule-restriction",
    good: schedule,
    bad: layer({ restrictions: [{ startTime: "9:00" }] }),
    path: "layers[0].restrictions[0].startTime",
  },
  {
    code: "datadog/team-handle",
    good: { handle: "vendhub-ops" },
    bad: { handle: "Vendhub_" },
    path: "handle",
  },
  { code: "datadog/tag-alphabet", good: monitor, bad: { tags: ["1:x"] }, path: "tags[0]" },
  { code: "datadog/tag-lower-case", good: monitor, bad: { tags: ["Env:prod"] }, path: "tags[0]" },
  { code: "datadog/dashboard-tags", good: dashboard, bad: { tags: ["env:prod"] }, path: "tags[0]" },
];

describeRules(book, cases);

describe("a monitor that Datadog takes", () => {
  it("meets no rule, and neither does a certificate test", () => {
    expect(codesOf(book, MONITOR, monitor)).toEqual([]);
    expect(codesOf(book, SYNTHETICS, ssl)).toEqual([]);
  });

  it("meets no rule while its query is not known yet", () => {
    expect(codesOf(book, MONITOR, { ...monitor, query: UNKNOWN, message: UNKNOWN })).toEqual([]);
  });
});

describe("queries that the form rule knows", () => {
  it.each([
    ["query alert", "avg(last_4h):anomalies(avg:system.load.1{*}, 'agile', 2) >= 1"],
    ["query alert", "pct_change(avg(last_5m),last_1h):sum:trace.http.hits{*}.as_count() < -50"],
    [
      "log alert",
      `logs("service:web status:error").index("*").rollup("count").by("service").last("5m") > 10`,
    ],
    ["service check", `"datadog.agent.up".over("env:prod").by("host").last(2).count_by_status()`],
    ["rum alert", `rum("@type:error").rollup("count").last("15m") > 5`],
    ["composite", "123456789 && !987654321"],
    ["slo alert", `error_budget("abc").over("7d") > 75`],
    ["event-v2 alert", `events("source:aws").rollup("count").last("1h") > 0`],
    ["trace-analytics alert", `trace-analytics("service:web").rollup("count").last("5m") > 100`],
  ])("%s", (type, written) => {
    expect(findings(book, "datadog/monitor-query-form", { type, query: written })).toEqual([]);
  });
});

describe("directions of thresholds", () => {
  it.each([
    { query: "avg(last_5m):x{*} < 10", warning: "20", criticalRecovery: "15", codes: [] },
    {
      query: "avg(last_5m):x{*} < 10",
      warning: "5",
      criticalRecovery: "15",
      codes: ["datadog/monitor-threshold-order"],
    },
    {
      query: "avg(last_5m):x{*} < 10",
      warning: "20",
      criticalRecovery: "9",
      codes: ["datadog/monitor-threshold-recovery"],
    },
  ])(
    "$query with warning $warning and recovery $criticalRecovery",
    ({ query: written, warning, criticalRecovery, codes }) => {
      const inputs = {
        type: "query alert",
        query: written,
        monitorThresholds: { critical: "10", warning, criticalRecovery },
      };
      expect(codesOf(book, MONITOR, inputs)).toEqual(codes);
    },
  );
});
