import type { Declaration } from "../../model/declaration";
import { days, hours, minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { house, setting } from "../../model/source";

const respond = "How soon must someone act at this level?";
const delay = "Who is called next, and after how long?";

/** How soon someone must act, and which route tells them. */
export const severities: Service["severities"] = {
  critical: {
    label: "P0",
    respondWithin: house(minutes(15), "Service down or data lost: at once, day and night.", respond),
    route: "page",
  },
  high: {
    label: "P1",
    respondWithin: house(hours(1), "A major feature is broken, others work.", respond),
    route: "page",
  },
  medium: {
    label: "P2",
    respondWithin: house(hours(8), "Within the working day.", respond),
    route: "team",
  },
  low: { label: "P3", respondWithin: house(hours(24), "By the next day.", respond), route: "team" },
};

/** Who hears of what. */
export const routes: Service["routes"] = {
  page: {
    purpose: "Wakes whoever is on call and tells the team",
    handles: [
      { kind: "on-call", name: "operations" },
      { kind: "slack", name: setting("operations.slackChannel") },
    ],
  },
  team: {
    purpose: "Tells the team",
    handles: [{ kind: "slack", name: setting("operations.slackChannel") }],
  },
};

/** Who is called, and who is called next when nobody answers. */
export const escalation: Declaration = {
  kind: "escalation",
  name: "on-call",
  title: "escalation",
  facts: ["OR-075"],
  steps: [
    {
      role: "on-call engineer",
      after: house(minutes(0), "Whoever is on call is told at once.", delay),
      person: null,
    },
    {
      role: "DevOps lead",
      after: house(minutes(15), "When nobody answered within the time of a P0.", delay),
      person: "operations.devopsLead",
    },
  ],
  rotation: {
    length: house(days(7), "A week, as the other runbooks do it.", "How long is one on-call turn?"),
    handover: {
      value: setting("operations.handover"),
      source: { kind: "setting", key: "operations.handover" },
    },
    timezone: "UTC",
  },
  acknowledgeWithin: house(
    minutes(5),
    "A third of the response time of a P0.",
    "How soon must a page be acknowledged?",
  ),
};
