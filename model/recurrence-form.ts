/*
 * What a recurrence rule may hold, before any library reads it: some of what is none makes one fail, or never end.
 *
 * https://datatracker.ietf.org/doc/html/rfc5545#section-3.3.10
 */

/** The finest is an hour: nothing planned, and no duty, comes each minute. */
const frequencies = ["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];

/** Numbers, or weekdays that may be counted, with commas between them. */
interface PartForm {
  /** Whether one value of the list fits. */
  readonly fits: (value: string) => boolean;
  /** What each value is, to follow the part's name. */
  readonly means: string;
}

/** Whole numbers of a range; with `fromEnd` also counted from the end, as negative ones. */
const numbers = (least: number, most: number, fromEnd = false): PartForm => ({
  fits: (value) =>
    (fromEnd ? /^[+-]?\d+$/ : /^\d+$/).test(value) &&
    Math.abs(Number(value)) >= least &&
    Math.abs(Number(value)) <= most,
  means: `holds whole numbers from ${least} to ${most}${fromEnd ? ", negative ones counted from the end" : ""}`,
});

const oneOf = (words: readonly string[]): PartForm => ({
  fits: (value) => words.includes(value),
  means: `is one of ${words.join(", ")}`,
});

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

const forms: Readonly<Record<string, PartForm>> = {
  FREQ: oneOf(frequencies),
  INTERVAL: numbers(1, 1000),
  BYMONTH: numbers(1, 12),
  BYWEEKNO: numbers(1, 53, true),
  BYYEARDAY: numbers(1, 366, true),
  BYMONTHDAY: numbers(1, 31, true),
  BYDAY: {
    fits: (value) => /^(?:[+-]?[1-9]\d?)?(?:MO|TU|WE|TH|FR|SA|SU)$/.test(value),
    means: `holds ${weekdays.join(", ")}, each with a count before it or none`,
  },
  BYHOUR: numbers(0, 23),
  BYMINUTE: numbers(0, 59),
  BYSECOND: numbers(0, 59),
  BYSETPOS: numbers(1, 366, true),
  WKST: oneOf(weekdays),
};

const single: readonly string[] = ["FREQ", "INTERVAL", "WKST"];

/** Everything wrong with the form of a rule, each a sentence of what must hold; none where it may be read. */
export function recurrenceMistakes(rrule: string): readonly string[] {
  if (/DTSTART|DTEND|DURATION|UNTIL|COUNT/i.test(rrule))
    return ["a rule says how often, without start, end, length and count."];
  const parts = rrule.split(";").map((part) => part.split("="));
  const names = parts.map(([name = ""]) => name);
  if (!names.includes("FREQ")) return ["a rule says in capitals how often it comes, as FREQ=WEEKLY does."];
  return [
    ...parts.flatMap(([name = "", value, ...more], index) =>
      names.indexOf(name) < index
        ? [`${name} stands in it twice.`]
        : partMistakes(name, more.length > 0 ? undefined : value),
    ),
    ...countedWeekdays(rrule),
  ];
}

/** Weeks and days hold each weekday once at most. */
function countedWeekdays(rrule: string): readonly string[] {
  const counted = /(?:^|;)BYDAY=[^;]*\d/.test(rrule);
  const inMonths = /(?:^|;)FREQ=(?:MONTHLY|YEARLY)(?:;|$)/.test(rrule);
  return counted && !inMonths ? ["a counted weekday, such as 1MO, is counted in a month or a year."] : [];
}

function partMistakes(name: string, value: string | undefined): readonly string[] {
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (!form) return [`${name === "" ? "an empty text" : name} is no part of a rule.`];
  const values = single.includes(name) ? [value ?? ""] : (value ?? "").split(",");
  return values.every(form.fits) ? [] : [`${name} ${form.means}.`];
}
