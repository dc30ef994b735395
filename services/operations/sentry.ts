import type { Declaration } from "../../model/declaration";
import { minutes, percent } from "../../model/quantity";
import { fact, house } from "../../model/source";

/** Rules that Sentry evaluates. */
export const sentryRules: readonly Declaration[] = [
  {
    kind: "sentry-rule",
    name: "sentry-error-rate",
    title: "failure rate in Sentry",
    severity: house(
      "medium",
      "Datadog pages for the backend; Sentry also sees what fails in browsers and on Vercel.",
      "Which of the two should page?",
    ),
    rule: {
      kind: "metric",
      dataset: "transactions",
      aggregate: "failure_rate()",
      query: "",
      critical: fact("OR-008", percent(1)),
      over: house(minutes(5), "The window of the other error alert.", "Over which window is the rate meant?"),
    },
  },
  {
    kind: "sentry-rule",
    name: "new-errors",
    title: "new errors in Sentry",
    facts: ["OR-021"],
    severity: house(
      "medium",
      "After a release people look; what users notice pages by its rate.",
      "Should a new error page?",
    ),
    rule: { kind: "issue", when: "new-error" },
  },
];
