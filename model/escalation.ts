import type { Declared } from "./declared";
import type { Duration } from "./quantity";
import type { Severity } from "./severity";
import type { Sourced } from "./source";

/** Days of the week, from Monday on, as Datadog writes them. */
export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** A day of the week. */
export type Weekday = (typeof weekdays)[number];

/** A stretch of each week, in the rotation's zone. Where end and start are one moment it is the whole week. */
export interface WeeklyHours {
  /** Day on which it begins. */
  readonly startDay: Weekday;
  /** Time of that day, such as `09:00`. */
  readonly startTime: string;
  /** Day on which it ends; before `startDay` it is a day of the next week. */
  readonly endDay: Weekday;
  /** Time of that day, such as `17:00`. */
  readonly endTime: string;
}

/** People who take turns. */
export interface RotationLayer {
  /** Tells the layers apart; never changes once deployed. */
  readonly name: string;
  /** Key of the setting that names the people, in the order of their turns. */
  readonly people: string;
  /** How long one person is on call. */
  readonly length: Sourced<Duration>;
  /** Local date and time of the first handover, ISO 8601; nobody of the layer is on call before. */
  readonly handover: Sourced<string>;
  /**
   * Local date and time from which on nobody of the layer is on call, ISO 8601.
   *
   * @defaultValue it never ends
   */
  readonly until?: Sourced<string>;
  /**
   * When in each week somebody of the layer is on call.
   *
   * @defaultValue at all hours
   */
  readonly hours?: readonly WeeklyHours[];
}

/** How on-call changes hands. */
export interface Rotation {
  /** IANA name of the zone in which handovers, ends and hours are read. */
  readonly timezone: string;
  /** Who takes turns when; a moment that no layer holds is one at which nobody is on call. */
  readonly layers: readonly RotationLayer[];
}

/** Whom the figures do not reach in time, in the words of the page that asks the runbook's owner. */
export type Unreached = "the first person" | "a second person";

/** Who is told, and who next when nobody answers. */
export interface EscalationDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "escalation";
  /** Steps in order; `after` counts from the start of the page. */
  readonly steps: readonly {
    /** Who is told, as the runbook calls the role. */
    readonly role: string;
    /** Time since the page began. */
    readonly after: Sourced<Duration>;
    /** Key of the setting that names the person; null for whoever is on call. */
    readonly person: string | null;
  }[];
  /** How on-call changes hands; null where PagerDuty holds the chain whatever an environment says. */
  readonly rotation: Rotation | null;
  /** How soon a page must be acknowledged, where its severity does not say; the last person has that long too. */
  readonly acknowledgeWithin: Sourced<Duration>;
  /**
   * Severities whose response time the runbook's own figures do not keep, with the question to its owner. An entry
   * that the figures do not need is a problem.
   *
   * @defaultValue every severity that pages is proved to reach two people in time
   */
  readonly unproven?: Partial<Readonly<Record<Severity, Sourced<Unreached>>>>;
}
