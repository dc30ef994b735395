import type { Declaration } from "../../model/declaration";
import { count, milliseconds, minutes, percent } from "../../model/quantity";
import { fact, house, setting } from "../../model/source";

const sentrySeverity = house(
  "medium" as const,
  "The alert in Datadog on the same level pages; Sentry adds the traces.",
  "Should Sentry's rules page too?",
);

/** Rules that Sentry evaluates. */
export const sentryRules: readonly Declaration[] = [
  {
    kind: "sentry-rule",
    name: "sentry-error-rate",
    title: "error rate",
    severity: sentrySeverity,
    rule: {
      kind: "metric",
      dataset: "transactions",
      aggregate: "failure_rate()",
      query: "",
      critical: fact("WT-016", percent(5)),
      over: fact("WT-020", minutes(5), "The threshold list gives the window of the same level."),
    },
  },
  {
    kind: "sentry-rule",
    name: "sentry-response-time",
    title: "slow transactions",
    severity: sentrySeverity,
    rule: {
      kind: "metric",
      dataset: "transactions",
      aggregate: "avg(transaction.duration)",
      query: "",
      critical: fact("WT-017", milliseconds(1000), "An average, as in the threshold list."),
      over: fact("WT-021", minutes(5), "The threshold list gives the window."),
    },
  },
  {
    kind: "sentry-rule",
    name: "sentry-database-errors",
    title: "database errors",
    severity: sentrySeverity,
    rule: {
      kind: "metric",
      dataset: "events",
      aggregate: "count()",
      query: setting("watchtower.sentryDatabaseQuery"),
      critical: fact("WT-018", count(10)),
      over: fact("WT-022", minutes(1), "The threshold list gives the window of the same level."),
    },
  },
];
