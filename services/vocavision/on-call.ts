import type { EscalationDeclaration } from "../../model/escalation";
import { hours, minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { house, setting } from "../../model/source";
import { slack } from "../patterns/on-call";

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

const incidents = slack("vocavision.slackChannel");
const engineering = slack("vocavision.engineeringChannel");

/** Who hears of what. */
export const routes: Service["routes"] = {
  page: {
    purpose: "Wakes whoever is on call through PagerDuty",
    handles: [{ kind: "pagerduty", name: setting("vocavision.pagerDutyService") }, incidents],
  },
  incidents: { purpose: "Tells where incidents are handled", handles: [incidents] },
  engineering: { purpose: "Tells the engineers", handles: [engineering] },
};

/** The chain that PagerDuty holds, as far as the runbook tells it. */
export const escalation: EscalationDeclaration = {
  kind: "escalation",
  name: "on-call",
  title: "escalation",
  steps: [
    {
      role: "engineer on call",
      after: house(minutes(0), "PagerDuty calls its first level at once.", "Who is called, and when?"),
      person: null,
    },
  ],
  rotation: null,
  acknowledgeWithin: house(
    minutes(5),
    "A third of the fifteen minutes of a critical alert.",
    "How soon must a page be acknowledged?",
  ),
  unproven: {
    critical: house(
      "a second person",
      "The runbook leaves the chain to PagerDuty and says neither whom it calls next nor when.",
      "Whom does PagerDuty call when nobody acknowledges, and after how long?",
    ),
  },
};
