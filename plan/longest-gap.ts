import { CronExpressionParser } from "cron-parser";

const day = 86_400;

/** A leap year and three more: every day of month comes, and every weekday meets every date often enough. */
const horizon = 4 * 366;

const start = new Date("2026-01-01T00:00:00Z");

/**
 * Seconds of the longest wait between two runs of a cron schedule of five fields in UTC, which is what matters for what
 * can be lost: `0 1 * * 1-5` rests over the weekend, and `0 1 31 * *` leaves months out. Undefined for what is no such
 * schedule, or comes less than twice in four years; both are told by another check.
 */
export function longestGap(schedule: string): number | undefined {
  const [minute, hour, ...date] = schedule.trim().split(/\s+/);
  if (minute === undefined || hour === undefined || date.length !== 3) return undefined;
  try {
    const times = timesOfDay(`${minute} ${hour} * * *`);
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    const within = gaps(times);
    const over = gaps(daysOf(date.join(" "))).map((days) => days - last + first);
    const all = [...within, ...over];
    return over.length > 0 ? Math.max(...all) : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds after midnight at which runs start. */
function timesOfDay(schedule: string): readonly number[] {
  const { hour, minute } = CronExpressionParser.parse(schedule).fields;
  return hour.values.flatMap((hours) => minute.values.map((minutes) => hours * 3600 + minutes * 60));
}

/** Few dates serve all schedules, such as each Sunday, and going through four years takes long. */
const knownDays = new Map<string, readonly number[]>();

/** Midnights of the days on which runs start, in seconds; two days stand for all where every day has some. */
function daysOf(date: string): readonly number[] {
  if (date === "* * *") return [0, day];
  const days = knownDays.get(date) ?? daysAhead(date);
  knownDays.set(date, days);
  return days;
}

function daysAhead(date: string): readonly number[] {
  const days = CronExpressionParser.parse(`0 0 ${date}`, { tz: "UTC", currentDate: start });
  const end = start.getTime() / 1000 + horizon * day;
  const found: number[] = [];
  for (let at = days.next().getTime() / 1000; at <= end; at = days.next().getTime() / 1000) found.push(at);
  return found;
}

const gaps = (times: readonly number[]): readonly number[] =>
  times.slice(1).map((time, index) => time - (times[index] ?? time));

const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * The same for the six fields of AWS, with or without `cron(…)` around them. Undefined also where a weekday nearest to a
 * date is asked for (`W`), which no other cron knows, and where only some years are.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function longestAwsGap(schedule: string): number | undefined {
  const fields = schedule
    .replace(/^cron\((.*)\)$/, "$1")
    .trim()
    .split(/\s+/);
  const [minute, hour, date, month, weekday, year] = fields;
  if (fields.length !== 6 || year !== "*" || date?.includes("W")) return undefined;
  // AWS counts weekdays from Sunday as 1; the numbers behind # count weeks.
  const named = (weekday ?? "")
    .replace(/^L$/, "7")
    .replaceAll(/(?<!#)[1-7]/g, (n) => weekdays[Number(n) - 1] ?? n);
  return longestGap(
    [minute, hour, date, month, named].map((field) => (field === "?" ? "*" : field)).join(" "),
  );
}
