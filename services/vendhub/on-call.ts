import type { Declaration } from "../../model/declaration";
import { days, hours, minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { fact, setting } from "../../model/source";

/** How soon someone must act, and which route tells them. */
export const severities: Service["severities"] = {
  critical: { label: "P1", respondWithin: fact("VH-035", minutes(5)), route: "page" },
  high: { label: "P2", respondWithin: fact("VH-036", minutes(15)), route: "page" },
  medium: { label: "P3", respondWithin: fact("VH-037", hours(1)), route: "team" },
  low: { label: "P4", respondWithin: fact("VH-038", hours(4)), route: "team" },
};

/** Who hears of what. */
export const routes: Service["routes"] = {
  page: {
    purpose: "Wakes whoever is on call and tells the team",
    handles: [
      { kind: "on-call", name: "vendhub" },
      { kind: "slack", name: setting("vendhub.slackChannel") },
    ],
  },
  team: { purpose: "Tells the team", handles: [{ kind: "slack", name: setting("vendhub.slackChannel") }] },
};

/** Who is called, and who is called next when nobody answers. */
export const escalation: Declaration = {
  kind: "escalation",
  name: "on-call",
  title: "escalation",
  facts: ["VH-088", "VH-089"],
  steps: [
    { role: "on-call engineer", after: fact("VH-084", minutes(0)), person: null },
    { role: "DevOps lead", after: fact("VH-085", minutes(15)), person: "vendhub.devopsLead" },
    {
      role: "engineering manager",
      after: fact(["VH-085", "VH-086"], minutes(45), "Thirty minutes after level 2 (A-06)."),
      person: "vendhub.engineeringManager",
    },
    { role: "executive", after: fact("VH-087", hours(1)), person: "vendhub.executive" },
  ],
  rotation: {
    length: fact("VH-088", days(7)),
    handover: {
      value: setting("vendhub.handover"),
      source: { kind: "setting", key: "vendhub.handover" },
    },
    timezone: "UTC",
  },
  acknowledgeWithin: fact("VH-039", minutes(2)),
};

/** Hours of planned work, in which nobody is called. */
export const maintenance: readonly Declaration[] = [
  {
    kind: "downtime",
    name: "monthly-maintenance",
    title: "monthly maintenance",
    rrule: fact("VH-049", "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0"),
    duration: fact("VH-049", hours(2)),
    timezone: "UTC",
  },
];
