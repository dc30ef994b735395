import { hours, minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { house } from "../../model/source";
import { escalationChain, pageAndTeam } from "../patterns/on-call";

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
export const routes: Service["routes"] = pageAndTeam("operations");

/** Who is called, and who is called next when nobody answers. */
export const escalation = escalationChain({
  service: "operations",
  facts: ["OR-075"],
  first: {
    role: "on-call engineer",
    after: house(minutes(0), "Whoever is on call is told at once.", delay),
  },
  then: [
    {
      role: "DevOps lead",
      after: house(minutes(5), "When nobody acknowledged; leaves ten of the fifteen minutes of a P0.", delay),
      person: "operations.devopsLead",
    },
  ],
  acknowledgeWithin: house(
    minutes(5),
    "A third of the response time of a P0.",
    "How soon must a page be acknowledged?",
  ),
});
