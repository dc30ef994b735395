// When a recurrence comes, by simple calendar arithmetic: the part of RFC 5545 that `belfry check` lets through. It stands in
// front of due.mjs. A time is a number of milliseconds whose UTC parts are what the zone's calendar and clock show.
const oneDay = 86_400_000;
const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** Whether a rule, counted from a start, comes at exactly this time. */
function comes(rrule, time, start) {
  const parts = Object.fromEntries(rrule.split(";").map((part) => part.split("=")));
  const list = (name) => (parts[name] === undefined ? [] : parts[name].split(","));
  const numbers = (name) => list(name).map(Number);
  const at = new Date(time);
  if (!numbers("BYHOUR").includes(at.getUTCHours()) || !numbers("BYMINUTE").includes(at.getUTCMinutes()))
    return false;
  const passed = intervalsBetween(start, time, parts.FREQ);
  if (time < start || passed % Number(parts.INTERVAL ?? 1) !== 0) return false;
  const months = numbers("BYMONTH");
  if (months.length > 0 && !months.includes(at.getUTCMonth() + 1)) return false;
  const days = numbers("BYMONTHDAY");
  const named = list("BYDAY");
  if (days.length === 0 && named.length === 0)
    return isLike(new Date(start), at, parts.FREQ, months.length > 0);
  return (
    (days.length === 0 || isDayOf(at, days)) &&
    (named.length === 0 || named.some((day) => isWeekday(at, day)))
  );
}

/** Whole days, weeks from Monday on, months or years by the calendar. */
function intervalsBetween(from, to, frequency) {
  const day = (time) => Math.floor(time / oneDay);
  // The first of January 1970 was a Thursday.
  const week = (time) => Math.floor((day(time) + 3) / 7);
  const month = (time) => 12 * new Date(time).getUTCFullYear() + new Date(time).getUTCMonth();
  const year = (time) => new Date(time).getUTCFullYear();
  const count = { DAILY: day, WEEKLY: week, MONTHLY: month, YEARLY: year }[frequency];
  if (count === undefined) throw new Error(`${frequency} is no frequency of a reminder`);
  return count(to) - count(from);
}

/** A rule that names no day comes on the day on which it started. */
function isLike(start, at, frequency, hasMonths) {
  if (frequency === "WEEKLY") return at.getUTCDay() === start.getUTCDay();
  if (frequency === "DAILY") return true;
  const sameMonth = frequency === "MONTHLY" || hasMonths || at.getUTCMonth() === start.getUTCMonth();
  return sameMonth && at.getUTCDate() === start.getUTCDate();
}

function daysInMonth(at) {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
}

/** A day of the month, counted from its end where it is negative. */
function isDayOf(at, days) {
  const day = at.getUTCDate();
  return days.includes(day) || days.includes(day - daysInMonth(at) - 1);
}

/** `MO`, or `1MO` and `-1MO` for the first and the last of the month. */
function isWeekday(at, written) {
  const [, count, name] = /^([+-]?\d+)?([A-Z]{2})$/.exec(written) ?? [];
  if (weekdays[at.getUTCDay()] !== name) return false;
  if (count === undefined) return true;
  const day = at.getUTCDate();
  const which = Number(count) > 0 ? Math.ceil(day / 7) : -Math.ceil((daysInMonth(at) - day + 1) / 7);
  return which === Number(count);
}
