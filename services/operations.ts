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
      decided: "The pool is measured in the database; no pool field is asserted.",
      because:
        "The sample answer has none, and a later line says that it is still to be added. The 50 are those of one backend process.",
    },
    {
      id: "C-OR-02",
      decided: "Status 200 and the expected body on both health addresses.",
      because: "The body is printed once, right after both; a difference shows at the first deployment.",
    },
    {
      id: "C-OR-03",
      decided: "A restore each month; 33 days inform, and so does a quarter without one.",
      because: "The stricter line is the schedule, the other one the last limit.",
    },
    {
      id: "C-OR-04",
      decided: "Both limits, as alerts on answers with 429.",
      because:
        "They bind one caller, not the service: requests against 60 a minute would alert on a normal day. The hourly one binds after 16 minutes and 40 seconds.",
    },
    {
      id: "C-OR-05",
      decided: "No reminder is deployed.",
      because:
        "Rotation is monthly only if needed and otherwise follows a leak, which is a step of the security alert.",
    },
    {
      id: "C-OR-06",
      decided: "No downtime.",
      because: "The section on maintenance windows holds task lists only.",
    },
    {
      id: "C-OR-07",
      decided: "No recovery objective; Supabase's backup and point-in-time recovery are verified.",
      because: "Neither objective has a number yet; without point-in-time recovery a day can be lost.",
    },
    {
      id: "A-17",
      decided: "Warning at the pool's own 20, critical at 50.",
      because: "At 50 every connection is out already; at 20 the overflow begins, which is still stated.",
    },
    {
      id: "A-18",
      decided: "No step resets the linked database.",
      because: "The runbook's rollback deletes the data.",
    },
    {
      id: "A-19",
      decided: "The backend is watched through APM and the health body.",
      because: "Its own host and health address are not stated.",
    },
    {
      id: "A-20",
      decided: "Failures of the clean-up are counted in the logs.",
      because: "The job's name and schedule are not stated, so a missed run cannot be told from a quiet one.",
    },
    {
      id: "A-21",
      decided: "Statement statistics instead of the slow-query log.",
      because: "The setting as written ends with its session.",
    },
    {
      id: "A-22",
      decided: "P0 15 minutes, P1 an hour, P2 eight hours, P3 a day.",
      because: "No response times are stated.",
    },
    { id: "A-31", decided: "P0 is critical, P1 high.", because: "This runbook counts from zero." },
  ],
};
