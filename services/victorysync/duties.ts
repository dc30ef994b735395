import type { Duty } from "../../model/note";

/** What people do on a schedule for VictorySync. */
export const duties: readonly Duty[] = [
  {
    name: "morning-check",
    title: "Morning check",
    facts: ["VS-010", "VS-013", "VS-021"],
    rrule: "FREQ=DAILY;BYHOUR=8;BYMINUTE=0",
    because: "The runbook says 08:00 every day but names no time zone; the owner should confirm which one.",
    steps: [
      "Call the health address and read the JSON that it answers.",
      "Read the error rate in Datadog or Sentry, and follow up anything above 0.1 %.",
      "Go through the critical errors and the number of 5xx answers; the runbook sets no limit for that number.",
      "Compare the P95 latency with 500 ms and memory usage with 80 %; both should be below.",
      "Look at the database connections in use; the runbook sets no limit for them.",
      "Make sure that last night's backup finished, that its storage has room, and that the last restore test passed.",
      "Search for API calls that nobody was allowed to make and for anything odd in the audit logs; the runbook gives no rule for either.",
      "Make sure that the TLS certificate is still valid.",
      "Read the error logs for the first time of the day.",
    ],
  },
  {
    name: "evening-log-review",
    title: "Evening log review",
    facts: ["VS-065"],
    rrule: "FREQ=DAILY;BYHOUR=18;BYMINUTE=0",
    because:
      "The runbook wants the error logs read in the morning and in the evening but gives no evening hour and no time zone; 18:00 is our choice until the owner decides.",
    steps: [
      "Read the error logs for the second time of the day.",
      "Make up for what the morning missed of the daily list: the backup's completion, the error rate and the certificate.",
    ],
  },
  {
    name: "weekly-review",
    title: "Weekly review",
    facts: ["VS-022", "VS-066"],
    rrule: "FREQ=WEEKLY;BYDAY=MO",
    because: "The runbook says weekly; Monday leaves the week to act.",
    steps: [
      "Read Supabase's slow-query log; the runbook does not say from which duration a query is slow.",
      "Look at how much disk space is used.",
      "Go through the security logs.",
      "Make sure that a backup was restored in the past seven days; the automatic restore test counts.",
    ],
  },
  {
    name: "monthly-maintenance",
    title: "Monthly maintenance",
    facts: ["VS-068"],
    rrule: "FREQ=MONTHLY;BYDAY=1TU",
    because:
      "The runbook says monthly; the first Tuesday follows the weekly review and leaves three working days to watch the updates.",
    steps: [
      "Bring the dependencies up to date.",
      "Install the security patches.",
      "Work on what is slow.",
      "Compare the capacity with the expected load.",
    ],
  },
  {
    name: "quarterly-exercises",
    title: "Quarterly audit and exercises",
    facts: ["VS-069", "VS-070"],
    rrule: "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=2WE",
    because:
      "The runbook says quarterly; the second Wednesday of the quarter's first month keeps the drill and the load test away from the monthly updates.",
    steps: [
      "Audit the security of the whole service.",
      "Tune the database.",
      "Rehearse the recovery from a disaster: tell the stakeholders, restore a backup in Supabase, start the application on it, run the smoke tests and watch it. From the outage to the last smoke test it may take 15 minutes.",
      "Put the service under load and measure how it holds.",
    ],
  },
  {
    name: "annual-review",
    title: "Annual review",
    facts: ["VS-071"],
    rrule: "FREQ=YEARLY;BYMONTH=11;BYDAY=2WE",
    because:
      "The runbook says annually; November is free of the quarterly exercises and early enough for next year's plans.",
    steps: [
      "Audit compliance.",
      "Question the architecture.",
      "Bring the training material up to date.",
      "Look for costs that can be cut.",
    ],
  },
  {
    name: "runbook-review",
    title: "Runbook review",
    facts: ["VS-108"],
    rrule: "FREQ=YEARLY;BYMONTH=2,8;BYDAY=1WE",
    because:
      "Version 1.0 dates from February 2026 and its next review is due in August 2026; every half year follows from these two months, the first Wednesday is our choice.",
    steps: [
      "Read the runbook against what really runs, and correct it.",
      "Write the new version, its date and the month of the next review into it.",
    ],
  },
];
