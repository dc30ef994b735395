import type { Duty } from "../../model/note";

/** What the people of the Operations app do again and again. */
export const duties: readonly Duty[] = [
  {
    name: "weekly-review",
    title: "Weekly review",
    facts: ["OR-068"],
    rrule: "FREQ=WEEKLY;BYDAY=MO",
    because: "The runbook says weekly; Monday leaves the week to act on what is found.",
    steps: [
      "Read the error logs of the past week.",
      "Go through the security alerts and settle the open ones.",
      "Look at the performance metrics for anything that became slower.",
    ],
  },
  {
    name: "dependency-review",
    title: "Monthly dependency review",
    facts: ["OR-069"],
    rrule: "FREQ=MONTHLY;BYDAY=1TU",
    because: "The runbook says monthly; the first Tuesday keeps clear of the weekly review on Monday.",
    steps: ["Find the dependencies that are outdated or vulnerable.", "Update them."],
  },
  {
    name: "rotate-secrets",
    title: "Rotate the secrets",
    facts: ["OR-070", "OR-041", "OR-042", "OR-043"],
    rrule: "FREQ=MONTHLY;BYDAY=1WE",
    because:
      "The runbook says monthly; the first Wednesday leaves two working days to put a failed login or job right.",
    steps: [
      "Decide whether a rotation is needed: the runbook asks for it each month only if so and names no test, but an exposed secret never waits for this day.",
      "Make a new `SECRET_KEY` of 32 random bytes in hex with `openssl rand -hex 32`.",
      "Make a new `CRON_SECRET` of 16 random bytes in hex with `openssl rand -hex 16`.",
      "Replace the old values in Vercel's environment variables, in Supabase's API settings and in each `.env.local`.",
      "See that Vercel deploys again: the runbook expects it to do so by itself, but a changed variable reaches only a new deployment.",
      "Restart the backend, and the cron jobs where they need it.",
      "Check both health addresses, log in once and see that the cron jobs still run.",
    ],
  },
  {
    name: "quarterly-review",
    title: "Quarterly audit and review",
    facts: ["OR-072", "OR-073"],
    rrule: "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH",
    because: "The runbook says quarterly; no weekly or monthly duty falls on a Thursday.",
    steps: [
      "Audit security in full.",
      "Review performance over the quarter.",
      "Rehearse the recovery from a disaster: restore a backup in Supabase into a project of its own, since a restore overwrites. Write down how long it took and how much was lost, for the objectives that the runbook still owes; the automatic restore test proves only the part of the data, each month.",
    ],
  },
];
