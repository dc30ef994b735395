import { z } from "zod";

import { weekdays, type Unreached } from "../model/escalation";
import { severities } from "../model/severity";
import { seconds } from "./schema-common";

const weekday = z.enum(weekdays);
const time = z.string().describe("HH:MM");
const severity = z.enum([...severities]);

const layer = z
  .object({
    name: z.string(),
    handover: z.string().describe("local date and time of the first turn"),
    until: z.string().nullable().describe("local date and time from which on it holds no longer"),
    length: seconds.describe("how long one person is on call"),
    users: z.array(z.string()).describe("Datadog ids, in the order of their turns"),
    hours: z
      .array(z.object({ startDay: weekday, startTime: time, endDay: weekday, endTime: time }).strict())
      .describe("when in each week it holds; empty means at all hours"),
  })
  .strict();

const team = z
  .object({ handle: z.string(), name: z.string(), description: z.string() })
  .strict()
  .describe("whom the tag team: names, in Datadog");

const datadog = z
  .object({
    kind: z.literal("datadog"),
    team,
    timezone: z.string(),
    layers: z.array(layer),
    urgency: z
      .enum(["high", "low"])
      .describe("low where nobody may be woken: Datadog escalates no such page"),
  })
  .strict();

const pagerDuty = z
  .object({
    kind: z.literal("pagerduty"),
    team,
    service: z.string().describe("the PagerDuty service that pages"),
  })
  .strict();

const step = z
  .object({
    role: z.string(),
    after: seconds,
    notify: z.enum(["rotation", "person"]),
    person: z.string().nullable(),
  })
  .strict();

const response = z
  .object({ severity, label: z.string(), respondWithin: seconds, acknowledgeWithin: seconds })
  .strict();

const missed = z.enum<readonly Unreached[]>(["the first person", "a second person"]);

/** The fields of an escalation beside the common ones. */
export const escalationFields = {
  pager: z
    .discriminatedUnion("kind", [datadog, pagerDuty])
    .describe(
      "who holds the chain; Belfry deploys Datadog's, and the team alone where PagerDuty's must be set up as the steps say",
    ),
  steps: z.array(step).min(1).max(10),
  acknowledgeWithin: seconds.describe("where the severity does not say; the last person has that long too"),
  responses: z.array(response).describe("how soon each severity that pages wants an answer"),
  unproven: z
    .array(z.object({ severity, person: missed }).strict())
    .describe("whom the runbook's own figures do not reach in time; the sources hold the question"),
};
