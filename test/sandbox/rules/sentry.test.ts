import { sentryRules as book } from "../../../sandbox/rules/sentry/book";
import type { Bag } from "../../../sandbox/wire/values";
import { describeRules, findings, type RuleCase } from "../support/rule-table";

const frequent: Bag = {
  id: "sentry.rules.conditions.event_frequency.EventFrequencyCondition",
  value: "100",
  interval: "1h",
};
const mail: Bag = {
  id: "sentry.mail.actions.NotifyEmailAction",
  targetType: "IssueOwners",
  fallthroughType: "ActiveMembers",
};
const issue = (change: Bag = {}): Bag => ({
  organization: "acme",
  project: "vocavision",
  name: "Error spike",
  actionMatch: "any",
  filterMatch: "all",
  frequency: 30,
  conditions: [frequent],
  filters: [{ id: "sentry.rules.filters.level.LevelFilter", match: "gte", level: "40" }],
  actions: [mail],
  ...change,
});
const metric = (change: Bag = {}): Bag => ({
  organization: "acme",
  project: "vocavision",
  name: "Slow",
  dataset: "transactions",
  eventTypes: ["transaction"],
  aggregate: "p95(transaction.duration)",
  query: "environment:prod",
  timeWindow: 10,
  thresholdType: 0,
  resolveThreshold: 400,
  triggers: [
    {
      label: "critical",
      alertThreshold: 1000,
      thresholdType: 0,
      actions: [{ type: "slack", targetType: "specific", targetIdentifier: "#ops", integrationId: 12 }],
    },
    { label: "warning", alertThreshold: 500, thresholdType: 0 },
  ],
  ...change,
});
const trigger = (label: string, alertThreshold: number): Bag => ({ label, alertThreshold });

const cases: readonly RuleCase[] = [
  {
    code: "sentry/issue-part",
    good: issue(),
    bad: issue({ conditions: [{ ...frequent, interval: "2h" }] }),
    path: "conditions[0].interval",
  },
  {
    code: "sentry/issue-part",
    good: issue(),
    bad: issue({ filters: [{ id: "LevelFilter" }] }),
    path: "filters[0].id",
  },
  {
    code: "sentry/issue-part",
    good: issue(),
    bad: issue({ actions: [{ ...mail, targetType: "Team" }] }),
    path: "actions[0].targetIdentifier",
  },
  {
    code: "sentry/issue-matches-everything",
    good: issue(),
    bad: issue({ conditions: [], filters: [] }),
    path: "conditions",
  },
  { code: "sentry/issue-frequency", good: issue(), bad: issue({ frequency: 4 }), path: "frequency" },
  {
    code: "sentry/issue-action-match",
    good: issue(),
    bad: issue({ actionMatch: "none" }),
    path: "actionMatch",
  },
  {
    code: "sentry/issue-filter-match",
    good: issue(),
    bad: issue({ filterMatch: "some" }),
    path: "filterMatch",
  },
  { code: "sentry/alert-name", good: issue(), bad: issue({ name: "x".repeat(65) }), path: "name" },
  { code: "sentry/slug", good: issue(), bad: issue({ project: "VocaVision" }), path: "project" },
  { code: "sentry/metric-time-window", good: metric(), bad: metric({ timeWindow: 20 }), path: "timeWindow" },
  {
    code: "sentry/metric-threshold-type",
    good: metric(),
    bad: metric({ thresholdType: 2 }),
    path: "thresholdType",
  },
  {
    code: "sentry/metric-dataset",
    good: metric(),
    bad: metric({ dataset: "generic-metrics" }),
    path: "dataset",
  },
  { code: "sentry/metric-dataset-given", good: metric(), bad: { aggregate: "count()" }, path: "dataset" },
  {
    code: "sentry/metric-aggregate",
    good: metric(),
    bad: metric({ aggregate: "p95(duration)" }),
    path: "aggregate",
  },
  {
    code: "sentry/metric-event-types",
    good: metric(),
    bad: metric({ eventTypes: ["error"] }),
    path: "eventTypes",
  },
  {
    code: "sentry/metric-trigger-order",
    good: metric(),
    bad: metric({ triggers: [trigger("warning", 1), trigger("critical", 2)] }),
    path: "triggers",
  },
  {
    code: "sentry/metric-levels",
    good: metric(),
    bad: metric({ triggers: [trigger("critical", 500), trigger("warning", 1000)] }),
    path: "triggers[1].alertThreshold",
  },
  {
    code: "sentry/metric-levels",
    good: metric(),
    bad: metric({ resolveThreshold: 1500 }),
    path: "resolveThreshold",
  },
  {
    code: "sentry/metric-action",
    good: metric(),
    bad: metric({
      triggers: [{ actions: [{ type: "slack", targetType: "specific", targetIdentifier: "#ops" }] }],
    }),
    path: "triggers[0].actions[0].integrationId",
  },
  { code: "sentry/metric-query", good: metric(), bad: metric({ query: "release:latest" }), path: "query" },
];

describeRules(book, cases);

it("mirrors the sides of a metric alert that fires below its threshold", () => {
  const below = metric({
    thresholdType: 1,
    resolveThreshold: 99.5,
    triggers: [trigger("critical", 95), trigger("warning", 98)],
  });
  expect(findings(book, "sentry/metric-levels", below)).toEqual([]);
  expect(findings(book, "sentry/metric-levels", { ...below, resolveThreshold: 90 })).toHaveLength(1);
});
