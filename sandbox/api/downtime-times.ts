import { momentOf, occurrences } from "../../model/recurrence";
import { get, text } from "../rules/read";
import type { Bag } from "../wire/values";

/** One time in which a downtime mutes. */
export interface Window {
  /** Its first moment. */
  readonly start: Date;
  /** The first moment after it; null for never. */
  readonly end: Date | null;
}

/** How far a recurrence is followed in milliseconds: longer than any planned one is apart. */
const horizon = 400 * 86_400_000;

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** The time in which a downtime mutes now, else the next, else the last; null where it never does. */
export function windowAt(inputs: Bag, now: Date): Window | null {
  const start = text(get(inputs, "oneTimeSchedule", "start"));
  const end = text(get(inputs, "oneTimeSchedule", "end"));
  if (start !== undefined || end !== undefined)
    return { start: new Date(start ?? now), end: end === undefined ? null : new Date(end) };
  const windows = recurring(inputs, now);
  return windows.find((each) => each.end !== null && each.end > now) ?? windows.at(-1) ?? null;
}

function recurring(inputs: Bag, now: Date): readonly Window[] {
  const timezone = text(get(inputs, "recurringSchedule", "timezone")) ?? "UTC";
  const list = get(inputs, "recurringSchedule", "recurrences");
  const all = Array.isArray(list) ? (list as readonly Bag[]) : [];
  return all
    .flatMap((each) => {
      try {
        return windowsOf(each, timezone, now);
      } catch {
        // A hand in the sandbox's files may write a clock or a rule that is none: it never mutes, and the others are told.
        return [];
      }
    })
    .sort((one, other) => one.start.getTime() - other.start.getTime());
}

function windowsOf(recurrence: Bag, timezone: string, now: Date): readonly Window[] {
  const [, count = "0", unit = "m"] = /^(\d+)([mhdw])$/.exec(text(recurrence["duration"]) ?? "") ?? [];
  const length = Number(count) * (units[unit] ?? 0);
  const began = text(recurrence["start"]);
  const first = began === undefined ? new Date(0) : momentOf(new Date(`${began}Z`), timezone);
  const from = new Date(now.getTime() - length);
  const rule = withHours(text(recurrence["rrule"]) ?? "", began);
  return occurrences(rule, timezone, { from, to: new Date(now.getTime() + horizon) })
    .filter(({ at }) => at >= first)
    .map(({ at }) => ({ start: at, end: new Date(at.getTime() + length) }));
}

/** A recurrence with a start comes at its hour. */
function withHours(rrule: string, start: string | undefined): string {
  const plain = rrule.replace(/^RRULE:/, "");
  if (start === undefined || /BYHOUR=/i.test(plain)) return plain;
  return `${plain};BYHOUR=${Number(start.slice(11, 13))};BYMINUTE=${Number(start.slice(14, 16))}`;
}
