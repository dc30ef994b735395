import type { Duty } from "../../model/note";

/** What VendHub's people do again and again: two looks a day, the on-call handover and the upkeep of records. */
export const duties: readonly Duty[] = [
  {
    name: "morning-check",
    title: "Morning check",
    facts: ["VH-013", "VH-017"],
    rrule: "FREQ=DAILY;BYHOUR=9;BYMINUTE=0",
    because: null,
    steps: [
      "Call `/api/health/check` on the host that the setting vendhub.domain holds and read the application's status in the JSON answer.",
      "Call `/api/health/ready` on the same host; this is the check of the database.",
      "Look up the last backup by hand, because the runbook's script has no code for this step.",
      "Read the metrics by hand, because the script has no code for this step either.",
    ],
  },
  {
    name: "evening-check",
    title: "Evening check",
    facts: ["VH-018", "VH-020"],
    rrule: "FREQ=DAILY;BYHOUR=18;BYMINUTE=0",
    because: null,
    steps: [
      "Read the error logs.",
      "Look at the performance metrics.",
      "Make sure that the backup has finished.",
      "Go through the deployments that still wait.",
      "Look for security alerts; the runbook does not say where they appear.",
    ],
  },
  {
    name: "performance-record",
    title: "Performance record",
    facts: ["VH-099"],
    rrule: "FREQ=DAILY",
    because: null,
    steps: ["Bring the record of the performance metrics up to date."],
  },
  {
    name: "on-call-handover",
    title: "On-call handover",
    facts: ["VH-090"],
    rrule: "FREQ=WEEKLY;BYDAY=MO",
    because:
      "The rotation is weekly and the runbook names no day; Monday is the default day of the setting vendhub.handover.",
    steps: [
      "Go through the incidents of the week that ends.",
      "Pass on the tasks that are still open.",
      "Make sure that the monitoring works.",
      "Go through what changed lately.",
      "Confirm that everybody's contact details are right.",
    ],
  },
  {
    name: "incident-log",
    title: "Incident log",
    facts: ["VH-098"],
    rrule: "FREQ=WEEKLY;BYDAY=FR",
    because: "The runbook says weekly; on Friday the log is complete before the handover on Monday reads it.",
    steps: ["Bring the incident log up to date."],
  },
  {
    name: "runbook-review",
    title: "Runbook review",
    facts: ["VH-097"],
    rrule: "FREQ=MONTHLY;BYDAY=1MO",
    because:
      "The runbook says monthly; its own dates fall on the 29th, which most Februaries lack, so the first Monday stands in.",
    steps: [
      "Correct what no longer holds in the runbook.",
      "Renew its two dates, which say that it was last updated on 2025-11-29 and is next due on 2025-12-29.",
    ],
  },
  {
    name: "security-audit",
    title: "Security audit",
    facts: ["VH-100"],
    rrule: "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
    because: "The runbook says quarterly; the first Monday leaves the rest of the month to act.",
    steps: ["Audit the security of the service; the runbook does not list what the audit covers."],
  },
  {
    name: "credential-rotation",
    title: "Credential rotation",
    facts: ["VH-094"],
    rrule: "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
    because:
      "The runbook says only that credentials are rotated regularly; quarterly, with the security audit, is our choice until the owner names a period.",
    steps: ["Replace the service's credentials; the runbook does not list which ones or in which order."],
  },
  {
    name: "disaster-recovery-plan",
    title: "Disaster recovery plan review",
    facts: ["VH-101"],
    rrule: "FREQ=YEARLY;BYMONTH=2;BYDAY=1MO",
    because:
      "The runbook says yearly; the first Monday of February is clear of the holidays around the new year.",
    steps: [
      "Bring the disaster recovery plan up to date, going through its steps: find the fault, stop the application, restore, verify the data, start it, watch. The runbook asks for no drill.",
    ],
  },
];
