import type { Declaration } from "../../model/declaration";
import { days } from "../../model/quantity";
import { house, setting } from "../../model/source";
import { outage } from "./guidance";

const domain = setting("vendhub.domain");

/** Checks from outside. */
export const checks: readonly Declaration[] = [
  {
    kind: "synthetic",
    name: "health",
    title: "status address",
    facts: ["VH-014"],
    check: { kind: "http", method: "GET", url: `https://${domain}/api/health/check` },
    assertions: [
      {
        on: "status",
        operator: "is",
        value: house(
          200,
          "The answer is JSON with a status; 200 is what a healthy one has.",
          "Which status does the health address answer?",
        ),
      },
    ],
    ...outage,
  },
  {
    kind: "synthetic",
    name: "readiness",
    title: "readiness address",
    facts: ["VH-015"],
    check: { kind: "http", method: "GET", url: `https://${domain}/api/health/ready` },
    assertions: [
      {
        on: "status",
        operator: "is",
        value: house(
          200,
          "Ready means that the database answers.",
          "Which status does the readiness address answer?",
        ),
      },
    ],
    severity: house(
      "high",
      "The database-down alert tells the outage itself.",
      "How bad is a failed readiness check?",
    ),
    ...outage,
  },
  {
    kind: "certificate",
    name: "certificate",
    title: "certificate",
    host: domain,
    critical: house(
      days(7),
      "The only day threshold in any runbook (VictorySync) serves here too; the platform renews a month ahead.",
      "When should an expiring certificate alert?",
    ),
    severity: house("high", "In a week browsers refuse the site.", "Should an expiring certificate page?"),
    impact: "None yet; browsers refuse the site once it expires.",
    causes: ["the platform's renewal fails", "DNS no longer points to the platform"],
    firstSteps: [
      "Look at the domain's state in Railway.",
      "Check that DNS still points to Railway.",
      "Ask Railway for a new certificate.",
    ],
  },
];
