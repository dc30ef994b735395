import { boundsOf, type Clock, type Look } from "./clock";
import { fullWindows } from "./full-window";
import { groupPoints, presence, seriesOf, windowValues, type GroupPoints, type Measured } from "./measure";
import type { Query } from "./query/syntax";
import type { Reading } from "./readings";
import { look as looks, type Evaluations } from "./states";
import type { Bounds } from "./windows";

/** What of a monitor decides its evaluations. */
interface Asked {
  readonly query: Query;
  readonly look: Look;
  readonly requireFullWindow: boolean;
  readonly startsEmpty: boolean;
}

/** Makes the evaluations of each group; its points are read once, however many clocks and readings are tried. */
export function monitorEvaluations(
  measured: Measured,
  asked: Asked,
): (group: string, clock: Clock, reading: Reading) => Evaluations {
  const { look, query } = asked;
  const points = new Map<string, GroupPoints & { readonly series: Float64Array }>();
  const pointsOf = (group: string) => {
    const known = points.get(group);
    if (known) return known;
    const parts = groupPoints(measured, group);
    const read = { ...parts, series: seriesOf(measured, parts, query.change) };
    points.set(group, read);
    return read;
  };
  let last: { readonly clock: Clock; readonly bounds: Bounds } | null = null;
  return (group, clock, reading) => {
    const read = pointsOf(group);
    // One group comes after the other with the same clock, and so with the same windows.
    if (last?.clock !== clock) last = { clock, bounds: boundsOf(clock, measured.grid, look) };
    const { bounds } = last;
    const values = windowValues(measured, read, bounds, { aggregator: query.aggregator, reading });
    const full = asked.requireFullWindow
      ? fullWindows(read.present, { clock, grid: measured.grid }, query.window, look)
      : null;
    const before = read.present.subarray(0, bounds.highs[0] ?? 0);
    return {
      values,
      looks: looksOf(values, presence(read, bounds), full),
      known: !asked.startsEmpty && before.includes(1),
    };
  };
}

/** What there is to judge: nothing, a window with too many holes, points without a value, or a value. */
export function looksOf(values: Float64Array, counts: Int32Array, full: Uint8Array | null): Uint8Array {
  const result = new Uint8Array(values.length);
  for (let at = 0; at < result.length; at++) {
    const value = values[at] ?? NaN;
    if (counts[at] === 0) result[at] = looks.silent;
    else if (full && full[at] === 0) result[at] = looks.notFull;
    else result[at] = value === value ? looks.value : looks.noValue;
  }
  return result;
}
