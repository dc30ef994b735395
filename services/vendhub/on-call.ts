import type { Declaration } from "../../model/declaration";
import { days, hours, minutes } from "../../model/quantity";
import type { Service } from "../../model/service";
import { fact, house } from "../../model/source";
import { escalationChain, pageAndTeam } from "../patterns/on-call";

/** How soon someone must act, and which route tells them. */
export const severities: Service["severities"] = {
  critical: {
    label: "P1",
    respondWithin: fact("VH-035", minutes(5)),
    acknowledgeWithin: fact("VH-039", minutes(2)),
    route: "page",
  },
  high: {
    label: "P2",
    respondWithin: fact("VH-036", minutes(15)),
    acknowledgeWithin: fact("VH-045", minutes(5)),
    route: "page",
  },
  medium: { label: "P3", respondWithin: fact("VH-037", hours(1)), route: "team" },
  low: { label: "P4", respondWithin: fact("VH-038", hours(4)), route: "team" },
};

/** Who hears of what. */
export const routes: Service["routes"] = pageAndTeam("vendhub");

/** Who is called, and who is called next when nobody answers. */
export const escalation = escalationChain({
  service: "vendhub",
  facts: ["VH-039", "VH-045", "VH-088", "VH-089"],
  first: { role: "on-call engineer", after: fact("VH-084", minutes(0)) },
  then: [
    { role: "DevOps lead", after: fact("VH-085", minutes(15)), person: "vendhub.devopsLead" },
    {
      role: "engineering manager",
      after: fact(["VH-085", "VH-086"], minutes(45), "Thirty minutes after level 2 (A-06)."),
      person: "vendhub.engineeringManager",
    },
    { role: "executive", after: fact("VH-087", hours(1)), person: "vendhub.executive" },
  ],
  turn: fact("VH-088", days(7)),
  acknowledgeWithin: fact("VH-045", minutes(5), "The last level has the longer of the two times."),
  unproven: {
    critical: house(
      "a second person",
      "A P1 is to be answered within 5 minutes, and the DevOps lead is told after 15: until then only the engineer on call is asked.",
      "Should the DevOps lead be told of a P1 after the 2 minutes in which it must be acknowledged?",
    ),
    high: house(
      "a second person",
      "The DevOps lead is told when the 15 minutes of a P2 are over, and after the 5 and 10 that some of its alerts have.",
      "Should the DevOps lead be told of a P2 after the 5 minutes in which it must be acknowledged?",
    ),
  },
});

/** Hours of planned work, in which nobody is called. */
export const maintenance: readonly Declaration[] = [
  {
    kind: "downtime",
    name: "monthly-maintenance",
    title: "monthly maintenance",
    rrule: fact("VH-049", "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0"),
    duration: fact("VH-049", hours(2)),
    timezone: "UTC",
    facts: ["VH-053"],
    notices: [
      {
        before: fact("VH-051", days(7)),
        steps: [
          "Announce the window to users by email.",
          "Announce it on the status page and in the application.",
        ],
      },
      { before: fact("VH-052", hours(24)), steps: ["Remind users of the window by email."] },
    ],
  },
];
