import { hours, minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { house, setting } from "../../model/source";

const respond = "How soon must someone act on it?";

/** How soon someone must act, and which route tells them. */
export const severities: Service["severities"] = {
  critical: {
    label: "critical",
    respondWithin: house(minutes(15), "A fatal error or an outage: the only severity that pages.", respond),
    route: "page",
  },
  high: {
    label: "high",
    respondWithin: house(hours(1), "Told where incidents are handled.", respond),
    route: "incidents",
  },
  medium: {
    label: "medium",
    respondWithin: house(hours(8), "Within a working day.", respond),
    route: "engineering",
  },
  low: {
    label: "low",
    respondWithin: house(hours(24), "The runbook knows no such word; nothing uses it.", respond),
    route: "engineering",
  },
};

const incidents = { kind: "slack", name: setting("vocavision.slackChannel") } as const;
const engineering = { kind: "slack", name: setting("vocavision.engineeringChannel") } as const;

/** Who hears of what. */
export const routes: Service["routes"] = {
  page: {
    purpose: "Wakes whoever is on call through PagerDuty",
    handles: [{ kind: "pagerduty", name: setting("vocavision.pagerDutyService") }, incidents],
  },
  incidents: { purpose: "Tells where incidents are handled", handles: [incidents] },
  engineering: { purpose: "Tells the engineers", handles: [engineering] },
};
