import { z } from "zod";

import { seconds } from "./schema-common";
import { job } from "./schema-backup";

const reminder = z
  .object({
    name: z.string().describe("tells the reminders of a service apart; the tag `reminder` of its events"),
    kind: z
      .enum(["duty", "notice"])
      .describe("what people do by the calendar, or before something planned begins"),
    title: z.string().describe("title of the event"),
    rrule: z.string().describe("RFC 5545 rule of what comes, with hour and minute, in the zone of the job"),
    before: seconds.describe("how long before it people are reminded"),
    text: z.string().describe("text of the event; {time} stands for when it comes"),
  })
  .strict();

/**
 * What people are reminded of: a job posts an event for all that is due, and a monitor tells the team of each event.
 */
export const reminderFields = {
  ...job,
  suspended: z.boolean().describe("true where nobody is to be reminded: the job is there and does not run"),
  reminders: z.array(reminder).min(1),
  eventTags: z.array(z.string()),
  heartbeat: z.string().describe("metric posted as 1 after each run, so that its silence can be told"),
  postImage: z.string(),
  datadogSecret: z.string().describe("Kubernetes secret that holds api-key"),
  datadogSite: z.string(),
  deadline: seconds,
  query: z.string().describe("finds the events; each reminder is a group of its own"),
  over: seconds.describe("how far the monitor looks back for events"),
  message: z.string(),
  tells: z.array(z.string()).describe("handles that hear of a reminder; none of them wakes anyone"),
  priority: z.int().min(1).max(5),
  runbook: z.string().describe("address of the calendar"),
};
