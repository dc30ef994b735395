import type { Service } from "../model/service";
import { alerts } from "./operations/alerts";
import { backups } from "./operations/backups";
import { checks } from "./operations/checks";
import { duties } from "./operations/duties";
import { notes } from "./operations/notes";
import { escalation, routes, severities } from "./operations/on-call";
import { promises } from "./operations/promises";
import { sentryRules } from "./operations/sentry";
import { settings } from "./operations/settings";
import { measuring, telemetry } from "./operations/telemetry";

/** The Operations app: a site on Vercel, a FastAPI backend, its database at Supabase. */
export const operations: Service = {
  name: "operations",
  title: "Operations app",
  stack: "FastAPI on Vercel and Supabase",
  team: "operations",
  runbook: "operations.md",
  settings,
  severities,
  routes,
  telemetry,
  guardrails: [...alerts, ...promises, ...checks, ...sentryRules, ...measuring, escalation, ...backups],
  duties,
  notes,
  undeployed: [
    {
      facts: ["OR-010"],
      because:
        "Neither the tables nor the period are stated; with both it is one line of the database probe (A-20).",
    },
  ],
  decisions: [
    {
      id: "C-OR-01",
      decided:
        "Busy connections are counted in the database; no check asserts a pool field in a health answer.",
      because:
        "The address is said to report the pool, but its sample answer has no such field and a later line says that it is still to be added. The 50 are those of one backend process.",
    },
    {
      id: "C-OR-02",
      decided:
        "Status 200 and the expected body, with status, database and Supabase, on both health addresses.",
      because:
        "The body is printed once, right after both. Should the plain address answer another one, its check fails at the first deployment and the assertion goes.",
    },
    {
      id: "C-OR-03",
      decided:
        "A restore test on the 2nd of each month; 33 days without a good one alert, and so do 92. The quarterly rehearsal is a duty.",
      because: "The stricter line is the schedule, the other one the last limit.",
    },
    {
      id: "C-OR-04",
      decided:
        "Both, as medium alerts on answers with 429: more than 60 in a minute, and more than 1000 in an hour.",
      because:
        "The limits bind one caller, so counting all requests against 60 a minute would alert on a normal day. At full rate the hourly one binds after 16 minutes and 40 seconds.",
    },
    {
      id: "C-OR-05",
      decided:
        "A duty on the first Wednesday of each month, whose first step decides whether to rotate. An exposed secret is rotated at once, by the first steps of the security alert.",
      because:
        "The runbook rotates monthly only if needed, but always on exposure; a reminder serves the first and must not delay the second.",
    },
    {
      id: "C-OR-06",
      decided: "No downtime; the tasks are duties and stand in the calendar.",
      because: "The section on maintenance windows holds task lists without day, hour or length.",
    },
    {
      id: "C-OR-07",
      decided:
        "No recovery point and no recovery time. Supabase's daily backup alerts at 26 hours (high), and point-in-time recovery that is off with low severity; a dump of our own is taken at 01:00 UTC.",
      because: "Neither objective has a number yet; without point-in-time recovery a day can be lost.",
    },
    {
      id: "A-17",
      decided: "Busy connections warn at 20 and are critical at 50.",
      because:
        "At 50 every connection is out already; at 20, the size of the pool, the overflow begins, which the runbook states.",
    },
    {
      id: "A-18",
      decided: "Nothing resets a database, and the first steps of outages and errors warn of it.",
      because: "The command that the runbook gives as rollback deletes the data of the linked database.",
    },
    {
      id: "A-19",
      decided:
        "No check calls port 8000. The backend is watched through APM, the body of the health addresses and one API address, the setting operations.apiUrl.",
      because:
        "Neither its host nor a health address of its own is stated; both listed addresses are on Vercel.",
    },
    {
      id: "A-20",
      decided:
        "A medium alert when the logs tell of a failed clean-up within an hour; no heartbeat, and no check of the oldest data.",
      because:
        "Job, schedule, tables and period are not stated. A heartbeat with a guessed rhythm would alert wrongly, but a run that never starts goes unnoticed until the owner names them.",
    },
    {
      id: "A-21",
      decided:
        "A probe reads pg_stat_statements every 5 minutes; a mean above 1000 ms alerts with low severity. Belfry changes no setting of the database.",
      because:
        "The setting as written ends with its session; set for the database or a role it would last, which is the owner's to do.",
    },
    {
      id: "A-22",
      decided: "P0 within 15 minutes, P1 within 1 hour, P2 within 8 hours, P3 within 24 hours.",
      because:
        "No times are stated, yet each alert says how soon to act; these are ours until the owner gives others.",
    },
    {
      id: "A-23",
      decided: "A note says that the runbook's dates are unfinished; no duty reviews it.",
      because: "2025-01-XX is no date, and no interval for a review is given.",
    },
    {
      id: "A-30",
      decided: "The certificate alerts at 7 days.",
      because:
        "The runbook has no word on certificates; the 7 days of VictorySync's serve here too, since Vercel renews a month ahead.",
    },
    {
      id: "A-31",
      decided: "P0 is critical, P1 high, P2 medium and P3 low.",
      because: "This runbook counts from zero, so its P1 is the second rank, unlike VendHub's.",
    },
    {
      id: "A-32",
      decided: "Lost data is P0. A missing or shrunken backup is high, P1.",
      because:
        "So the runbook ranks it, although WatchTower's has it second; without a backup nothing is lost yet.",
    },
  ],
};
