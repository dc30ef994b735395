import type { Declaration } from "../../model/declaration";
import { days, hours, minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { fact, house, setting } from "../../model/source";

const respond = "How soon must someone act on an alert of this severity?";
const delay = "After how long does each level hand over to the next?";

/** How soon someone must act, and which route tells them. */
export const severities: Service["severities"] = {
  critical: {
    label: "critical",
    respondWithin: house(
      minutes(5),
      "Leaves ten of the fifteen minutes in which it must run again.",
      respond,
    ),
    route: "page",
  },
  high: {
    label: "high",
    respondWithin: house(minutes(15), "The time in which an outage must be over.", respond),
    route: "page",
  },
  medium: {
    label: "medium",
    respondWithin: house(hours(4), "Within half a working day.", respond),
    route: "team",
  },
  low: {
    label: "low",
    respondWithin: house(hours(24), "By the next morning list.", respond),
    route: "team",
  },
};

/** Who hears of what. */
export const routes: Service["routes"] = {
  page: {
    purpose: "Wakes whoever is on call and tells the team",
    handles: [
      { kind: "on-call", name: "victorysync" },
      { kind: "slack", name: setting("victorysync.slackChannel") },
    ],
  },
  team: {
    purpose: "Tells the team",
    handles: [{ kind: "slack", name: setting("victorysync.slackChannel") }],
  },
};

/** Who is called, and who is called next when nobody answers. */
export const escalation: Declaration = {
  kind: "escalation",
  name: "on-call",
  title: "escalation",
  facts: ["VS-097", "VS-098", "VS-099", "VS-103"],
  steps: [
    {
      role: "operations engineer on call",
      after: house(minutes(0), "The first level is told at once.", delay),
      person: null,
    },
    {
      role: "DevOps or SRE",
      after: house(minutes(5), "Level 4 starts at fifteen; the steps before it share that time.", delay),
      person: "victorysync.devopsLead",
    },
    {
      role: "developers",
      after: house(minutes(10), "Level 4 starts at fifteen; the steps before it share that time.", delay),
      person: "victorysync.developmentLead",
    },
    { role: "executive", after: fact("VS-100", minutes(15)), person: "victorysync.executive" },
  ],
  rotation: {
    length: house(days(7), "A week, as the other runbooks do it.", "How long is one on-call turn?"),
    handover: {
      value: setting("victorysync.handover"),
      source: { kind: "setting", key: "victorysync.handover" },
    },
    timezone: "UTC",
  },
  acknowledgeWithin: house(
    minutes(5),
    "Until the next level is told.",
    "How soon must a page be acknowledged?",
  ),
};
