import { groupPoints, measure, seriesOf } from "../../preview/simulator/measure";
import type { QueryHistory } from "../../preview/simulator/history";
import { parseIndicator } from "../../preview/simulator/query/parse";
import { termsOf, type MetricTerm } from "../../preview/simulator/query/syntax";
import { finest, pastOf, pastText, type Span } from "./past";

/** One group of an answer. */
export interface AnsweredSeries {
  /** Its tags in the order in which the query names them. */
  readonly tags: readonly (readonly [name: string, value: string])[];
  /** Start of each bucket with a value, in seconds since 1970. */
  readonly times: readonly number[];
  /** The value of each. */
  readonly values: readonly number[];
}

/** What a query returns. */
export interface Answer {
  /** Seconds between two points. */
  readonly interval: number;
  /** Its metrics, in the order in which they are written. */
  readonly metrics: readonly MetricTerm[];
  /** One series a group, each with at least one value. */
  readonly series: readonly AnsweredSeries[];
}

/**
 * Most points of a series in one answer; a longer range gets coarser points.
 *
 * Source: https://docs.datadoghq.com/dashboards/functions/rollup/
 */
export const greatestPoints = 1500;

/** Intervals to which points are rolled up, as the documentation's table of defaults has them, in seconds. */
const intervals = [60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400] as const;

/** The interval of an answer: what was asked for, or the first larger one with which it is not too long. */
export function intervalFor(from: number, to: number, asked: number): number {
  const least = Math.max(asked, (to - from) / greatestPoints, finest);
  if (asked >= least && asked % finest === 0) return asked;
  return intervals.find((each) => each >= least) ?? Math.ceil(least / 86_400) * 86_400;
}

/** What a query returns in a range of time; text where it cannot be read. */
export function answerOf(query: string, { from, interval, to }: Span): Answer | string {
  const parsed = parseIndicator(query);
  if (!parsed.ok) return `Error parsing query: unable to parse ${query}: ${parsed.why}`;
  const terms = termsOf(parsed.value);
  const metrics = terms.filter((term) => term.kind === "metric");
  if (metrics.length < terms.length || metrics.length === 0)
    return `Error parsing query: unable to parse ${query}: it names no metric`;
  const own = metrics.flatMap(({ modifiers }) => modifiers.flatMap((each) => rolledTo(each) ?? []));
  const span = { from, to, interval: intervalFor(from, to, Math.max(interval, ...own)) };
  const queries = new Map<string, QueryHistory>();
  for (const term of metrics) queries.set(pastText(term), pastOf(term, span));
  const measured = measure(parsed.value, {
    queries,
    from: Math.floor(from / span.interval) * span.interval,
    to,
  });
  if (typeof measured === "string") return `Error processing query ${query}: ${measured}`;
  const series = [...measured.groups].map(([name, tags]) => {
    const values = seriesOf(measured, groupPoints(measured, name), null);
    return answered(
      values,
      measured.by.map((tag) => [tag, tags[tag] ?? ""] as const),
      measured.grid,
    );
  });
  return { interval: span.interval, metrics, series: series.filter(({ times }) => times.length > 0) };
}

const rolledTo = (modifier: MetricTerm["modifiers"][number]): number | null =>
  modifier.kind === "rollup" ? modifier.seconds : null;

function answered(
  buckets: Float64Array,
  tags: AnsweredSeries["tags"],
  { start, step }: { readonly start: number; readonly step: number },
): AnsweredSeries {
  const times: number[] = [];
  const values: number[] = [];
  buckets.forEach((value, at) => {
    if (!Number.isFinite(value)) return;
    times.push(start + at * step);
    values.push(value);
  });
  return { tags, times, values };
}
