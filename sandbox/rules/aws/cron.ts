const MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC";
const DAYS = "SUN|MON|TUE|WED|THU|FRI|SAT";

interface Field {
  /** What messages call it. */
  readonly name: string;
  /** Form of the whole field. */
  readonly pattern: RegExp;
  /** Least number in it. */
  readonly min: number;
  /** Greatest number in it. */
  readonly max: number;
}

const FIELDS: readonly Field[] = [
  { name: "minutes", pattern: field("\\d+"), min: 0, max: 59 },
  { name: "hours", pattern: field("\\d+"), min: 0, max: 23 },
  { name: "day of month", pattern: /^(?:\?|L|LW|\d+W|[\d*,/-]+)$/, min: 1, max: 31 },
  { name: "month", pattern: field(`\\d+|${MONTHS}`), min: 1, max: 12 },
  {
    name: "day of week",
    pattern: new RegExp(`^(?:\\?|L|(?:\\d|${DAYS})(?:L|#[1-5])|(?:\\d|${DAYS}|[*,/-])+)$`),
    min: 1,
    max: 7,
  },
  { name: "year", pattern: field("\\d+"), min: 1970, max: 2199 },
];

/** What is wrong with an AWS schedule of the form `cron(…)`; `undefined` when nothing is. */
export function cronProblem(expression: string): string | undefined {
  const inner = /^cron\((.*)\)$/.exec(expression)?.[1];
  if (inner === undefined)
    return `must be of the form cron(minutes hours day-of-month month day-of-week year)`;
  const fields = inner.trim().split(/\s+/);
  if (fields.length !== FIELDS.length)
    return `has ${fields.length} fields; AWS wants six, the last one the year`;
  const questions = [fields[2], fields[4]].filter((value) => value === "?").length;
  if (questions !== 1) return "must have ? in exactly one of day-of-month and day-of-week";
  const wrong = FIELDS.find(
    ({ pattern, min, max }, index) => !isField(fields[index] ?? "", { pattern, min, max }),
  );
  return wrong === undefined
    ? undefined
    : `has a ${wrong.name} that AWS does not know; use ${wrong.min} to ${wrong.max}`;
}

/** Tells whether a schedule fires more than once an hour, which AWS Backup does not do. */
export function isSubHourly(expression: string): boolean {
  const minutes = /^cron\((\S+)/.exec(expression)?.[1] ?? "0";
  return /[*,/-]/.test(minutes);
}

function field(atom: string): RegExp {
  const part = `(?:\\*|(?:${atom})(?:-(?:${atom}))?)(?:/\\d+)?`;
  return new RegExp(`^${part}(?:,${part})*$`);
}

function isField(value: string, { pattern, min, max }: Omit<Field, "name">): boolean {
  if (!pattern.test(value)) return false;
  const numbers = [...value.replaceAll(/[/#]\d+/g, "").matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return numbers.every((number) => number >= min && number <= max);
}
