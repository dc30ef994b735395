import { termText, type MetricTerm, type RollupMethod } from "../../preview/simulator/query/syntax";
import type { GroupSeries, QueryHistory } from "../../preview/simulator/history";
import { behaviourOf, type Behaviour, type Place } from "./behaviour";
import { filledIn, findMetric, type FoundMetric } from "./find";
import { Troubles } from "./troubles";

/** A range of time and the length of its buckets, in seconds. */
export interface Span {
  /** Start, inclusive. */
  readonly from: number;
  /** End, exclusive. */
  readonly to: number;
  /** Length of a bucket: whole minutes, on UNIX time. */
  readonly interval: number;
}

/** Seconds between two measurements: the sandbox knows nothing finer. */
export const finest = 60;

/**
 * What a metric of a query was in a range of time; empty where nobody measures it. The past is made up: a function of the
 * query, the group and the time alone, so that it is the same whenever and in whatever pieces it is asked for.
 */
export function pastOf(term: MetricTerm, span: Span): QueryHistory {
  const found = findMetric(term);
  const series = found ? groupsOf(term, found).map((tags) => seriesOf(term, found, tags, span)) : [];
  return { interval: span.interval, series };
}

/** The text under which {@link pastOf} holds a metric: what is done to its points beside counting is left to the reader. */
export const pastText = (term: MetricTerm): string => termText(term, countingOf(term));

const countingOf = ({ modifiers }: MetricTerm) =>
  modifiers.filter(({ kind }) => kind.startsWith("as_")).slice(0, 1);

function groupsOf(
  { by }: MetricTerm,
  { measured }: FoundMetric,
): readonly Readonly<Record<string, string>>[] {
  let groups: Readonly<Record<string, string>>[] = [{}];
  for (const tag of by) {
    const values = measured.groups?.[tag] ?? [];
    groups = groups.flatMap((group) => values.map((value) => ({ ...group, [tag]: value })));
  }
  return groups;
}

function seriesOf(
  term: MetricTerm,
  found: FoundMetric,
  tags: Readonly<Record<string, string>>,
  span: Span,
): GroupSeries {
  const behaviour = present(found, placed(found, Object.values(tags).join(",")));
  const counting = countingOf(term)[0]?.kind;
  const rollup = term.modifiers.find((each) => each.kind === "rollup");
  const method: RollupMethod = counting ? "sum" : (rollup?.method ?? "avg");
  return { tags, ...bucketsOf(behaviour, span, method, counting === "as_rate" ? span.interval : 1) };
}

function placed(found: FoundMetric, group: string): Behaviour {
  const { environment, measured, narrowed, service, wild } = found;
  const world = `${environment}/${service}`;
  const troubles = new Troubles(world);
  // Several tests of one service, or several pods, scatter each in its own way.
  const own = [...narrowed.filter((tag) => /^!?belfry:/.test(tag)), group].filter(Boolean).join(",");
  const place = (metric: string): Place => ({
    world,
    troubles,
    key: [filledIn(metric, wild), own].filter(Boolean).join(" "),
    other: (key) => {
      const other = findMetric({ metric: filledIn(key, wild), filter: `service:${service}`, space: "sum" });
      if (!other) throw new Error(`the sandbox's table of metrics has no ${key}`);
      return behaviourOf(other.measured.profile, place(key));
    },
  });
  const suffix = (measured.tags ?? []).join(",");
  const { key, ...rest } = place(measured.metric);
  return behaviourOf(measured.profile, { ...rest, key: `${key}${measured.space ?? ""}${suffix}` });
}

/** The same, but where its job did not run, or nothing got through, there is nothing. */
function present({ environment, measured, service }: FoundMetric, behaviour: Behaviour): Behaviour {
  const { every = finest, outside } = measured;
  const troubles = new Troubles(`${environment}/${service}`);
  return (time) => {
    if (time % every !== 0) return NaN;
    if (outside !== true && troubles.intensity("silence", time) > 0) return NaN;
    return behaviour(time);
  };
}

function bucketsOf(
  behaviour: Behaviour,
  { from, interval, to }: Span,
  method: RollupMethod,
  divisor: number,
): Pick<GroupSeries, "times" | "values"> {
  const first = Math.floor(from / interval) * interval;
  const size = Math.max(0, Math.ceil((to - first) / interval));
  const times = new Float64Array(size);
  const values = new Float64Array(size);
  let count = 0;
  for (let start = first; start < to; start += interval) {
    const value = rolled(behaviour, start, start + interval, method);
    if (value !== value) continue;
    times[count] = start;
    values[count] = value / divisor;
    count += 1;
  }
  return { times: times.slice(0, count), values: values.slice(0, count) };
}

function rolled(behaviour: Behaviour, from: number, to: number, method: RollupMethod): number {
  let [sum, count, least, most] = [0, 0, Infinity, -Infinity];
  for (let time = from; time < to; time += finest) {
    const value = behaviour(time);
    if (value !== value) continue;
    sum += value;
    count += 1;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (count === 0) return NaN;
  switch (method) {
    case "avg":
      return sum / count;
    case "sum":
      return sum;
    case "min":
      return least;
    case "max":
      return most;
    case "count":
      return count;
  }
}
