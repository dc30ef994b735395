/*
 * The cron of AWS: minute, hour, day of month, month, day of week, year, in UTC.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */

/** What is wrong with a schedule, and what to write instead; each a sentence. */
export interface CronMistake {
  /** What must hold. */
  readonly rule: string;
  /** What to write. */
  readonly remedy: string;
}

interface Field {
  /** What messages call it. */
  readonly name: string;
  /** Least number in it. */
  readonly min: number;
  /** Greatest number in it. */
  readonly max: number;
  /** Words for the numbers from `min` on; empty where AWS has none. */
  readonly words: readonly string[];
  /** Whether `/` may give a step. */
  readonly steps: boolean;
  /** Forms that stand alone in the field; undefined where there are none. */
  readonly special?: RegExp;
  /** The wildcards that AWS takes here, as messages show them. */
  readonly wildcards: string;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const plain = { words: [], steps: true, wildcards: ", - * /" } as const;

const minute: Field = { ...plain, name: "minute", min: 0, max: 59 };
const hour: Field = { ...plain, name: "hour", min: 0, max: 23 };
const dayOfMonth: Field = {
  ...plain,
  name: "day of month",
  min: 1,
  max: 31,
  special: /^(?:\?|L|LW|(?:[1-9]|[12]\d|3[01])W)$/,
  wildcards: ", - * ? / L W",
};
const month: Field = { ...plain, name: "month", min: 1, max: 12, words: months };
const dayOfWeek: Field = {
  name: "day of week",
  min: 1,
  max: 7,
  words: weekdays,
  steps: false,
  special: new RegExp(`^(?:\\?|L|(?:[1-7]|${weekdays.join("|")})(?:L|#[1-5]))$`),
  wildcards: ", - * ? L #",
};
const year: Field = { ...plain, name: "year", min: 1970, max: 2199 };

const fields = [minute, hour, dayOfMonth, month, dayOfWeek, year] as const;
const example =
  "Write minute, hour, day of month, month, day of week and year, such as 0 5 ? * SUN * or 0 5 1 * ? *.";

/** Everything wrong with the six fields of a schedule, without `cron(…)` around them. */
export function awsCronMistakes(schedule: string): readonly CronMistake[] {
  const texts = schedule.trim().split(/\s+/);
  if (texts.length !== fields.length)
    return [{ rule: `AWS takes cron with six fields; this has ${texts.length}.`, remedy: example }];
  const values = fields.map((field, index) => valuesOf(field, texts[index] ?? ""));
  const wrong = fields.flatMap((field, index) =>
    values[index] === undefined ? [unknownField(field, texts[index] ?? "")] : [],
  );
  const found = [...wrong, ...oneQuestionMark(texts)];
  return found.length > 0 ? found : neverComes(texts, values);
}

function unknownField({ max, min, name, wildcards, words }: Field, text: string): CronMistake {
  const named = words.length > 0 ? ` or ${words[0] ?? ""} to ${words.at(-1) ?? ""}` : "";
  return {
    rule: `the ${name} (${text}) must be ${min} to ${max}${named}; of wildcards AWS knows ${wildcards} there.`,
    remedy: example,
  };
}

function oneQuestionMark(texts: readonly string[]): readonly CronMistake[] {
  if ((texts[2] === "?") !== (texts[4] === "?")) return [];
  return [
    {
      rule: "exactly one of day of month and day of week must be `?`.",
      remedy: "Write `?` for the one that is not used.",
    },
  ];
}

/** The numbers that a field stands for: none for a form that stands alone, undefined for what AWS does not take. */
function valuesOf(field: Field, text: string): readonly number[] | undefined {
  if (field.special?.test(text)) return [];
  const parts = text.split(",").map((part) => valuesOfPart(field, part));
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/** `*`, a value or a range of two, each with a step behind it where the field takes steps. */
function valuesOfPart(field: Field, part: string): readonly number[] | undefined {
  const match = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
  if (!match) return undefined;
  const [, first, second, increment] = match;
  const step = increment === undefined ? 1 : Number(increment);
  if (step < 1 || step > field.max || (increment !== undefined && !field.steps)) return undefined;
  const from = first === undefined ? field.min : numberOf(field, first);
  const open = first === undefined || increment !== undefined;
  const to = second === undefined ? (open ? field.max : from) : numberOf(field, second);
  if (from === undefined || to === undefined || from > to) return undefined;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function numberOf({ max, min, words }: Field, text: string): number | undefined {
  const word = words.indexOf(text);
  const value = /^\d+$/.test(text) ? Number(text) : word < 0 ? Number.NaN : word + min;
  return value >= min && value <= max ? value : undefined;
}

/** A day that none of the named months of the named years has. */
function neverComes(
  texts: readonly string[],
  values: readonly (readonly number[] | undefined)[],
): readonly CronMistake[] {
  const nearest = /^(\d+)W$/.exec(texts[2] ?? "")?.[1];
  const days = nearest === undefined ? (values[2] ?? []) : [Number(nearest)];
  const comes = (values[5] ?? []).some((inYear) =>
    (values[3] ?? []).some((inMonth) => Math.min(...days) <= daysIn(inYear, inMonth)),
  );
  if (days.length === 0 || comes) return [];
  return [
    {
      rule: "this schedule never comes: no such month has that day of month.",
      remedy: "Write a day that the month has, or L for its last.",
    },
  ];
}

/** Day 0 of the next month is the last of this one. */
const daysIn = (inYear: number, inMonth: number): number =>
  new Date(Date.UTC(inYear, inMonth, 0)).getUTCDate();
