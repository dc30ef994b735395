import { rrulestr } from "rrule";

/**
 * The day from which every recurrence is counted, in its own zone's calendar. What comes every second week, or every
 * third month, needs one; a fixed one means that no date moves when a plan is rendered again.
 */
export const recurrenceStart = new Date("2026-01-01T00:00:00Z");

/** One time at which something comes. */
export interface Occurrence {
  /** Date and time as the zone's calendar and clock show them, written as if they were UTC. */
  readonly wall: Date;
  /** The moment itself. */
  readonly at: Date;
}

const day = 86_400_000;

/**
 * When a recurrence comes from one moment on and before another, in order.
 *
 * @param rrule - an RFC 5545 recurrence rule without a start
 * @param timezone - IANA name of the zone whose clock the rule reads
 */
export function occurrences(
  rrule: string,
  timezone: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): readonly Occurrence[] {
  // No clock is further than a day from UTC.
  const near = ruleOf(rrule).between(new Date(from.getTime() - day), new Date(to.getTime() + day), true);
  return near
    .map((wall) => ({ wall, at: momentOf(wall, timezone) }))
    .filter(({ at }) => at >= from && at < to);
}

/** The next times of a recurrence from the start of a day on, by its zone's calendar; fewer where it ends. */
export function nextTimes(
  rrule: string,
  timezone: string,
  { asOf, most = 3 }: { readonly asOf: string; readonly most?: number },
): readonly Occurrence[] {
  const rule = ruleOf(rrule);
  const times: Occurrence[] = [];
  for (
    let wall = rule.after(new Date(`${asOf}T00:00:00Z`), true);
    wall !== null && times.length < most;
    wall = rule.after(wall)
  ) {
    times.push({ wall, at: momentOf(wall, timezone) });
  }
  return times;
}

const ruleOf = (rrule: string) => rrulestr(rrule, { dtstart: recurrenceStart });

/** The parts of a recurrence rule, by name, such as `FREQ` and `BYDAY`. */
export const recurrenceParts = (rrule: string): ReadonlyMap<string, string> =>
  new Map(
    rrule.split(";").map((part) => {
      const [name = "", value = ""] = part.split("=");
      return [name.toUpperCase(), value.toUpperCase()];
    }),
  );

/** Whether the platform knows a zone by this name. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The moment at which a zone's clock shows a time. A time that the clock shows twice is the first of the two; one that
 * it skips is read with the offset from before the jump, as RFC 5545 (3.3.5) says.
 */
export function momentOf(wall: Date, timezone: string): Date {
  const before = offsetAt(wall.getTime() - day, timezone);
  const after = offsetAt(wall.getTime() + day, timezone);
  const fitting = [before, after].find((offset) => offsetAt(wall.getTime() - offset, timezone) === offset);
  return new Date(wall.getTime() - (fitting ?? before));
}

/** Milliseconds by which a zone's clock is ahead of UTC at a moment. */
function offsetAt(moment: number, timezone: string): number {
  if (timezone === "UTC") return 0;
  const parts = new Map(
    clockOf(timezone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return shown - Math.floor(moment / 60_000) * 60_000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const options = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  } as const;
  const clock = new Intl.DateTimeFormat("en-US", { ...options, hourCycle: "h23", timeZone });
  clocks.set(timeZone, clock);
  return clock;
}

/** A date and time as tables show them: `2026-12-06 02:00`. */
export const writtenTime = (time: Date): string => time.toISOString().slice(0, 16).replace("T", " ");
