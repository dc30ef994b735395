import type { Duty } from "../../model/note";

/** What people do again and again. */
export const duties: readonly Duty[] = [
  {
    name: "daily-review",
    title: "Daily health review",
    facts: ["WT-009", "WT-010", "WT-011", "WT-012", "WT-108", "WT-109"],
    rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    because:
      "The runbook's routine says daily and its calendar says business days; the automatic checks run every day, so people look on business days.",
    steps: [
      "Call `/api/health`, `/healthz` and `/api/webhooks/whop` with `curl -f`. A plain GET to the webhook may fail with 405 although it is healthy; the owner has not confirmed which answer to expect.",
      "Look at the error rate.",
      "Look at the performance figures.",
      "Look at how full the pool of database connections is.",
      "Look for memory that grows and is never given back.",
      "Note how many users were active in the day and in the month, and how often the product's own monitors succeed; neither has a target.",
    ],
  },
  {
    name: "daily-database",
    title: "Daily look at the database",
    facts: ["WT-047"],
    rrule: "FREQ=DAILY",
    because: null,
    steps: [
      "Read the size of the database with `pg_database_size`; the runbook gives no limit.",
      "Count the sessions in `pg_stat_activity`; the runbook gives no limit for them either.",
      "List the active queries that began more than 5 minutes ago.",
    ],
  },
  {
    name: "daily-access-review",
    title: "Daily review of the access logs",
    facts: ["WT-053", "WT-058"],
    rrule: "FREQ=DAILY",
    because: null,
    steps: [
      "Look for logins that follow no usual pattern; the runbook does not say what is usual.",
      "Look for sign-ins that failed; more than 10 in 5 minutes alert by themselves.",
      "Look for addresses that stand out, and for use of the API that does; no number is given.",
    ],
  },
  {
    name: "weekly-database-care",
    title: "Weekly maintenance",
    facts: ["WT-087", "WT-110"],
    rrule: "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0",
    because:
      "The runbook asks for a time of little traffic without naming it here; its weekly window opens on Sunday at 02:00 UTC.",
    steps: [
      "Bring the dependencies up to date with `pnpm update`.",
      "Audit the packages for known weaknesses with `pnpm audit`.",
      "List the packages that are still behind with `pnpm outdated`.",
      "Read the performance figures, and improve what they show to be slow.",
    ],
  },
  {
    name: "weekly-database",
    title: "Weekly database work",
    facts: ["WT-049"],
    rrule: "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0",
    because:
      "The runbook says weekly; its weekly window, which opens on Sunday at 02:00 UTC, keeps the load away from users.",
    steps: [
      "Renew the planner's statistics with `ANALYZE;`.",
      "Read in `pg_stat_user_indexes` how much each index is used.",
      "Read the log of slow queries in Supabase's console.",
    ],
  },
  {
    name: "monthly-database",
    title: "Monthly database work",
    facts: ["WT-050"],
    rrule: "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0",
    because: "The runbook says monthly; its monthly window opens on the first Sunday at 02:00 UTC.",
    steps: [
      "Clear dead rows and renew the statistics with `VACUUM ANALYZE;`.",
      "Follow how query times develop.",
      "Judge which indexes are worth keeping.",
      "Plan how to save storage.",
    ],
  },
  {
    name: "monthly-review",
    title: "Monthly review",
    facts: ["WT-079", "WT-088", "WT-111"],
    rrule: "FREQ=MONTHLY;BYDAY=2MO",
    because:
      "The runbook says monthly; the second Monday always follows the first Sunday, whose database work the review includes, and desk work needs no window.",
    steps: [
      "See that the month's database work is done.",
      "Review security; this comes on top of the weekly audit and the quarterly penetration test.",
      "Improve what performs badly.",
      "Follow how usage grows, and estimate what capacity it will need.",
      "Decide when to scale, and put the cost into the budget.",
    ],
  },
  {
    name: "quarterly-review",
    title: "Quarterly maintenance and review",
    facts: ["WT-001", "WT-089", "WT-090", "WT-112"],
    rrule: "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
    because: "The runbook says quarterly; a Monday leaves the week for what the review finds.",
    steps: [
      "Take the major releases of the dependencies and other large updates.",
      "Have the application tested for ways to break in.",
      "Rehearse the recovery from a disaster: restore a point in time in Supabase, deploy the application from Git with its variables, and run the health checks. It may take an hour; the automatic restore test proves only the part of the data, each month.",
      "Review how long each tier of backups is kept.",
      "Review how the business would go on through a long outage.",
      "Review the runbook, and correct what the system has outgrown.",
    ],
  },
];
