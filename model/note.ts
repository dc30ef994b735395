import type { Duration } from "./quantity";
import type { FactId, Sourced } from "./source";

/** What a note is about, with the heading under which a service's page of the catalogue shows it. */
export const topics = {
  infrastructure: "What it runs on",
  dependency: "What it depends on",
  dashboard: "Where to look",
  channel: "Who is reached where",
  "on-call": "On call",
  severity: "Severities",
  procedure: "What people do",
  recovery: "Recovery",
  retention: "How long things are kept",
  maintenance: "Maintenance",
} as const;

/** A topic of a note. */
export type Topic = keyof typeof topics;

/** What a runbook says and no provider can carry: people need to know it, so the catalogue does. */
export interface Note {
  /** Heading under which it stands. */
  readonly topic: Topic;
  /** Facts of the runbook that it tells. */
  readonly facts: readonly FactId[];
  /** The facts with their figures in our own words, one to three sentences. */
  readonly text: string;
}

/** What people do again and again, as a runbook's checklists and rotations say; it comes in the calendar. */
export interface Duty {
  /** Lower-case words with hyphens, one duty of the service; the calendar links to it. */
  readonly name: string;
  /** What the calendar calls it. */
  readonly title: string;
  /** Facts of the runbook that it tells. */
  readonly facts: readonly FactId[];
  /** When it comes: an RFC 5545 recurrence rule without a start, such as `FREQ=WEEKLY;BYDAY=MO`. */
  readonly rrule: string;
  /** Why on that day, where the runbook says only how often; null when the runbook names the day. */
  readonly because: string | null;
  /** What is done, in our own words, in order. */
  readonly steps: readonly string[];
  /**
   * IANA name of the zone in which the rule counts.
   *
   * @defaultValue the house zone (model/defaults.ts)
   */
  readonly timezone?: Sourced<string>;
  /**
   * What people do beforehand.
   *
   * @defaultValue nothing
   */
  readonly notices?: readonly Notice[];
}

/** What people do some time before something planned begins: tell others, or make ready. */
export interface Notice {
  /** How long before. */
  readonly before: Sourced<Duration>;
  /** What is done then, in our own words, in order. */
  readonly steps: readonly string[];
}
