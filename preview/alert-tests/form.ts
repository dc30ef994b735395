import { z } from "zod";

import { readBy, time } from "./fields";
import { readSeries } from "./notation";

/** What a test may expect of a group at a time. */
export const testedStates = ["ok", "warn", "alert", "no-data"] as const;

/** One of them. */
export type TestedState = (typeof testedStates)[number];

/** Why someone may be told, as a test counts it. */
export const countedKinds = ["alert", "warn", "no-data", "recovery", "renotify"] as const;

const interval = time.refine((seconds) => seconds > 0, { message: "an interval is longer than nothing." });
const series = readBy(readSeries);
const tags = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));
const counts = z.partialRecord(z.enum(countedKinds), z.int().nonnegative());

const seriesForm = z.strictObject({
  /** Tags of the group; left out for a monitor without groups. */
  group: tags.optional(),
  /** Which metric of the monitor's query this is, counted from 1; left out for the value of all of it. */
  part: z.int().positive().optional(),
  /** The points in promtool's notation. */
  values: series,
});

const expectationForm = z
  .strictObject({
    /** When, since the start of the series. */
    at: time,
    /** Which of the test's alerts; left out for all of them. */
    guardrail: z.string().min(1).optional(),
    /** The group; left out for a monitor without groups. */
    group: tags.optional(),
    /** Its state at that time. */
    state: z.enum(testedStates).optional(),
    /** How many notifications were sent so far, by kind; a kind that is left out was not sent. */
    sent: counts.optional(),
    /** How many were sent at that very time. */
    sentNow: counts.optional(),
  })
  .refine(({ sent, sentNow, state }) => state !== undefined || sent !== undefined || sentNow !== undefined, {
    message: "it expects nothing.",
  });

/** A test of a file. */
export const testForm = z.strictObject({
  /** What is promised, in a sentence. */
  name: z.string().min(1),
  /** Id of what alerts; an objective stands for all alerts on its error budget. */
  guardrail: z.string().min(1),
  /** Tries a metric rule of Sentry as the metric monitor that Sentry makes of it. */
  as: z.enum(["metric-monitor"]).optional(),
  /** Seconds between two points; the file's when left out. */
  interval: interval.optional(),
  /** One series, or one for each group or part. */
  series: z.preprocess(
    (given) => (Array.isArray(given) ? (given as unknown[]) : [{ values: given }]),
    z.array(seriesForm).min(1),
  ),
  /** What must be seen. */
  expect: z.array(expectationForm).min(1),
});

/** Seconds between two points where nothing is said. */
export const defaultInterval = 60;

/** A file of alert tests. */
export const fileForm = z.strictObject({
  /** Seconds between two points. */
  interval: interval.default(defaultInterval),
  /** The tests. */
  tests: z.array(testForm).min(1),
});

/** Tags of a group. */
export type GroupTags = z.output<typeof tags>;

/** What a test gives to a monitor. */
export type GivenSeries = z.output<typeof seriesForm>;

/** What a test expects at a time. */
export type Expectation = z.output<typeof expectationForm>;

/** One test as it is written. */
export type WrittenTest = z.output<typeof testForm>;
