import { weekdays } from "../model/escalation";
import { momentOf, occurrences } from "../model/recurrence";
import type { GuardrailOf } from "./types";
import { instantOf } from "./zoned-time";

/** One layer of a rotation that Datadog holds. */
export type Layer = Extract<GuardrailOf<"escalation">["pager"], { kind: "datadog" }>["layers"][number];

type Hours = Layer["hours"][number];

/** A stretch of time, in milliseconds since 1970; its end is no longer part of it. */
export interface Span {
  /** When it begins. */
  readonly from: number;
  /** When it is over. */
  readonly to: number;
}

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

/** The stretches of a span in which no layer has anybody on call; seams of a minute between hours are none. */
export function uncovered(layers: readonly Layer[], timezone: string, span: Span): readonly Span[] {
  const held = layers
    .flatMap((layer) => heldBy(layer, timezone, span))
    .sort((one, other) => one.from - other.from);
  const gaps: Span[] = [];
  let until = span.from;
  for (const { from, to } of held) {
    if (from - until > minute) gaps.push({ from: until, to: from });
    until = Math.max(until, to);
  }
  return span.to - until > minute ? [...gaps, { from: until, to: span.to }] : gaps;
}

/** The stretches of a span in which a layer has somebody on call. */
function heldBy({ handover, hours, until, users }: Layer, timezone: string, span: Span): readonly Span[] {
  if (users.length === 0) return [];
  const from = Math.max(span.from, instantOf(handover, timezone) ?? span.from);
  const to = Math.min(span.to, (until === null ? undefined : instantOf(until, timezone)) ?? span.to);
  const stretches =
    hours.length === 0 ? [{ from, to }] : hours.flatMap((each) => weekly(each, timezone, { from, to }));
  return stretches
    .map((each) => ({ from: Math.max(each.from, from), to: Math.min(each.to, to) }))
    .filter((each) => each.from < each.to);
}

/** The stretches of each week that touch a span, by the zone's own clock. */
function weekly(hours: Hours, timezone: string, { from, to }: Span): readonly Span[] {
  const start = minuteOfWeek(hours.startDay, hours.startTime);
  const end = minuteOfWeek(hours.endDay, hours.endTime);
  if (start === undefined || end === undefined) return [];
  const length = (end - start) * minute + (end > start ? 0 : week);
  const [hour, past] = [Math.floor(start / 60) % 24, start % 60];
  const rrule = `FREQ=WEEKLY;BYDAY=${hours.startDay.slice(0, 2).toUpperCase()};BYHOUR=${hour};BYMINUTE=${past};BYSECOND=0`;
  const since = { from: new Date(from - week), to: new Date(to) };
  return occurrences(rrule, timezone, since).map(({ at, wall }) => ({
    from: at.getTime(),
    to: momentOf(new Date(wall.getTime() + length), timezone).getTime(),
  }));
}

/** Minutes since the week began; undefined for what is no time of a day, which a check tells. */
function minuteOfWeek(weekday: Hours["startDay"], time: string): number | undefined {
  const [, hour, past] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hour === undefined || past === undefined) return undefined;
  return (weekdays.indexOf(weekday) * 24 + Number(hour)) * 60 + Number(past);
}

/** Tells whether a text is a time of a day, such as `09:00`. */
export const isTimeOfDay = (text: string): boolean => minuteOfWeek("monday", text) !== undefined;
