import type { RuleBook } from "../rule";
import { issueAlertRules } from "./issue-alert";
import { metricAlertRules } from "./metric-alert";

/** What Sentry refuses. */
export const sentryRules: RuleBook = {
  package: "sentry",
  rules: [...issueAlertRules, ...metricAlertRules],
  references: [],
};
