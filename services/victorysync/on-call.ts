import { hours, minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { fact, house } from "../../model/source";
import { escalationChain, pageAndTeam } from "../patterns/on-call";

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
export const routes: Service["routes"] = pageAndTeam("victorysync");

/** Who is called, and who is called next when nobody answers. */
export const escalation = escalationChain({
  service: "victorysync",
  facts: ["VS-097", "VS-098", "VS-099", "VS-103"],
  first: {
    role: "operations engineer on call",
    after: house(minutes(0), "The first level is told at once.", delay),
  },
  then: [
    {
      role: "DevOps or SRE",
      after: house(minutes(2), "When nobody acknowledged; leaves three of an outage's five minutes.", delay),
      person: "victorysync.devopsLead",
    },
    {
      role: "developers",
      after: house(minutes(5), "When the five minutes of an outage are over without an answer.", delay),
      person: "victorysync.developmentLead",
    },
    { role: "executive", after: fact("VS-100", minutes(15)), person: "victorysync.executive" },
  ],
  acknowledgeWithin: house(
    minutes(2),
    "So that the second level can still answer within an outage's five minutes.",
    "How soon must a page be acknowledged?",
  ),
});
