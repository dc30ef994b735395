import type { Service } from "../model/service";
import { alerts } from "./vocavision/alerts";
import { backups } from "./vocavision/backups";
import { checks } from "./vocavision/checks";
import { duties } from "./vocavision/duties";
import { notes } from "./vocavision/notes";
import { escalation, routes, severities } from "./vocavision/on-call";
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
  guardrails: [...alerts, ...sentryRules, ...promises, ...checks, ...measuring, escalation, ...backups],
  duties,
  notes,
  undeployed: [],
  decisions: [
    {
      id: "C-VV-01",
      decided:
        "Both: a share over 0.5 % within 5 minutes in Datadog, and more than 100 errors in 5 minutes in Sentry, each high.",
      because: "They measure different things, and nobody can say at which traffic they agree.",
    },
    {
      id: "C-VV-02",
      decided: "P95 over 500 ms for 10 minutes, medium, to #engineering; in Datadog and again in Sentry.",
      because: "Only Sentry's line names duration and severity; the table and the issue page fit it.",
    },
    {
      id: "C-VV-03",
      decided: "Two objectives of 200 ms, for P95 and for the average, each to hold 99 % of the time.",
      because:
        "The table says P95 and the morning line says both. An average of percentiles is no measure, and a few very slow calls raise the average alone, so neither reading stands for the other.",
    },
    {
      id: "C-VV-04",
      decided:
        "Both health addresses are checked each minute for status 200; the fields for status, database, Redis and time are read at the API's only.",
      because: "Only the API's answer is described.",
    },
    {
      id: "C-VV-05",
      decided:
        "Incident alerts go to the channel that vocavision.slackChannel holds, #incidents in production; nothing is sent to #incidents-alerts.",
      because:
        "The alert rules name #incidents; the other is only read in the morning, and whether it is a separate feed is for the owner to say.",
    },
    {
      id: "C-VV-06",
      decided:
        "A duty on the first Monday of each month, with the steps of the quarterly procedure. Nothing rotates by itself.",
      because:
        "Only the quarterly text has a procedure, but monthly is the stricter; it stands until the owner decides.",
    },
    {
      id: "C-VV-07",
      decided:
        "Three duties: scans each Monday, accounts and compliance on the first Monday of the month, and a full audit every third month on the second Tuesday.",
      because:
        "They do not exclude each other: the routine keeps the shorter period, and the audit repeats it as a whole.",
    },
    {
      id: "C-VV-08",
      decided:
        "The restore test runs on the 2nd of each month at 06:00 UTC; 33 days without a good one alert.",
      because: "Its own words say monthly, although it stands in the weekly list.",
    },
    {
      id: "C-VV-09",
      decided: "Connections warn at 40 and are critical at 50.",
      because: "100 is a temporary relief; while it lasts, a stack overrides the level with an end date.",
    },
    {
      id: "C-VV-10",
      decided: "A medium alert above 50 s and a high one at 60 s. Nothing checks the limit itself.",
      because:
        "60 s is what a scaling step raises the limit to. The limit in force is not stated and not measured; below 50 s neither alert can fire, so the owner is asked.",
    },
    {
      id: "C-VV-11",
      decided: "No recurring downtime.",
      because:
        "Sunday 02:00 UTC is an example without length or rhythm; a downtime is declared once the owner states both.",
    },
    {
      id: "C-VV-12",
      decided:
        "Objective 99.9 % over 30 days, and a high alert under 99.5 % over a day; the budget's own alert informs with medium severity.",
      because:
        "The alert is as written, so the budget need not wake anyone too. A day is ours: half a percent of it is 7 minutes.",
    },
    {
      id: "C-VV-13",
      decided:
        "Critical alerts go to the PagerDuty service that vocavision.pagerDutyService names; Belfry deploys only Datadog's team and lists what it assumes of PagerDuty's chain.",
      because:
        "The runbook's @oncall is reached through PagerDuty, which holds that chain; a second one in Datadog would page twice.",
    },
    {
      id: "A-13",
      decided:
        "Critical pages, high goes to #incidents, medium and low to #engineering; to be acted on within 15 minutes, 1 hour, 8 hours and 24 hours.",
      because:
        "The words come without times and their meaning is in another document, so the times are ours and only @oncall wakes a person.",
    },
    {
      id: "A-14",
      decided:
        "No panel, objective or alert for active users or the CDN's hit rate: the morning check and the monthly review look at them.",
      because:
        "They have no target, and Google Analytics and Vercel's CDN send no figure to Datadog from which a panel could be drawn.",
    },
    {
      id: "A-15",
      decided: "A review each quarter, whose last step sets a new date.",
      because: "The planned review of 2024-04-21 has passed, so what the runbook says may be stale.",
    },
    {
      id: "A-16",
      decided: "No first step deletes cache keys by pattern, and the note on Redis warns of it.",
      because: "`DEL` does not expand a wildcard: the command in the runbook deletes nothing that was meant.",
    },
    {
      id: "A-30",
      decided: "Both certificates warn at 14 days and alert at 7.",
      because:
        "No day is stated; Vercel renews weeks ahead, so at 14 days its renewal is late and at 7 it has failed.",
    },
    {
      id: "A-31",
      decided: "The runbook's critical, high and medium keep their names; low exists and nothing uses it.",
      because:
        "The words match Belfry's own; its critical stands for the highest rank of the other runbooks.",
    },
  ],
};
