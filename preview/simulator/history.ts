/** What one group of a query measured. */
export interface GroupSeries {
  /** The group's tags; empty for a query without groups. */
  readonly tags: Readonly<Record<string, string>>;
  /** When each point's interval starts, in seconds since 1970, rising. */
  readonly times: Float64Array;
  /** The value of each point; NaN where there is none. */
  readonly values: Float64Array;
}

/** What a query returned. */
export interface QueryHistory {
  /** Seconds that one point stands for: the interval of the answer, not the distance between two measurements. */
  readonly interval: number;
  /**
   * Type of the metric, which decides how gaps are filled.
   *
   * @defaultValue `count` under `as_count()` and `as_rate()`, else `gauge`: answers of the API do not say
   */
  readonly type?: "gauge" | "count" | "rate";
  /** One series for each group. */
  readonly series: readonly GroupSeries[];
}

/** The past that a monitor is tried on. */
export interface History {
  /**
   * What was measured, by the text of the query (`textOf`): each metric of the monitor, or any larger part of its
   * expression up to all of it. The largest part that is here is used.
   */
  readonly queries: ReadonlyMap<string, QueryHistory>;
  /**
   * Start of the time that was asked for, in seconds since 1970: silence after it is known silence.
   *
   * @defaultValue the first point
   */
  readonly from?: number;
  /**
   * End of the time that was asked for.
   *
   * @defaultValue the end of the last point
   */
  readonly to?: number;
}

/** The same length of buckets for every series, so that a window is a range of indices. */
export interface Grid {
  /** Start of the first bucket, in seconds since 1970. */
  readonly start: number;
  /** Length of a bucket in seconds. */
  readonly step: number;
  /** Number of buckets. */
  readonly size: number;
}

/** The buckets of a history, or why it has none in common. */
export function gridOf(history: History, texts: readonly string[]): Grid | string {
  const found = texts.flatMap((text) => history.queries.get(text) ?? []);
  const step = found[0]?.interval;
  if (step === undefined) return "the history holds nothing of it";
  const other = found.find(({ interval }) => interval !== step);
  if (other) return `its parts were measured at ${step} s and at ${other.interval} s`;

  const series = found.flatMap((each) => each.series).filter(({ times }) => times.length > 0);
  const firsts = series.map(({ times }) => times[0] ?? 0);
  const lasts = series.map(({ times }) => (times.at(-1) ?? 0) + step);
  const origin = Math.min(...firsts, ...(firsts.length === 0 ? [history.from ?? 0] : []));
  // Buckets start where the points do; an earlier start of the period moves the grid by whole buckets only.
  const before = Math.max(0, Math.ceil((origin - (history.from ?? origin)) / step));
  const start = origin - before * step;
  const end = Math.max(history.to ?? start, ...(history.to === undefined ? lasts : []));
  return { start, step, size: Math.max(0, Math.ceil((end - start) / step)) };
}

/** What is wrong with a series, in words; undefined when every point has a bucket of its own. */
export function faultIn({ times, values }: GroupSeries, { start, step }: Grid): string | undefined {
  if (times.length !== values.length) return `${times.length} times stand beside ${values.length} values`;
  let last = -Infinity;
  for (const time of times) {
    const bucket = Math.floor((time - start) / step);
    if (!(bucket > last)) return `two points lie within one interval of ${step} s, or out of order`;
    last = bucket;
  }
  return undefined;
}

/** A series as one value for each bucket, NaN where there is none. */
export function onGrid({ times, values }: GroupSeries, { size, start, step }: Grid): Float64Array {
  const buckets = new Float64Array(size).fill(NaN);
  for (let point = 0; point < times.length; point++) {
    const bucket = Math.floor(((times[point] ?? NaN) - start) / step);
    const value = values[point] ?? NaN;
    if (bucket >= 0 && bucket < size && Number.isFinite(value)) buckets[bucket] = value;
  }
  return buckets;
}

/** A group's name: its tags as Datadog writes them, in the order of the query; `*` for a query without groups. */
export function groupName(tags: Readonly<Record<string, string>>, by: readonly string[]): string {
  return by.map((tag) => `${tag}:${tags[tag] ?? ""}`).join(",") || "*";
}
