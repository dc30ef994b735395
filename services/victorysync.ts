import type { Service } from "../model/service";
import { alerts } from "./victorysync/alerts";
import { backups } from "./victorysync/backups";
import { capacity } from "./victorysync/capacity";
import { checks } from "./victorysync/checks";
import { databaseAlerts } from "./victorysync/database-alerts";
import { duties } from "./victorysync/duties";
import { notes } from "./victorysync/notes";
import { escalation, routes, severities } from "./victorysync/on-call";
import { promises } from "./victorysync/promises";
import { sentryRules } from "./victorysync/sentry";
import { settings } from "./victorysync/settings";
import { measuring, telemetry } from "./victorysync/telemetry";

/** VictorySync: a dashboard on Kubernetes with its database and realtime at Supabase. */
export const victorysync: Service = {
  name: "victorysync",
  title: "VictorySync",
  stack: "Kubernetes, Express, Redis and Supabase",
  team: "victorysync",
  runbook: "victorysync.md",
  settings,
  severities,
  routes,
  telemetry,
  guardrails: [
    ...alerts,
    ...databaseAlerts,
    ...promises,
    ...checks,
    ...sentryRules,
    ...measuring,
    ...capacity,
    escalation,
    ...backups,
  ],
  duties,
  notes,
  undeployed: [
    {
      facts: ["VS-036"],
      because:
        "The header's value lets its bearer in as an administrator; a plan is rendered and committed, so it must not hold it. The same address is checked without the header (C-VS-06).",
    },
  ],
  decisions: [
    {
      id: "C-VS-01",
      decided: "Warning 1 %, critical 5 % of 5xx; 0.1 % is the objective.",
      because:
        "Only 5 % is an automatic alert; 1 % opens the issue page and 0.1 % is what a morning should show.",
    },
    {
      id: "C-VS-02",
      decided: "P95: objective 500 ms, warning 1 s, critical 2 s.",
      because: "The second line names no statistic and is read like the alert.",
    },
    {
      id: "C-VS-03",
      decided: "Warning 80, critical 85.",
      because: "The morning target informs, the automatic alert pages.",
    },
    {
      id: "C-VS-04",
      decided: "A nightly dump, alerts at 26 hours, and a monitor on Supabase's own backup.",
      because:
        "No nightly backup gives a recovery point of five minutes (VS-096): it stays unproven until point-in-time recovery is confirmed.",
    },
    {
      id: "C-VS-05",
      decided: "A restore each night; a missed night informs, a missed week alerts.",
      because: "An automatic restore meets both lines at no further cost.",
    },
    {
      id: "C-VS-06",
      decided: "Without the header the organisations address must refuse; with it, it is not called.",
      because: "A user id alone opens an administrator's data: the owner should hear of that first.",
    },
    { id: "C-VS-07", decided: "Both stay with people.", because: "Neither line gives a rule." },
    {
      id: "C-VS-08",
      decided: "Kubernetes.",
      because: "Its names are the most complete; three sets of alerts for one service would mislead.",
    },
    {
      id: "C-VS-09",
      decided: "Namespace victorysync, as a setting.",
      because: "A single line of the runbook names it.",
    },
    {
      id: "C-VS-10",
      decided: "Datadog's dashboard only.",
      because: "The Grafana boards are conditional in the runbook.",
    },
    {
      id: "C-VS-12",
      decided: "No recurring downtime for the 30-minute deployment window.",
      because:
        "It has no day or hour, and a mute of thirty minutes would hide an outage past the fifteen of the recovery time.",
    },
    {
      id: "A-01",
      decided: "Stable means less than double the same hour of the day before, told with low severity.",
      because: "The runbook gives no number.",
    },
    {
      id: "A-02",
      decided: "Levels after 0, 5, 10 and 15 minutes.",
      because: "Only the fourth is stated; the others share the time before it.",
    },
    {
      id: "A-03",
      decided: "Memory and disk carry steps of our own.",
      because: "The runbook has no page for either.",
    },
    {
      id: "A-05",
      decided: "Host, login and realtime addresses are required settings.",
      because: "The runbook's are placeholders.",
    },
  ],
};
