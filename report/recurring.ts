import { isTimezone, momentOf, nextTimes, writtenTime } from "../model/recurrence";
import { recurrenceMistakes } from "../model/recurrence-form";
import type { Guardrail } from "../plan/types";

/** Something that comes again. */
export interface Recurring {
  /** What comes, in a few words. */
  readonly what: string;
  /** An RFC 5545 recurrence rule without a start. */
  readonly rrule: string;
  /** IANA name of the zone whose clock the rule reads. */
  readonly timezone: string;
  /** Seconds before each time of the rule at which it comes; 0 for the time itself. */
  readonly before: number;
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
      return [{ what: guardrail.title, rrule: guardrail.rrule, timezone: guardrail.timezone, before: 0 }];
    case "reminder":
      return guardrail.reminders.map(({ before, rrule, title }) => ({
        what: title,
        rrule,
        timezone: guardrail.timezone,
        before,
      }));
    default:
      return [];
  }
}

/** When it comes next, from a day on; never, where its rule or its zone is none, which `belfry check` tells. */
export function comesNext(recurring: Recurring, asOf: string): ComesNext {
  const { before, rrule, timezone } = recurring;
  if (recurrenceMistakes(rrule).length > 0 || !isTimezone(timezone)) return { ...recurring, next: [] };
  const earlier = (time: Date): Date => new Date(time.getTime() - before * 1000);
  const next = nextTimes(rrule, timezone, { asOf: dayAfter(asOf, before) }).map(({ wall }) => ({
    local: writtenTime(earlier(wall)),
    utc: writtenTime(momentOf(earlier(wall), timezone)),
  }));
  return { ...recurring, next };
}

/** The day on which something begins of which people hear on a day, some seconds before; whole days only. */
function dayAfter(day: string, seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
