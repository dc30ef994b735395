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
        "Objective under 1 %, warning 3 %, critical 5 % over 5 minutes; Sentry's rule takes the same window.",
      because: "Each line of the runbook has its own tier.",
    },
    {
      id: "C-WT-02",
      decided:
        "Objective 500 ms, warning 1 s, critical 2 s, all averages; Sentry's rule at 1000 ms tells the team.",
      because:
        "Only the threshold list names a statistic; the two alerts differ by two, so the owner should confirm.",
    },
    { id: "C-WT-03", decided: "More than 10 in 1 minute.", because: "Only one of the two names a window." },
    {
      id: "C-WT-04",
      decided:
        "Functions' memory alerts at 10 minutes once it is measured; database memory asks for scaling at 15.",
      because: "Nothing measures functions' memory, and Netlify scales them by itself.",
    },
    {
      id: "C-WT-05",
      decided: "One alert at 70 % for 30 minutes.",
      because: "Objective and scaling line agree in their level.",
    },
    {
      id: "C-WT-06",
      decided: "Alert and objective both at 2 s of transfer time of the front page.",
      because: "It is what the runbook's script measures; what users feel is the contentful paint.",
    },
    {
      id: "C-WT-07",
      decided: "All four addresses are checked: 401 is healthy for auth/me and 405 for the webhook.",
      because: "A plain GET without a session is refused by design; the owner should confirm.",
    },
    {
      id: "C-WT-08",
      decided: "P0 is SEV1, P1 is SEV2, P2 is SEV3, P3 is SEV4.",
      because: "The two scales fit in order; only SEV1 and SEV2 have response times.",
    },
    {
      id: "C-WT-09",
      decided: "An hour of loss is promised only while point-in-time recovery is on, and that is watched.",
      because: "Daily backups alone lose up to a day.",
    },
    {
      id: "C-WT-10",
      decided: "Both windows are downtimes.",
      because: "On the first Sunday the longer one covers the shorter.",
    },
    {
      id: "C-WT-11",
      decided: "Checks run always.",
      because: "Only the look of a person is kept to business days.",
    },
    {
      id: "C-WT-12",
      decided: "No downtime for emergency maintenance.",
      because: "Two hours of notice are for urgent work that is planned, not for an outage.",
    },
    { id: "A-24", decided: "The rate limit is a required setting.", because: "It is not stated." },
    {
      id: "A-25",
      decided: "A query is slow from one second on.",
      because: "Two of the other runbooks say so.",
    },
    {
      id: "A-26",
      decided: "Levels at 0, 5, 10 and 15 minutes.",
      because: "No delay is stated; these fit into SEV1's response time.",
    },
    { id: "A-27", decided: "Failed logins are counted over all accounts.", because: "No scope is stated." },
    {
      id: "A-28",
      decided: "Weekly full and monthly archive backups are recovery points of Belfry's own dumps.",
      because: "Nobody says who takes them, and Supabase's are daily.",
    },
    {
      id: "A-30",
      decided: "The certificate warns at 14 and alerts at 7 days.",
      because: "No day is stated; Netlify renews well before.",
    },
    {
      id: "A-31",
      decided: "P0 is the internal critical.",
      because: "It is the top of this scale, as P1 is at VendHub.",
    },
  ],
};
