import { boundsOf, type Clock } from "./clock";
import { gridOf, onGrid, faultIn, type Grid, type History } from "./history";
import type { Reason } from "./result";
import { intervalReasons } from "./sweep-levels";
import { reduceWindows, type Reduction } from "./windows";

/** What a Sentry rule reads. */
export interface SentryReading {
  /** What is computed of the events in the window, as Sentry spells it: `count()`, `p95(transaction.duration)`. */
  readonly aggregate: string;
  /** Length of the window in seconds. */
  readonly over: number;
  /** Seconds between the window and the one it is compared with; null for a level of its own. */
  readonly comparisonDelta?: number | null | undefined;
}

/** The values of a Sentry rule at each of its updates. */
export interface SentryValues {
  /** Its buckets. */
  readonly grid: Grid;
  /** The value at each update of a clock; NaN where Sentry drops the update. */
  readonly at: (clock: Clock) => Float64Array;
  /** Why they are not exact. */
  readonly reasons: readonly Reason[];
}

/** What a window of an aggregate is, given one value of it for each interval. */
const reductions: readonly { readonly pattern: RegExp; readonly by: Reduction; readonly exact: boolean }[] = [
  { pattern: /^count\(\)$/, by: "sum", exact: true },
  { pattern: /^max\(/, by: "max", exact: true },
  { pattern: /^min\(/, by: "min", exact: true },
  { pattern: /^(avg|p\d+|percentile|failure_rate|apdex)\(/, by: "avg", exact: false },
];

/**
 * Reads the history of an aggregate, found by its text. A window without any value counts as 0; compared with the past
 * it is the percentage of the earlier window, and dropped where that is empty or 0.
 *
 * Source: https://github.com/getsentry/sentry/blob/0017668839303e05e4e94df6ea64b008e38da4e4/src/sentry/incidents/subscription_processor.py
 */
export function sentryValues(reading: SentryReading, history: History): SentryValues | string {
  const { aggregate, over } = reading;
  const way = reductions.find(({ pattern }) => pattern.test(aggregate));
  if (!way) return `the aggregate ${aggregate} is not simulated`;
  const grid = gridOf(history, [aggregate]);
  if (typeof grid === "string") return `${grid}: ${aggregate}`;
  const [series, ...more] = history.queries.get(aggregate)?.series ?? [];
  if (more.length > 0) return `the history of ${aggregate} has groups, which Sentry's rules have not`;
  const fault = series && faultIn(series, grid);
  if (fault) return `the history of ${aggregate} cannot be read: ${fault}`;

  const points = series ? onGrid(series, grid) : new Float64Array(grid.size).fill(NaN);
  const delta = reading.comparisonDelta ?? null;
  const windows = (clock: Clock, delay: number): Float64Array =>
    reduceWindows(points, boundsOf(clock, grid, { window: over, delay }), way.by).map((each) =>
      each === each ? each : 0,
    );
  const text = `${aggregate} over a window is taken as the mean of its intervals, whatever their traffic.`;
  return {
    grid,
    at: (clock: Clock) =>
      delta === null ? windows(clock, 0) : percentOf(windows(clock, 0), windows(clock, delta)),
    reasons: [
      ...intervalReasons(grid.step),
      ...(way.exact || over <= grid.step ? [] : [{ code: "aggregate", text } as const]),
    ],
  };
}

function percentOf(current: Float64Array, previous: Float64Array): Float64Array {
  return current.map((each, at) => {
    const past = previous[at] ?? 0;
    return past === 0 ? NaN : (each / past) * 100;
  });
}
