import { momentOf } from "../../model/recurrence";

/** Hours in which people work: every weekday from Monday to Friday, by one zone's clock. */
export interface WorkingHours {
  /** Minute of the day at which they begin. */
  readonly from: number;
  /** Minute of the day at which they are over. */
  readonly to: number;
  /** Zone of the clock, such as `Europe/Berlin`. */
  readonly timezone: string;
}

/** Nine to five in UTC, the clock of the checklists, until a team states its own. */
export const defaultHours: WorkingHours = { from: 9 * 60, to: 17 * 60, timezone: "UTC" };

const dayLength = 86_400_000;

/** Tells of a time in seconds since 1970 whether nobody works then; holidays are not known. */
export function isOffHours(time: number, { from, timezone, to }: WorkingHours): boolean {
  const now = time * 1000;
  // The zone's own day may have begun before UTC's, or not yet.
  for (const offset of [-1, 0, 1]) {
    const day = new Date((Math.floor(now / dayLength) + offset) * dayLength);
    if (day.getUTCDay() === 0 || day.getUTCDay() === 6) continue;
    const at = (minute: number): number =>
      momentOf(new Date(day.getTime() + minute * 60_000), timezone).getTime();
    if (now >= at(from) && now < at(to)) return false;
  }
  return true;
}

/** The hours as a person writes them, such as `09:00-17:00`. */
export const hoursText = ({ from, timezone, to }: WorkingHours): string =>
  `Monday to Friday ${clockText(from)}-${clockText(to)} ${timezone}`;

const clockText = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** Reads `09:00-17:00`; undefined for what is none, or ends before it begins. */
export function readHours(text: string): Pick<WorkingHours, "from" | "to"> | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (!match) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  return from < to && to <= 24 * 60 ? { from, to } : undefined;
}
