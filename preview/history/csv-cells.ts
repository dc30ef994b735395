/** What a cell holds, or what it should hold instead. */
export type Cell = number | string;

/** Numbers up to this are seconds since 1970 (until the year 5138), larger ones milliseconds (from 1973-03-03). */
export const greatestSeconds = 1e11;

const isoTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/** Seconds since 1970 of a time as it is written: ISO 8601 with its zone, or seconds or milliseconds since 1970. */
export function timeOfCell(text: string): Cell {
  const written = text.trim();
  if (/^\d+(\.\d+)?$/.test(written)) {
    const number = Number(written);
    return number <= greatestSeconds ? number : number / 1000;
  }
  const time = isoTime.test(written) ? Date.parse(written.replace(" ", "T")) : NaN;
  return Number.isNaN(time)
    ? "a time is ISO 8601 with its zone, such as 2026-11-01T09:00:00Z, or seconds or milliseconds since 1970."
    : time / 1000;
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A value as it is written; NaN for an empty cell and for `NaN`, where there is no point. */
export function valueOfCell(text: string): Cell {
  const written = text.trim();
  if (decimal.test(written)) {
    const number = Number(written);
    if (Number.isFinite(number)) return number;
  }
  return written === "" || /^nan$/i.test(written)
    ? NaN
    : "a value is a finite number such as 12.5, or empty.";
}
