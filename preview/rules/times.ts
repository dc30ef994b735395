import { CronExpressionParser } from "cron-parser";
import { rrulestr } from "rrule";

import { writtenDuration } from "../../model/quantity";
import { opposite, type Classes, type Verdict } from "../change";
import { amount, changed, plainly, type Rule } from "./kit";

/** A duration in seconds, of which more means one thing and less the opposite. */
export const duration = (
  more: Classes,
  because: readonly [more: string, less: string],
): Rule<number | null> => amount({ write: writtenDuration, more, because });

/** A delay that makes people hear later the longer it is. */
export const delay = (what: string, ...also: readonly ("window" | "schedule")[]): Rule<number | null> =>
  duration(["loosened", ...also], [`${what} comes later.`, `${what} comes earlier.`]);

/** What coming less often and more often means. */
interface Frequency {
  /** What it means that it comes less often. */
  readonly rarer: Classes;
  /** What it means that it comes more often; the opposite of `rarer` when left out. */
  readonly oftener?: Classes;
  /** Why, for less often and for more often. */
  readonly because: readonly [rarer: string, oftener: string];
}

/** A schedule: cron of five fields, or AWS cron of six with or without `cron(…)` around them. */
export const cron = (frequency: Frequency): Rule<string> => recurring(frequency, cronInterval);

/** A recurrence rule of RFC 5545. */
export const recurrence = (frequency: Frequency): Rule<string> => recurring(frequency, ruleInterval);

function recurring(
  { because, rarer, oftener = opposite(rarer) }: Frequency,
  intervalOf: (schedule: string) => number | undefined,
): Rule<string> {
  return (before, after, { field }) => {
    const [was, is] = [intervalOf(before), intervalOf(after)];
    const even: Verdict = { classes: ["schedule"], because: "It comes at other times, about as often." };
    // Months and years are uneven, so intervals a hundredth apart are the same.
    const differs = was !== undefined && is !== undefined && Math.abs(was - is) > 0.01 * Math.max(was, is);
    const verdict = !differs
      ? even
      : is > was
        ? { classes: rarer, because: because[0] }
        : { classes: oftener, because: because[1] };
    return [changed(field, [plainly(before), plainly(after)], verdict)];
  };
}

/** How many comings are looked at: two years of months, or two days of hours between eight and six. */
const comings = 25;
const start = new Date("2026-01-01T00:00:00Z");

/** Seconds between two comings, on average; undefined for what is not understood, which `check` tells. */
export function cronInterval(schedule: string): number | undefined {
  try {
    const parsed = CronExpressionParser.parse(fiveFields(schedule), { tz: "UTC", currentDate: start });
    const times = Array.from({ length: comings }, () => parsed.next().getTime());
    return meanInterval(times);
  } catch {
    return undefined;
  }
}

/** AWS counts the days of the week from 1, which is Sunday, and has a year at the end. */
function fiveFields(schedule: string): string {
  const fields = schedule
    .replace(/^cron\((.*)\)$/, "$1")
    .trim()
    .split(/\s+/);
  if (fields.length !== 6) return schedule;
  const [minute = "*", hour = "*", day = "*", month = "*", weekday = "*"] = fields;
  const fromZero = weekday.replaceAll(/(?<![#\w])\d(?!\w)/g, (number) => String(Number(number) - 1));
  return [minute, hour, day.replace("?", "*"), month, fromZero.replace("?", "*")].join(" ");
}

function ruleInterval(rule: string): number | undefined {
  try {
    const times: number[] = [];
    rrulestr(`DTSTART:20260101T000000Z\nRRULE:${rule}`).all((time) => {
      times.push(time.getTime());
      return times.length < comings;
    });
    return meanInterval(times);
  } catch {
    return undefined;
  }
}

function meanInterval(times: readonly number[]): number | undefined {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || times.length < 2) return undefined;
  return (last - first) / (times.length - 1) / 1000;
}
