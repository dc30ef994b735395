import type { Duty } from "../../model/note";
import { days } from "../../model/quantity";
import { fact } from "../../model/source";

/** What people do for VocaVision again and again; hours are in UTC. */
export const duties: readonly Duty[] = [
  {
    name: "morning-check",
    title: "Morning check",
    facts: ["VV-017", "VV-019", "VV-020", "VV-021", "VV-024", "VV-026", "VV-028"],
    rrule: "FREQ=DAILY;BYHOUR=9;BYMINUTE=0",
    because: null,
    steps: [
      "Read the status page, and look in Vercel for deployments that failed.",
      "Look for jumps in Sentry's errors; the runbook names no size.",
      "Compare last night's figures: active users (no target, A-14), error rate under 0.1 %, P95 response time under 200 ms.",
      "Look at the performance of database queries.",
      "Read #incidents-alerts and the alerts that came by mail, and see that PagerDuty holds no page that nobody acknowledged.",
      "Go through the urgent support tickets, and note problems that come back.",
    ],
  },
  {
    name: "weekly-review",
    title: "Weekly review",
    facts: ["VV-029", "VV-030", "VV-031", "VV-032", "VV-037"],
    rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=10;BYMINUTE=0",
    because: null,
    steps: [
      "Go through Dependabot's pull requests, merge the security fixes and test them on staging.",
      "Look at the trend of the Core Web Vitals, the slow-query log and the size of the bundle; no limits are stated.",
      "Run `npm audit`, read Snyk's findings and see when the certificates expire.",
      "See that the database backups succeeded and how long they are kept; the restore test in this list is due only once a month.",
      "Look at the use of resources and the growth of the database, and plan more capacity if they call for it; no limits are stated.",
    ],
  },
  {
    name: "monthly-review",
    title: "Monthly review",
    facts: ["VV-038", "VV-039", "VV-041", "VV-042", "VV-043", "VV-044"],
    rrule: "FREQ=MONTHLY;BYDAY=1MO",
    because: null,
    steps: [
      "Review who has access, and remove accounts that are no longer used.",
      "Rotate the keys and secrets by the steps of their own duty, due the same day.",
      "Bring runbooks, playbooks and diagrams of the architecture up to date, and reread the post-mortems.",
      "Review what Vercel is used for and costs, how efficient the database queries are, and the CDN's cache hit rate, which has no target (A-14).",
      "Check how long data is kept, compliance with the GDPR and the security audit logs; the quarterly security audit looks at compliance again (C-VV-07).",
    ],
  },
  {
    name: "secret-rotation",
    title: "Rotation of keys and secrets",
    facts: ["VV-040", "VV-106", "VV-107"],
    rrule: "FREQ=MONTHLY;BYDAY=1MO",
    because:
      "The list of the first Monday rotates secrets monthly, the procedure quarterly; monthly is the stricter and stands until the owner decides.",
    steps: [
      "Make each new secret with `openssl rand -base64 32`, which gives 32 random bytes; a provider's API key has to be issued there, which the procedure does not describe.",
      "Add it to Vercel's environment variables under the old name with _NEW appended; how the application takes up that name is not stated.",
      "Deploy in stages, so that little is disturbed at once.",
      "Test signing in and the addresses of the API.",
      "Watch for 24 hours, then remove the old secret.",
    ],
  },
  {
    name: "weekly-database-care",
    title: "Weekly care of the database",
    facts: ["VV-101"],
    rrule: "FREQ=WEEKLY;BYDAY=MO",
    because: "The runbook says weekly without day or hour; Monday joins it to the weekly review.",
    steps: [
      "Run `ANALYZE VERBOSE;`.",
      "List the tables of the schema public by total size to look for bloat; no limit is stated.",
      "Run `VACUUM ANALYZE;`.",
    ],
  },
  {
    name: "monthly-database-care",
    title: "Monthly care of the database",
    facts: ["VV-102"],
    rrule: "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0",
    because:
      "The runbook says monthly inside a maintenance window but fixes none; its only example of a quiet hour is on a Sunday, at 02:00 UTC.",
    steps: [
      "Start only in a window that was announced a week ahead: vacuum and reindex lock tables exclusively, and no length is stated.",
      "Run `VACUUM FULL ANALYZE;`.",
      "Run `REINDEX DATABASE vocavision;`.",
      "Delete rows of audit_logs older than 90 days and rows of session_logs older than 30 days.",
    ],
    notices: [
      {
        before: fact("VV-095", days(7)),
        steps: [
          "Choose the window and its length, and prepare it.",
          "Announce it on the status page, by email and with a banner in the application.",
        ],
      },
    ],
  },
  {
    name: "security-audit",
    title: "Security audit",
    facts: ["VV-108"],
    rrule: "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU",
    because:
      "The runbook says quarterly; the second Tuesday comes after the reviews of the first Monday, whose findings the audit can use.",
    steps: [
      "Run `npm audit`, and mend what it finds with `npm audit fix`.",
      "Run `npm run security:scan`.",
      "Audit which members of the team have access, remove accounts that are no longer used, and see how the API keys are used.",
      "Run a vulnerability scanner such as Snyk, and put its findings in the order in which they are mended.",
      "Check compliance with the GDPR, how long data is kept, and whether the privacy policy is up to date.",
    ],
  },
  {
    name: "runbook-review",
    title: "Review of the runbook",
    facts: ["VV-001"],
    rrule: "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
    because:
      "The runbook names no rhythm, but its last update and its next review lie three months apart; the first Monday joins it to the monthly review.",
    steps: [
      "Compare version 1.0.0 of 2024-01-21 with the service as it runs.",
      "Set a new date: the review planned for 2024-04-21 is long past.",
    ],
  },
];
