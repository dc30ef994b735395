import type { Declaration } from "../../model/declaration";
import { count, milliseconds, minutes } from "../../model/quantity";
import { fact } from "../../model/source";

/** Rules that Sentry evaluates. */
export const sentryRules: readonly Declaration[] = [
  {
    kind: "sentry-rule",
    name: "sentry-error-count",
    title: "many errors",
    severity: fact("VV-078", "high"),
    rule: {
      kind: "metric",
      dataset: "events",
      aggregate: "count()",
      query: "",
      critical: fact("VV-078", count(100)),
      over: fact("VV-078", minutes(5)),
    },
  },
  {
    kind: "sentry-rule",
    name: "sentry-latency-p95",
    title: "slow transactions",
    severity: fact("VV-079", "medium"),
    rule: {
      kind: "metric",
      dataset: "transactions",
      aggregate: "p95(transaction.duration)",
      query: "",
      critical: fact("VV-079", milliseconds(500)),
      over: fact("VV-079", minutes(10)),
    },
  },
  {
    kind: "sentry-rule",
    name: "sentry-fatal-event",
    title: "fatal event",
    severity: fact("VV-080", "critical"),
    rule: { kind: "issue", when: "any-fatal-event" },
  },
];
