import { nextTimes, writtenTime } from "../model/recurrence";
import type { Guardrail } from "../plan/types";

/** Something that comes again. */
export interface Recurring {
  /** What comes, in a few words. */
  readonly what: string;
  /** An RFC 5545 recurrence rule without a start. */
  readonly rrule: string;
  /** IANA name of the zone whose clock the rule reads. */
  readonly timezone: string;
}

/** The next times of something, by its own clock and in UTC. */
export interface ComesNext extends Recurring {
  /** At most three times, in order. */
  readonly next: readonly {
    /** As the zone's calendar and clock show it, such as `2026-12-06 02:00`. */
    readonly local: string;
    /** The same moment in UTC. */
    readonly utc: string;
  }[];
}

/** What of a guardrail comes again by the calendar. */
export function recurringOf(guardrail: Guardrail): readonly Recurring[] {
  switch (guardrail.kind) {
    case "downtime":
      return [{ what: guardrail.title, rrule: guardrail.rrule, timezone: guardrail.timezone }];
    default:
      return [];
  }
}

/** When it comes next, from a day on. */
export function comesNext(recurring: Recurring, asOf: string): ComesNext {
  const { rrule, timezone } = recurring;
  const next = nextTimes(rrule, timezone, { asOf }).map(({ at, wall }) => ({
    local: writtenTime(wall),
    utc: writtenTime(at),
  }));
  return { ...recurring, next };
}
