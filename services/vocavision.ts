import type { Service } from "../model/service";
import { alerts } from "./vocavision/alerts";
import { backups } from "./vocavision/backups";
import { checks } from "./vocavision/checks";
import { duties } from "./vocavision/duties";
import { notes } from "./vocavision/notes";
import { routes, severities } from "./vocavision/on-call";
import { promises } from "./vocavision/promises";
import { sentryRules } from "./vocavision/sentry";
import { settings } from "./vocavision/settings";
import { measuring, telemetry } from "./vocavision/telemetry";

/** VocaVision: a Next.js site and its API on Vercel. */
export const vocavision: Service = {
  name: "vocavision",
  title: "VocaVision",
  stack: "Vercel, PostgreSQL 15 and Redis 7",
  team: "vocavision",
  runbook: "vocavision.md",
  settings,
  severities,
  routes,
  telemetry,
  guardrails: [...alerts, ...sentryRules, ...promises, ...checks, ...measuring, ...backups],
  duties,
  notes,
  undeployed: [],
  decisions: [
    {
      id: "C-VV-13",
      decided: "Critical alerts go to PagerDuty, and Belfry deploys no escalation chain for VocaVision.",
      because:
        "The runbook reaches its on-call engineer through PagerDuty, which holds that chain; a second one in Datadog would page twice.",
    },
    {
      id: "C-VV-01",
      decided: "Both: a share over 0.5 % in Datadog and over 100 errors in 5 minutes in Sentry.",
      because: "They measure different things, and nobody can say at which traffic they agree.",
    },
    {
      id: "C-VV-02",
      decided: "P95 over 500 ms for 10 minutes, medium.",
      because: "Only one of the three lines names duration and severity; the others fit it.",
    },
    { id: "C-VV-03", decided: "P95.", because: "The table says so." },
    {
      id: "C-VV-04",
      decided: "Both health addresses are checked; only the API's body is looked into.",
      because: "Only the API's answer is described.",
    },
    {
      id: "C-VV-05",
      decided: "High alerts go to #incidents.",
      because: "The alert rules say so; #incidents-alerts is only read in the morning.",
    },
    { id: "C-VV-08", decided: "The restore test runs monthly.", because: "Its own line says monthly." },
    {
      id: "C-VV-09",
      decided: "The alert stands at 50 connections.",
      because: "100 is a temporary relief, for which an override with an end date is made.",
    },
    {
      id: "C-VV-10",
      decided: "Alerts at 50 s and at the limit of 60 s.",
      because: "The limit in force is not stated; at a lower one neither can fire, so the owner is asked.",
    },
    {
      id: "C-VV-11",
      decided: "No recurring downtime.",
      because: "The hour in the runbook is an example without length or rhythm.",
    },
    {
      id: "C-VV-12",
      decided: "Objective 99.9 %, alert under 99.5 % over a day; the budget only opens tickets.",
      because: "The alert is as written, so the budget need not wake anyone too.",
    },
    {
      id: "A-13",
      decided: "Only critical pages; the response times are ours.",
      because: "The words come without times; only @oncall wakes a person.",
    },
    {
      id: "A-30",
      decided: "Certificates warn at 14 and alert at 7 days.",
      because: "No day is stated; Vercel renews well before.",
    },
  ],
};
