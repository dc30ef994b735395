import type { Declaration } from "../../model/declaration";
import { hours, minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { fact, house } from "../../model/source";
import { escalationChain, pageAndTeam } from "../patterns/on-call";

const respond = "How soon must someone act on it?";

/** How soon someone must act, and which route tells them. */
export const severities: Service["severities"] = {
  critical: {
    label: "P0, SEV1",
    respondWithin: fact("WT-080", minutes(15), "P0 errors are SEV1 incidents."),
    route: "page",
  },
  high: {
    label: "P1, SEV2",
    respondWithin: fact("WT-081", hours(1), "P1 errors are SEV2 incidents."),
    route: "page",
  },
  medium: {
    label: "P2, SEV3",
    respondWithin: house(hours(8), "Within a working day.", respond),
    route: "team",
  },
  low: {
    label: "P3, SEV4",
    respondWithin: house(hours(24), "A working day later.", respond),
    route: "team",
  },
};

/** Who hears of what. */
export const routes: Service["routes"] = pageAndTeam("watchtower");

const delays = "After how long without an answer is this person told?";

/** Who is called, and who is called next when nobody answers. */
export const escalation = escalationChain({
  service: "watchtower",
  facts: ["WT-096", "WT-097", "WT-098", "WT-099"],
  first: { role: "on-call engineer", after: house(minutes(0), "The first contact.", delays) },
  then: [
    {
      role: "technical lead",
      after: house(minutes(5), "A third of SEV1's fifteen minutes.", delays),
      person: "watchtower.technicalLead",
    },
    {
      role: "engineering manager",
      after: house(minutes(10), "Two thirds of SEV1's fifteen minutes.", delays),
      person: "watchtower.engineeringManager",
    },
    {
      role: "CTO",
      after: house(minutes(15), "When SEV1's fifteen minutes are over.", delays),
      person: "watchtower.cto",
    },
  ],
  acknowledgeWithin: house(
    minutes(5),
    "Before the technical lead is told.",
    "How soon must a page be acknowledged?",
  ),
});

/** Hours of planned work, in which nobody is called. */
export const maintenance: readonly Declaration[] = [
  {
    kind: "downtime",
    name: "weekly-maintenance",
    title: "weekly maintenance",
    rrule: fact("WT-091", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0"),
    duration: fact("WT-091", hours(2)),
    timezone: "UTC",
  },
  {
    kind: "downtime",
    name: "monthly-maintenance",
    title: "monthly maintenance",
    rrule: fact("WT-092", "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0"),
    duration: fact("WT-092", hours(4)),
    timezone: "UTC",
  },
];
