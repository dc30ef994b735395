import type { Note } from "../../model/note";

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
    topic: "dashboard",
    facts: ["WT-033"],
    text: "Four figures of the business are followed: how many monitors are created, how often alerts are right, how engaged users are and how many take a subscription. None has a target, and the product itself counts them.",
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
    facts: ["WT-056"],
    text: "In a security incident, find out what happened, limit the damage, remove what caused it and put things back to normal. Then write down what was learned and improve. The runbook names no times and nobody to tell.",
  },
  {
    topic: "procedure",
    facts: ["WT-077", "WT-078"],
    text: "A database that is too small gets a larger compute size at Supabase, read replicas, a connection pool or better queries. The application is scaled by Netlify itself; people only adjust the time-outs of functions, the CDN and the size of the bundle. The scaling alerts say when.",
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
    facts: ["WT-066", "WT-067"],
    text: "The code is kept in Git, and what was built from it at Netlify. Environment variables, build settings, DNS and certificates are to be backed up too; the runbook says neither how often nor where, so the owner has to name both.",
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
