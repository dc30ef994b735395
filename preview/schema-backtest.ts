import { z } from "zod";

import { id, unitName } from "../plan/schema-common";

/** Buckets of a chart at most: a comment's picture is narrower, and a month of minutes would be megabytes. */
export const mostPoints = 400;

/** Groups of a chart at most: more lines than these nobody tells apart. */
export const mostGroups = 6;

/** Incidents that are listed of a change in each direction at most; the rest is counted. */
export const mostIncidents = 100;

const time = z.number().describe("seconds since 1970");

const interval = z.object({ start: time, end: time }).strict();

const incident = interval.extend({ group: z.string().describe("* for a query without groups") }).strict();

const ranged = z
  .object({
    shown: z.number().describe("at the clock's round times"),
    least: z.number(),
    most: z.number(),
  })
  .strict()
  .describe(
    "a number, and how far it could be off: over all phases of the clock and readings of the documentation",
  );

const figures = z
  .object({
    seconds: z.number().describe("seconds that were replayed"),
    notifications: z.int().describe("all that would have been sent"),
    pages: z.int().describe("notifications that wake a person"),
    pagesPerWeek: ranged,
    alerts: z.int().describe("times in alert, of all groups"),
    alertSeconds: z.number().describe("seconds in alert, of all groups together"),
    medianDuration: z.number().nullable().describe("median length of an alert in seconds; null without any"),
    flapping: z.number().describe("greatest share of changes among 21 evaluations in a row, in percent"),
    offHoursShare: z
      .number()
      .nullable()
      .describe("share of what is sent outside of working hours, in percent; null without any"),
  })
  .strict()
  .nullable();

const levels = z
  .object({
    critical: z.number(),
    warning: z.number().nullable(),
    recovery: z
      .number()
      .nullable()
      .describe("level at which an alert is over; null where that is the critical one"),
  })
  .strict()
  .nullable();

const point = z.tuple([time, z.number().describe("least value"), z.number().describe("greatest value")]);

const alerts = z
  .array(interval)
  .max(mostPoints)
  .describe("in alert; what is less than one step apart is one");

const chartGroup = z
  .object({
    group: z.string().describe("* for a query without groups"),
    points: z
      .array(point.nullable())
      .max(mostPoints)
      .describe("one bucket each; null where nothing was measured"),
    alerts: z.object({ before: alerts, after: alerts }).strict(),
  })
  .strict();

const chart = z
  .object({
    unit: unitName.describe("of values and levels"),
    direction: z.enum(["above", "below"]).describe("the side of a level that is bad"),
    from: time,
    until: time,
    step: z.number().positive().describe("seconds of one bucket"),
    groups: z
      .array(chartGroup)
      .max(mostGroups)
      .describe("who alerts longest or comes nearest the level comes first"),
    omittedGroups: z.int().min(0),
    levels: z.object({ before: levels, after: levels }).strict(),
  })
  .strict()
  .nullable()
  .describe(
    "what the alert evaluates, after the change where it is still there; null where that is no one series",
  );

/** What a change means for the past of an alert. */
export const changeBacktest = z
  .object({
    verdict: z.enum(["exact", "approximate", "unsupported"]).describe("the worse one of before and after"),
    reasons: z
      .array(z.object({ code: z.string(), text: z.string() }).strict())
      .describe("why it is not exact, or not there"),
    before: figures.describe("null where it is new, or its past is not there"),
    after: figures.describe("null where it is gone, or its past is not there"),
    gained: z
      .array(incident)
      .max(mostIncidents)
      .describe("times in alert that overlap none before the change"),
    lost: z.array(incident).max(mostIncidents).describe("times in alert that overlap none after the change"),
    omittedIncidents: z
      .object({ gained: z.int().min(0), lost: z.int().min(0) })
      .strict()
      .describe("how many more there are of each"),
    chart,
  })
  .strict()
  .nullable()
  .describe(
    "what it would have done; null where it does not alert on values, or nothing of its past is there",
  );

const detection = z
  .object({
    verdict: z.enum(["caught", "late", "missed", "unknown"]),
    after: z.number().nullable().describe("seconds from the incident's start until it is in alert"),
    why: z.string().nullable().describe("why it is not known"),
  })
  .strict();

const teamPages = z
  .object({
    team: z.string(),
    before: z.number().describe("pages a week"),
    after: z.number().describe("pages a week"),
    budget: z.number().describe("pages a week that it can bear"),
    exceeds: z.boolean().describe("true when the change takes it over its budget, or further over it"),
  })
  .strict();

const ledgerResult = z
  .object({
    incident: z.string().describe("its name in the ledger"),
    id: id.describe("the guardrail that must tell of it"),
    within: z.number().describe("seconds that it may take"),
    before: detection,
    after: detection,
    lost: z.boolean().describe("true when the change no longer catches it, or only too late"),
  })
  .strict();

/** What the changes of an environment mean for its past as a whole. */
export const stackBacktest = z
  .object({
    source: z.string().describe("folder that the past was read from"),
    made: z.boolean().describe("true when the past was made up, as the sandbox's is"),
    from: time.describe("start of the earliest past, in seconds since 1970"),
    until: time.describe("end of the latest past, in seconds since 1970"),
    workingHours: z.string().describe("the hours that are not off-hours"),
    pagesPerWeek: z
      .object({ before: ranged, after: ranged })
      .strict()
      .describe("of the changed alerts that were replayed on both sides, or are new or gone"),
    teams: z.array(teamPages).describe("every team of whose alerts there is a past"),
    ledger: z
      .array(ledgerResult)
      .describe("each incident that must be told, with each guardrail that must tell it"),
    replayed: z.int().describe("alerts of which there is a past"),
    withoutHistory: z.int().describe("alerts of which there is none"),
    notReplayed: z.int().describe("alerts of kinds that no series of values decides"),
  })
  .strict()
  .nullable()
  .describe("null where no past was given or found, or nothing that alerts changes");
