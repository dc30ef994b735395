import { evaluate } from "./arithmetic";
import { faultIn, gridOf, groupName, type Grid, type History } from "./history";
import { termsOf, textOf, type Expression, type TimeAggregator } from "./query/syntax";
import type { Reading } from "./readings";
import { carriedBuckets, pointsOf, resolve, type Resolved, type Source } from "./sources";
import { countWindows, reduceWindows, type Bounds, type Reduction } from "./windows";

/** An expression with all that was measured of it. */
export interface Measured {
  /** The expression, its measured parts looked up. */
  readonly expression: Resolved;
  /** The measured parts. */
  readonly sources: readonly Source[];
  /** The buckets that they have in common. */
  readonly grid: Grid;
  /** Tags by which it is grouped. */
  readonly by: readonly string[];
  /** The groups, each with its tags. */
  readonly groups: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /**
   * Whether each count is added over the window before the arithmetic, rather than after it.
   *
   * Two paths: https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/
   */
  readonly countsFirst: boolean;
}

/** Looks up all that an expression needs; what is missing or does not fit together, in words. */
export function measure(expression: Expression, history: History): Measured | string {
  const sources: Source[] = [];
  const absent: string[] = [];
  const resolved = resolve(expression, history, { sources, absent });
  if (absent.length > 0) return `the history holds nothing of ${absent.join(" or ")}`;
  if (sources.length === 0) return "nothing is measured in it";
  const grid = gridOf(
    history,
    sources.map(({ text }) => text),
  );
  if (typeof grid === "string") return grid;
  for (const { history, text } of sources) {
    const fault = history.series.map((series) => faultIn(series, grid)).find(Boolean);
    if (fault) return `the history of ${text} cannot be read: ${fault}`;
  }

  const grouped = sources.filter(({ by }) => by.length > 0);
  const by = grouped[0]?.by ?? [];
  const sorted = [...by].sort().join();
  const odd = grouped.find((each) => [...each.by].sort().join() !== sorted);
  if (odd) return `its parts are grouped by ${sorted} and by ${[...odd.by].sort().join()}`;
  const groups = new Map<string, Readonly<Record<string, string>>>();
  for (const { history } of grouped) {
    for (const { tags } of history.series) groups.set(groupName(tags, by), tags);
  }
  if (grouped.length === 0) groups.set("*", {});
  const countsFirst = sources.some(({ asCount, whole }) => asCount && !whole);
  return { expression: resolved, sources, grid, by, groups, countsFirst };
}

/** The points of one group. */
export interface GroupPoints {
  /** Those of each measured part. */
  readonly parts: readonly Float64Array[];
  /** In which buckets anything was measured. */
  readonly present: Uint8Array;
}

/** The points of one group. */
export function groupPoints({ by, grid, sources }: Measured, name: string): GroupPoints {
  const parts: Float64Array[] = [];
  const present = new Uint8Array(grid.size);
  for (const source of sources) {
    const points = pointsOf(source, { name, by }, grid);
    parts.push(points);
    for (let at = 0; at < points.length; at++) {
      const value = points[at] ?? NaN;
      if (value === value) present[at] = 1;
    }
  }
  return { parts, present };
}

/** How the windows of a query become values. */
export interface Reducer {
  /** How the points of a window become one value. */
  readonly aggregator: TimeAggregator;
  /** The comparison with the past; null compares the value itself. */
  readonly change: { readonly kind: "change" | "pct_change"; readonly shift: number } | null;
}

/** The value of a group in each bucket, before any window. */
export function seriesOf(
  { expression, grid, sources }: Measured,
  { parts }: GroupPoints,
  change: Reducer["change"],
): Float64Array {
  const carried = carriedBuckets(grid.step);
  const series = evaluate(expression, { values: parts, sources, carried });
  return change ? changeOf(series, change.kind, Math.round(change.shift / grid.step)) : series;
}

/**
 * The value of a group in each window, given its {@link seriesOf} (not used where counts are added first).
 *
 * A percentile of percentiles is one of three readings.
 */
export function windowValues(
  { countsFirst, expression, sources }: Measured,
  { parts, series }: { readonly parts: readonly Float64Array[]; readonly series: Float64Array },
  bounds: Bounds,
  { aggregator, reading }: { readonly aggregator: TimeAggregator; readonly reading: Reading },
): Float64Array {
  const by: Reduction = aggregator === "percentile" ? reading.percentile : aggregator;
  if (!countsFirst) return reduceWindows(series, bounds, by);
  const values = parts.map((points) => reduceWindows(points, bounds, "sum"));
  return evaluate(expression, { values, sources, carried: 0 });
}

/** How many buckets of each window hold anything. */
export const presence = ({ present }: Pick<GroupPoints, "present">, bounds: Bounds): Int32Array =>
  countWindows(present, bounds);

/** Formula: https://docs.datadoghq.com/monitors/types/change-alert/ */
function changeOf(series: Float64Array, kind: "change" | "pct_change", shift: number): Float64Array {
  const changes = new Float64Array(series.length).fill(NaN);
  for (let at = shift; at < series.length; at++) {
    const past = series[at - shift] ?? NaN;
    const difference = (series[at] ?? NaN) - past;
    if (kind === "change") changes[at] = difference;
    else if (past !== 0) changes[at] = (difference / past) * 100;
  }
  return changes;
}

/** Why a query cannot be evaluated as it is written, in words; undefined when it can. */
export function obstacleTo(measured: Measured, { aggregator, change }: Reducer): string | undefined {
  const { grid, sources } = measured;
  const asCount = sources.some((each) => each.asCount && !each.whole);
  if (asCount && change) return "as_count() in a change alert: two pages of the documentation disagree on it";
  if (asCount && aggregator !== "sum") return `${aggregator}() over as_count(): Datadog allows only sum()`;
  if (change && change.shift % grid.step !== 0) {
    return `a shift of ${change.shift} s does not fall on intervals of ${grid.step} s`;
  }
  const rolled = sources.flatMap(({ missing }) => missing).find((each) => each.kind === "rollup");
  if (rolled && (rolled.seconds === null || rolled.seconds % grid.step !== 0)) {
    return `.rollup() that does not fall on intervals of ${grid.step} s`;
  }
  return undefined;
}

/** The texts under which a history may hold an expression: all of it, or each of what it measures. */
export function historyKeys(expression: Expression): {
  readonly whole: string;
  readonly parts: readonly string[];
} {
  return { whole: textOf(expression), parts: [...new Set(termsOf(expression).map(textOf))] };
}
