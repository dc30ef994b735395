import type { Duty, Note } from "../../model/note";

/** What people do again and again. */
export const duties: readonly Duty[] = [
  {
    name: "daily-review",
    title: "Daily health review",
    facts: ["WT-009", "WT-010", "WT-108", "WT-109"],
    rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    because:
      "The runbook's routine says daily and its calendar says business days; the automatic checks run every day, so people look on business days.",
    steps: [
      "Call `/api/health`, `/healthz` and `/api/webhooks/whop` with `curl -f`. A plain GET to the webhook may fail with 405 although it is healthy; the owner has not confirmed which answer to expect.",
      "Look at the error rate.",
      "Look at the performance figures.",
      "Look at how full the pool of database connections is.",
      "Look for memory that grows and is never given back.",
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
    facts: ["WT-001", "WT-089", "WT-112"],
    rrule: "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
    because: "The runbook says quarterly; a Monday leaves the week for what the review finds.",
    steps: [
      "Take the major releases of the dependencies and other large updates.",
      "Have the application tested for ways to break in.",
      "Review how the business would go on through a long outage.",
      "Review the runbook, and correct what the system has outgrown.",
    ],
  },
];

/** What people need to know and no provider carries. */
export const notes: readonly Note[] = [
  {
    topic: "infrastructure",
    facts: ["WT-051"],
    text: "The database is named `postgres`.",
  },
  {
    topic: "dependency",
    facts: ["WT-104"],
    text: "Netlify hosts the application, builds it, runs its functions and serves it through its CDN. The runbook gives no address of Netlify's status page.",
  },
  {
    topic: "dependency",
    facts: ["WT-105"],
    text: "Supabase runs the database, takes its daily backups and keeps the log of slow queries. The runbook gives no address of Supabase's status page.",
  },
  {
    topic: "dependency",
    facts: ["WT-106"],
    text: "Whop calls the application's webhook. That it also handles the payments is inferred, not stated, and the runbook gives no address of its status page.",
  },
  {
    topic: "dependency",
    facts: ["WT-107"],
    text: "Sentry collects errors and raises alerts on performance. The runbook does not name the project; the setting `watchtower.sentryProject` holds it.",
  },
  {
    topic: "dashboard",
    facts: ["WT-013"],
    text: "Netlify's dashboard shows the state of builds, how often functions are called, the share of errors and performance.",
  },
  {
    topic: "dashboard",
    facts: ["WT-014"],
    text: "Sentry's dashboard shows how frequent errors are, what is slow, what users report and how many of them run each release.",
  },
  {
    topic: "dashboard",
    facts: ["WT-015"],
    text: "Supabase's dashboard shows how the database and its queries perform, how many connections are in use and how much storage is taken.",
  },
  {
    topic: "channel",
    facts: ["WT-086"],
    text: "Customers read about an incident on the status page in three stages: investigating, identified and resolved. The first names the symptom, the second the cause, and the third says that everything works again. The runbook does not say where the status page is.",
  },
  {
    topic: "channel",
    facts: ["WT-100", "WT-101", "WT-102", "WT-103"],
    text: "Support of Netlify, Supabase, Whop and Sentry should be reached by links of their own, but the runbook leaves all four blank. The owner must supply them.",
  },
  {
    topic: "severity",
    facts: ["WT-036"],
    text: "An error is critical (P0) when the application is down, the database cannot be reached, payments fail or security is breached. The runbook gives this scale no response times and does not relate it to incidents; Belfry treats P0 as SEV1.",
  },
  {
    topic: "severity",
    facts: ["WT-037"],
    text: "An error has high priority (P1) when a feature does not work at all, data is lost, the application is more than 50 % slower or users cannot sign in. Belfry treats P1 as SEV2, which the runbook does not say. Data loss stands only second here, whereas the Operations runbook ranks it as P0.",
  },
  {
    topic: "severity",
    facts: ["WT-038", "WT-082"],
    text: "An error has medium priority (P2) when part of a feature fails, the interface is faulty, something is slightly slow or a less important API fails; an incident is SEV3 when it touches a minor feature. The runbook gives neither a response time nor says that the two match; Belfry treats them as one level.",
  },
  {
    topic: "severity",
    facts: ["WT-039", "WT-083"],
    text: "An error has low priority (P3) when it concerns looks, a wish or a mistake in the documentation; an incident is SEV4 when no function is affected. The runbook gives neither a response time nor says that the two match; Belfry treats them as one level.",
  },
  {
    topic: "procedure",
    facts: ["WT-043"],
    text: "To debug an error, find it on the dashboards, decide its severity, read logs and metrics, and reproduce it. Then fix it, test the fix, release it to production and watch that the error stays away.",
  },
  {
    topic: "procedure",
    facts: ["WT-044"],
    text: "While connections to the database fail, count the rows of `pg_stat_activity` every 5 seconds with `watch -n 5`.",
  },
  {
    topic: "procedure",
    facts: ["WT-045"],
    text: "When a memory leak is suspected, read `.system.memory` in the answer of `/api/health` every 10 seconds with `watch -n 10`.",
  },
  {
    topic: "procedure",
    facts: ["WT-084"],
    text: "In a SEV1 incident, acknowledge it, judge whom it affects, and at once fix the fault or roll back. Then report the status, and watch until it is over.",
  },
  {
    topic: "procedure",
    facts: ["WT-085"],
    text: "In a SEV2 incident, look for the root cause, fix it, test the fix with care and deploy it. A review follows the incident.",
  },
  {
    topic: "procedure",
    facts: ["WT-094"],
    text: "Before maintenance, fix the window, tell the stakeholders and have a plan for rolling back. Then back up the critical data, try the change in staging and update the monitoring dashboards.",
  },
  {
    topic: "procedure",
    facts: ["WT-095"],
    text: "After maintenance, see that every service works, run the full set of health checks and watch the error rate. Then update the documentation and announce the end.",
  },
  {
    topic: "procedure",
    facts: ["WT-069"],
    text: "To recover the application, deploy it again from Git and put its environment variables back. Then see that it works, and run the health checks.",
  },
  {
    topic: "recovery",
    facts: ["WT-070", "WT-071"],
    text: "After a disaster the service must be back within 1 hour (RTO) and may lose at most 1 hour of data (RPO). Only point-in-time recovery can keep the RPO: daily backups alone can lose up to a day.",
  },
  {
    topic: "recovery",
    facts: ["WT-072"],
    text: "The runbook says that notices to stakeholders are defined and that the steps to fall back on are written down, but contains neither. The owner must say where they are.",
  },
  {
    topic: "maintenance",
    facts: ["WT-093"],
    text: "Emergency maintenance is announced 2 hours ahead; the runbook does not say on which channel. It also wants a SEV1 incident answered in under 15 minutes, so Belfry takes the notice to be for urgent work that can be planned, not for an outage.",
  },
];
