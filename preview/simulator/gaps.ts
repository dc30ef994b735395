import type { Grid } from "./history";
import type { FillMethod, RollupMethod } from "./query/syntax";

/**
 * Fills the gaps between points, up to a number of buckets.
 *
 * Rules: https://docs.datadoghq.com/dashboards/functions/interpolation/#fill
 */
export function fillGaps(values: Float64Array, method: FillMethod, limit: number): Float64Array {
  const filled = values.slice();
  if (method === "null") return filled;
  let previous = -1;
  for (let at = 0; at <= values.length; at++) {
    const here = values[at] ?? NaN;
    if (here !== here && at < values.length) continue;
    if (previous >= 0) fillOne(filled, { from: previous, to: at }, method, limit);
    previous = at;
  }
  return filled;
}

/** A gap: the buckets between two with a value; `to` is the end of the series after the last value. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

function fillOne(
  filled: Float64Array,
  { from, to }: Gap,
  method: "linear" | "last" | "zero",
  limit: number,
): void {
  const before = filled[from] ?? NaN;
  if (method === "linear") {
    if (to - from > limit || to === filled.length) return;
    const slope = ((filled[to] ?? NaN) - before) / (to - from);
    for (let at = from + 1; at < to; at++) filled[at] = before + slope * (at - from);
    return;
  }
  const end = Math.min(to, from + limit + 1);
  filled.fill(method === "last" ? before : 0, from + 1, end);
}

/**
 * Gives every bucket a value: a gauge is carried over its gaps as far as Datadog interpolates, all else is 0.
 *
 * Table with one point: https://docs.datadoghq.com/dashboards/functions/interpolation/#default-zero
 */
export function defaultZero(values: Float64Array, carried: number): Float64Array {
  const filled =
    carried > 0 ? fillGaps(fillGaps(values, "linear", carried), "last", carried) : values.slice();
  for (let at = 0; at < filled.length; at++) {
    const value = filled[at] ?? NaN;
    if (value !== value) filled[at] = 0;
  }
  return filled;
}

/**
 * Makes one point of all in a bucket; it stands where its bucket starts. Buckets follow UNIX time, not the window.
 *
 * Rule: https://docs.datadoghq.com/dashboards/functions/rollup/
 */
export function rollUp(
  values: Float64Array,
  { start, step }: Grid,
  method: RollupMethod,
  seconds: number,
): Float64Array {
  const rolled = new Float64Array(values.length).fill(NaN);
  const gather = { sum: 0, count: 0, least: Infinity, most: -Infinity };
  let place = 0;
  let bucket = NaN;
  const close = (): void => {
    if (gather.count === 0) return;
    const { count, least, most, sum } = gather;
    rolled[place] = { sum, count, min: least, max: most, avg: sum / count }[method];
    Object.assign(gather, { sum: 0, count: 0, least: Infinity, most: -Infinity });
  };
  for (let at = 0; at < values.length; at++) {
    const own = Math.floor((start + at * step) / seconds);
    if (own !== bucket) {
      close();
      bucket = own;
      place = at;
    }
    const value = values[at] ?? NaN;
    if (value !== value) continue;
    gather.sum += value;
    gather.count += 1;
    gather.least = Math.min(gather.least, value);
    gather.most = Math.max(gather.most, value);
  }
  close();
  return rolled;
}
