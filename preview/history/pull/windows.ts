/** A range of time in seconds since 1970: the start belongs to it, the end does not. */
export interface Range {
  /** Start. */
  readonly from: number;
  /** End. */
  readonly to: number;
}

const day = 86_400;

/**
 * What is still to be asked for: all from the start to the end, and up to what is there already, so that no hole is left that
 * would be taken for silence.
 */
export function missingRanges(wanted: Range, covered: readonly Range[]): readonly Range[] {
  const known = [...covered].sort((a, b) => a.from - b.from);
  const end = Math.max(wanted.to, ...known.map(({ to }) => to));
  const missing: Range[] = [];
  let from = Math.min(wanted.from, ...known.map((each) => each.from));
  for (const each of known) {
    if (each.from > from) missing.push({ from, to: each.from });
    from = Math.max(from, each.to);
  }
  return from < end ? [...missing, { from, to: end }] : missing;
}

/**
 * A range in pieces for one request each: days in UTC, so that a later run asks for the same pieces. At 60 s a day has 1,440
 * points, and an answer at most 1,500 a series; a coarser interval would only lengthen the pieces.
 *
 * Limit: https://docs.datadoghq.com/dashboards/functions/rollup/
 */
export function windowsOf({ from, to }: Range): readonly Range[] {
  const windows: Range[] = [];
  for (let start = from; start < to;) {
    const end = Math.min(to, (Math.floor(start / day) + 1) * day);
    windows.push({ from: start, to: end });
    start = end;
  }
  return windows;
}

/** The start of the day in UTC. */
export const dayOf = (time: number): number => Math.floor(time / day) * day;
