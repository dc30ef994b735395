import type { Declaration } from "../../model/declaration";
import { house } from "../../model/source";

/** Rules that Sentry evaluates. */
export const sentryRules: readonly Declaration[] = [
  {
    kind: "sentry-rule",
    name: "new-critical-errors",
    title: "new errors in Sentry",
    facts: ["VS-012", "VS-031"],
    severity: house(
      "medium",
      "The runbook looks each hour; what users notice pages by its rate.",
      "Should a new error page?",
    ),
    rule: { kind: "issue", when: "new-error" },
  },
];
