import type { Service } from "../model/service";
import { alerts } from "./watchtower/alerts";
import { backups } from "./watchtower/backups";
import { checks } from "./watchtower/checks";
import { databaseAlerts } from "./watchtower/database-alerts";
import { duties } from "./watchtower/duties";
import { notes } from "./watchtower/notes";
import { escalation, maintenance, routes, severities } from "./watchtower/on-call";
import { promises } from "./watchtower/promises";
import { sentryRules } from "./watchtower/sentry";
import { settings } from "./watchtower/settings";
import { measuring, telemetry } from "./watchtower/telemetry";

/** WatchTower Pro: uptime monitoring as a product, on Netlify with its database at Supabase. */
export const watchtower: Service = {
  name: "watchtower",
  title: "WatchTower Pro",
  stack: "Netlify and Supabase",
  team: "watchtower",
  runbook: "watchtower.md",
  settings,
  severities,
  routes,
  telemetry,
  guardrails: [
    ...alerts,
    ...databaseAlerts,
    ...sentryRules,
    ...promises,
    ...checks,
    escalation,
    ...maintenance,
    ...measuring,
    ...backups,
  ],
  duties,
  notes,
  undeployed: [
    {
      facts: ["WT-059"],
      because:
        "Unusual access to the database is not said in numbers, and no product that would know it is named.",
    },
    {
      facts: ["WT-060", "WT-061"],
      because: "Netlify's functions have no file system or network of their own to watch (A-29).",
    },
  ],
  decisions: [
    {
      id: "C-WT-01",
      decided:
        "Share of failed requests over 5 minutes: warning above 3 %, critical above 5 %. Under 1 % is the objective. Sentry's rule at 5 % takes the same 5 minutes.",
      because:
        "Each line of the runbook has its own tier; Sentry's has no window, so it gets that of the same level.",
    },
    {
      id: "C-WT-02",
      decided:
        "Average over 5 minutes: warning above 1 s, critical above 2 s. 500 ms is the objective, to hold 95 % of the time. Sentry's rule above 1000 ms informs with medium severity.",
      because:
        "Only the threshold list names a statistic. The two alerts differ by a factor of two, so the owner should confirm.",
    },
    {
      id: "C-WT-03",
      decided: "More than 10 database errors in 1 minute, in Datadog (high) and in Sentry (medium).",
      because: "Only one of the two lines names a window.",
    },
    {
      id: "C-WT-04",
      decided:
        "Memory of the functions above 80 % for 10 minutes is high, but no source measures it yet. Memory of the database above 80 % for 15 minutes asks for scaling with low severity.",
      because:
        "Two lengths for two purposes. Netlify scales its functions by itself; the database's memory is what a person can enlarge.",
    },
    {
      id: "C-WT-05",
      decided:
        "An alert above 70 % for 30 minutes, with low severity, and an objective under 70 %, to hold 95 % of the time.",
      because:
        "Objective and scaling line agree in their level; the alert calls for a larger size, and nothing is broken yet.",
    },
    {
      id: "C-WT-06",
      decided:
        "A medium alert above 2 s and an objective under 2 s, to hold 95 % of the time, both of the front page's transfer time.",
      because:
        "It is what the runbook's script measures. What users feel is told by the largest contentful paint of real visits, an objective of 2.5 s, so no browser test is added.",
    },
    {
      id: "C-WT-07",
      decided:
        "Four addresses are checked each minute: the two health addresses must answer below 400, auth/me 401 and the webhook 405.",
      because:
        "A plain GET without a session, or to a webhook, is refused by design, though the runbook's curl would call it down. Both statuses are ours, for the owner to confirm.",
    },
    {
      id: "C-WT-08",
      decided: "P0 and SEV1 are critical, P1 and SEV2 high, P2 and SEV3 medium, P3 and SEV4 low.",
      because:
        "The two scales fit in order. Only SEV1 (15 minutes) and SEV2 (1 hour) have response times; 8 and 24 hours are ours.",
    },
    {
      id: "C-WT-09",
      decided:
        "Point-in-time recovery keeps the hour: medium alerts tell when it is off, and when its newest point is older than an hour.",
      because: "Only point-in-time recovery keeps the loss to an hour; daily backups alone lose up to a day.",
    },
    {
      id: "C-WT-10",
      decided:
        "Two downtimes in UTC: each Sunday from 02:00 to 04:00, and each first Sunday from 02:00 to 06:00.",
      because:
        "On the first Sunday the longer one covers the shorter, and neither muting twice nor correcting an objective twice does harm.",
    },
    {
      id: "C-WT-11",
      decided:
        "Checks run each minute of every day; the health review of people is a duty from Monday to Friday.",
      because:
        "What runs by itself needs no working days; the calendar's business days are kept for the look of a person.",
    },
    {
      id: "C-WT-12",
      decided: "No downtime for emergency maintenance; SEV1 is to be acted on within 15 minutes.",
      because: "Two hours of notice are for urgent work that can be planned, not for an outage.",
    },
    {
      id: "C-WT-13",
      decided:
        "All three are duties: the packages' audit each Sunday, the security review on the second Monday of the month, the penetration test each quarter.",
      because: "They are different activities, so none replaces another.",
    },
    {
      id: "A-24",
      decided:
        "The limit is the setting watchtower.rateLimit, in requests a minute and without a default; more than 80 % of it alerts with low severity.",
      because: "The runbook states the share but not the limit.",
    },
    {
      id: "A-25",
      decided:
        "10 or more lines an hour that the search in watchtower.slowQueryFilter finds; the database is to log statements from 1 s on.",
      because:
        "Slow is not defined here, and two of the other runbooks mean a second. The search has a default so that the alert works as soon as such logs arrive.",
    },
    {
      id: "A-26",
      decided: "The four levels are told after 0, 5, 10 and 15 minutes.",
      because:
        "No delay is stated; these share the 15 minutes of SEV1 evenly and can be changed in one place.",
    },
    {
      id: "A-27",
      decided: "More than 10 failed logins in 5 minutes, counted over all accounts and addresses.",
      because:
        "No scope is stated, and the log lines' attributes are unknown, so they cannot be grouped yet.",
    },
    {
      id: "A-28",
      decided:
        "Daily, weekly and monthly recovery points of our own nightly dump, kept for 35, 90 and 365 days; the age of the dump and of Supabase's own backup are watched at 26 hours.",
      because:
        "Nobody says who takes the weekly and monthly ones or where; making them ourselves proves more than waiting for a heartbeat from an unknown source.",
    },
    {
      id: "A-29",
      decided: "Nothing.",
      because:
        "Netlify's functions have no file system or network of their own to watch, and no sensor is named.",
    },
    {
      id: "A-30",
      decided: "The certificate warns at 14 days and alerts at 7.",
      because:
        "No day is stated; Netlify renews weeks ahead, so at 14 days its renewal is late and at 7 it has failed.",
    },
    {
      id: "A-31",
      decided: "P0, as SEV1, is critical, and P1 is high.",
      because: "It is the top of this scale, as P1 is at VendHub.",
    },
    {
      id: "A-32",
      decided: "Lost data is P1 and so high, as are a missing and a shrunken backup.",
      because:
        "So the runbook ranks it, although that of the Operations app has it first; each service keeps its own order.",
    },
  ],
};
