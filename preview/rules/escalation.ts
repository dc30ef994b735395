import { writtenDuration } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import { common } from "./common";
import {
  always,
  changed,
  compareFields,
  keyed,
  members,
  parts,
  plainly,
  text,
  type Rule,
  type Rules,
} from "./kit";
import { delay, duration } from "./times";

type Escalation = GuardrailOf<"escalation">;
type Step = Escalation["steps"][number];
type Datadog = Extract<Escalation["pager"], { kind: "datadog" }>;
type PagerDuty = Extract<Escalation["pager"], { kind: "pagerduty" }>;
type Layer = Datadog["layers"][number];
type Hours = Layer["hours"][number];

const stepText = ({ after, role }: Step): string => `${role} after ${writtenDuration(after)}`;

const otherPerson = always({ classes: ["route"], because: "Someone else is called." });

const step: Rules<Step> = { role: text, after: delay("The step"), notify: otherPerson, person: otherPerson };

/** Steps are told apart by their place in the chain. */
const steps: Rule<Escalation["steps"]> = (before, after, { field }) => {
  const shared = Math.min(before.length, after.length);
  const within = before.slice(0, shared).flatMap((was, index) => {
    const is = after[index] ?? was;
    return compareFields(step, [was, is], { field: `${field}.${index}`, before: was, after: is });
  });
  const more = after.slice(shared).map(stepText).join(", ");
  const fewer = before.slice(shared).map(stepText).join(", ");
  if (before.length === after.length) return within;
  const verdict =
    before.length > after.length
      ? { classes: ["route", "loosened"] as const, because: "Fewer people are called when nobody answers." }
      : { classes: ["route", "tightened"] as const, because: "More people are called when nobody answers." };
  return [...within, changed(field, [fewer || null, more || null], verdict)];
};

const handsOver = always({ classes: ["schedule"], because: "The rotation changes hands at another time." });

const hoursText = ({ endDay, endTime, startDay, startTime }: Hours): string =>
  `${startDay} ${startTime} to ${endDay} ${endTime}`;

const layer: Rules<Layer> = {
  name: text,
  handover: handsOver,
  until: handsOver,
  length: duration(["schedule"], ["A turn is longer.", "A turn is shorter."]),
  users: members({
    write: (user) => user,
    more: ["route"],
    because: ["More people take turns.", "Fewer people take turns."],
  }),
  hours: (before, after, { field }) => [
    changed(field, [plainly(before.map(hoursText)), plainly(after.map(hoursText))], {
      classes: ["schedule"],
      because: "Its people are called at other hours.",
    }),
  ],
};

/** Datadog escalates no page of low urgency. */
const urgency: Rule<Datadog["urgency"]> = (before, after, { field }) => [
  changed(
    field,
    [before, after],
    after === "high"
      ? { classes: ["now-pages"], because: "A page of the team is escalated." }
      : { classes: ["stopped-paging"], because: "A page of the team is escalated no longer." },
  ),
];

const team = {
  handle: always({ classes: ["route"], because: "Another team is called." }),
  name: text,
  description: text,
} as const;

const datadog: Rules<Datadog> = {
  kind: text,
  team: parts<Datadog["team"]>(team),
  timezone: handsOver,
  layers: keyed<Layer, Datadog>({
    key: ({ name }) => name,
    each: (before, after, { field }) => parts<Layer, Layer>(layer)(before, after, { field, before, after }),
    write: ({ name, users }) => `${name} (${users.join(", ")})`,
    more: ["route"],
    because: ["More people can be called.", "Fewer people can be called."],
  }),
  urgency,
};

const pagerDuty: Rules<PagerDuty> = {
  kind: text,
  team: parts<PagerDuty["team"]>(team),
  service: always({ classes: ["route"], because: "Another service of PagerDuty calls." }),
};

const pager: Rule<Escalation["pager"]> = (before, after, { field }) => {
  if (before.kind === "datadog" && after.kind === "datadog")
    return parts<Datadog, Datadog>(datadog)(before, after, { field, before, after });
  if (before.kind === "pagerduty" && after.kind === "pagerduty")
    return parts<PagerDuty, PagerDuty>(pagerDuty)(before, after, { field, before, after });
  return [
    changed(field, [before.kind, after.kind], { classes: ["route"], because: "Another pager calls people." }),
  ];
};

type Response = Escalation["responses"][number];

const response: Rules<Response> = {
  severity: text,
  label: text,
  respondWithin: delay("The person who acts"),
  acknowledgeWithin: delay("The next call"),
};

type Unproven = Escalation["unproven"][number];

/** Rules of escalation chains. */
export const escalation: Rules<Escalation> = {
  ...common,
  pager,
  steps,
  acknowledgeWithin: delay("The next call"),
  responses: keyed<Response, Escalation>({
    key: ({ severity }) => severity,
    each: (before, after, { field }) =>
      parts<Response, Response>(response)(before, after, { field, before, after }),
    write: ({ respondWithin, severity }) => `${severity} within ${writtenDuration(respondWithin)}`,
    more: ["tightened"],
    because: ["Another severity wants an answer in time.", "A severity no longer wants an answer in time."],
  }),
  unproven: members<Unproven>({
    write: ({ person, severity }) => `${person} at ${severity}`,
    more: ["loosened"],
    because: ["Someone is no longer reached in time.", "Someone is reached in time now."],
  }),
};
