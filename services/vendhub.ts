import type { Service } from "../model/service";
import { alerts } from "./vendhub/alerts";
import { backups } from "./vendhub/backups";
import { checks } from "./vendhub/checks";
import { duties } from "./vendhub/duties";
import { notes } from "./vendhub/notes";
import { escalation, maintenance, routes, severities } from "./vendhub/on-call";
import { promises } from "./vendhub/promises";
import { settings } from "./vendhub/settings";
import { measuring, telemetry } from "./vendhub/telemetry";

/** VendHub (VH-M24): a shop on Railway with its database at Supabase. */
export const vendhub: Service = {
  name: "vendhub",
  title: "VendHub",
  stack: "Railway and Supabase",
  team: "vendhub",
  runbook: "vendhub.md",
  settings,
  severities,
  routes,
  telemetry,
  guardrails: [...alerts, ...promises, ...checks, ...maintenance, escalation, ...measuring, ...backups],
  duties,
  notes,
  undeployed: [],
  decisions: [
    {
      id: "C-VH-01",
      decided: "Warning 70, critical 85.",
      because:
        "The table is the alert; 80 opens the issue page, and 70 is also where to scale out, so the warning does not page.",
    },
    {
      id: "C-VH-02",
      decided: "Warning 75, critical 90, and a low-severity notice at 80.",
      because: "Railway has no autoscaler to take the 80, so a person is told.",
    },
    { id: "C-VH-03", decided: "P95 for all three.", because: "The runbook's own target names it." },
    {
      id: "C-VH-10",
      decided: "The host is a required setting.",
      because: "Both domains of the runbook are placeholders.",
    },
    {
      id: "C-VH-12",
      decided: "The monthly window is a downtime.",
      because: "Two planned hours would spend the whole uptime budget.",
    },
    { id: "A-06", decided: "Level 3 after 45 minutes.", because: "Read as thirty minutes after level 2." },
    {
      id: "A-09",
      decided: "The readiness address tells that the database is down.",
      because: "It is the runbook's own database check.",
    },
  ],
};
