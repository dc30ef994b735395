import { isTimezone, momentOf } from "../model/recurrence";

const withItsOffset = /(Z|[+-]\d\d:\d\d)$/;
const moment = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?$/;

/** Whether it is a date and time that the calendar has; JavaScript reads much that is none. */
function isMoment(time: string): boolean {
  const [, shown] = moment.exec(time) ?? [];
  if (shown === undefined || Number.isNaN(Date.parse(time))) return false;
  return new Date(`${shown}Z`).toISOString().startsWith(shown);
}

/** The instant of a local time; undefined for what is none, such as a setting that is still missing. */
export function instantOf(time: string, timezone: string): number | undefined {
  if (!isMoment(time) || !isTimezone(timezone)) return undefined;
  return withItsOffset.test(time) ? Date.parse(time) : momentOf(new Date(`${time}Z`), timezone).getTime();
}

/** A local time with the offset that its zone has then, such as `2026-01-05T09:00:00-05:00`. */
export function withOffset(time: string, timezone: string): string {
  const instant = instantOf(time, timezone);
  if (instant === undefined || withItsOffset.test(time)) return time;
  const minutes = (Date.parse(`${time}Z`) - instant) / 60_000;
  const part = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, "0");
  const seconds = moment.exec(time)?.[2] === undefined ? ":00" : "";
  return `${time}${seconds}${minutes < 0 ? "-" : "+"}${part(minutes / 60)}:${part(minutes % 60)}`;
}
