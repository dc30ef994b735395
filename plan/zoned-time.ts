import { isTimezone, momentOf } from "../model/recurrence";

const withItsOffset = /(Z|[+-]\d\d:\d\d)$/;

/** The instant of a local time; undefined for what is none, such as a setting that is still missing. */
export function instantOf(time: string, timezone: string): number | undefined {
  if (Number.isNaN(Date.parse(time)) || !isTimezone(timezone)) return undefined;
  return withItsOffset.test(time) ? Date.parse(time) : momentOf(new Date(`${time}Z`), timezone).getTime();
}

/** A local time with the offset that its zone has then, such as `2026-01-05T09:00:00-05:00`. */
export function withOffset(time: string, timezone: string): string {
  const instant = instantOf(time, timezone);
  if (instant === undefined || withItsOffset.test(time)) return time;
  const minutes = (Date.parse(`${time}Z`) - instant) / 60_000;
  const part = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, "0");
  return `${time}${minutes < 0 ? "-" : "+"}${part(minutes / 60)}:${part(minutes % 60)}`;
}
