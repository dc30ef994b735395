/** Which buckets each evaluation looks at: from `lows[k]` up to, without, `highs[k]`. Both only ever rise. */
export interface Bounds {
  /** First bucket of each evaluation's window. */
  readonly lows: Int32Array;
  /** Bucket after the last of each evaluation's window. */
  readonly highs: Int32Array;
}

/** How the points of a window become one value; points without value are left out by all of them. */
export type Reduction = "avg" | "sum" | "min" | "max" | "last";

/** The value of every window; NaN for a window without any. */
export function reduceWindows(values: Float64Array, bounds: Bounds, by: Reduction): Float64Array {
  switch (by) {
    case "avg":
    case "sum":
      return slidingSum(values, bounds, by === "avg");
    case "min":
      return slidingExtreme(values, bounds, -1);
    case "max":
      return slidingExtreme(values, bounds, 1);
    case "last":
      return slidingLast(values, bounds);
  }
}

/** How many points of every window have a value. */
export function countWindows(present: Uint8Array, { highs, lows }: Bounds): Int32Array {
  const counts = new Int32Array(lows.length);
  let low = lows[0] ?? 0;
  let high = low;
  let count = 0;
  for (let at = 0; at < counts.length; at++) {
    for (const end = highs[at] ?? 0; high < end; high++) count += present[high] ?? 0;
    for (const end = lows[at] ?? 0; low < end; low++) count -= present[low] ?? 0;
    counts[at] = count;
  }
  return counts;
}

/**
 * Running sums that keep what rounding drops (the error term of two-sum), so that ten equal values always have the
 * same mean: a sum that drifts would cross a level that the values only touch.
 */
function slidingSum(values: Float64Array, { highs, lows }: Bounds, mean: boolean): Float64Array {
  const result = new Float64Array(lows.length);
  let low = lows[0] ?? 0;
  let high = low;
  let rebuildAt = low;
  let [sum, rest, count] = [0, 0, 0];
  for (let at = 0; at < result.length; at++) {
    const start = lows[at] ?? 0;
    const end = highs[at] ?? 0;
    if (start >= rebuildAt) {
      // A huge value that left the window leaves its rounding behind: start afresh once a window's length.
      [sum, rest, count] = [0, 0, 0];
      low = start;
      high = start;
      rebuildAt = Math.max(end, start + 1);
    }
    while (high < end || low < start) {
      const adds = high < end;
      const value = adds ? (values[high++] ?? NaN) : -(values[low++] ?? NaN);
      if (value !== value) continue;
      count += adds ? 1 : -1;
      const next = sum + value;
      const shadow = next - sum;
      rest += sum - (next - shadow) + (value - shadow);
      sum = next;
    }
    if (count === 0) result[at] = NaN;
    else result[at] = mean ? exactMean(sum, rest, count) : sum + rest;
  }
  return result;
}

/** The quotient of a sum in two parts, rounded once: without it 5 × 0.1 / 5 is not always 0.1. */
function exactMean(sum: number, rest: number, count: number): number {
  const quotient = sum / count;
  const product = quotient * count;
  const scaled = 134_217_729 * quotient;
  const upper = scaled - (scaled - quotient);
  const error = upper * count - product + (quotient - upper) * count;
  return quotient + (sum - product - error + rest) / count;
}

/** A queue of the buckets that may still become the extreme, each more extreme than those behind it. */
function slidingExtreme(values: Float64Array, { highs, lows }: Bounds, sign: 1 | -1): Float64Array {
  const result = new Float64Array(lows.length);
  const queue = new Int32Array(values.length);
  let [head, tail] = [0, 0];
  let next = lows[0] ?? 0;
  for (let at = 0; at < result.length; at++) {
    for (const end = Math.min(highs[at] ?? 0, values.length); next < end; next++) {
      const value = sign * (values[next] ?? NaN);
      if (value !== value) continue;
      while (tail > head && sign * (values[queue[tail - 1] ?? 0] ?? NaN) <= value) tail -= 1;
      queue[tail++] = next;
    }
    const start = lows[at] ?? 0;
    while (head < tail && (queue[head] ?? 0) < start) head += 1;
    result[at] = head < tail ? (values[queue[head] ?? 0] ?? NaN) : NaN;
  }
  return result;
}

function slidingLast(values: Float64Array, { highs, lows }: Bounds): Float64Array {
  const result = new Float64Array(lows.length);
  let last = -1;
  let next = lows[0] ?? 0;
  for (let at = 0; at < result.length; at++) {
    for (const end = highs[at] ?? 0; next < end; next++) {
      const value = values[next] ?? NaN;
      if (value === value) last = next;
    }
    result[at] = last >= (lows[at] ?? 0) && last >= 0 ? (values[last] ?? NaN) : NaN;
  }
  return result;
}
