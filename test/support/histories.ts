import type { GroupSeries, History, QueryHistory } from "../../preview/simulator/history";
import type { SimulatedMonitor } from "../../preview/simulator/simulate";
import type { Interval, Simulated, Simulation } from "../../preview/simulator/result";

/** A round hour, at which every made-up history starts. */
export const start = 1_700_002_800;

/** Seconds after {@link start}. */
export const minute = (minutes: number): number => start + minutes * 60;

/** One series with a value for each interval; null for none. */
export function seriesOf(
  values: readonly (number | null)[],
  parts: {
    readonly interval?: number;
    readonly tags?: Readonly<Record<string, string>>;
    readonly from?: number;
  } = {},
): GroupSeries {
  const { from = start, interval = 60, tags = {} } = parts;
  return {
    tags,
    times: Float64Array.from(values, (_, index) => from + index * interval),
    values: Float64Array.from(values, (value) => value ?? NaN),
  };
}

/** What a query without groups returned. */
export function answerOf(
  values: readonly (number | null)[],
  parts: {
    readonly interval?: number;
    readonly type?: "gauge" | "count" | "rate";
    readonly from?: number;
  } = {},
): QueryHistory {
  const { interval = 60, type } = parts;
  return { interval, ...(type && { type }), series: [seriesOf(values, { ...parts, interval })] };
}

/** A history of several queries. */
export const historyOf = (
  queries: Readonly<Record<string, QueryHistory>>,
  period: Pick<History, "from" | "to"> = {},
): History => ({ queries: new Map(Object.entries(queries)), ...period });

/** A monitor on the mean load of five minutes, above 80, without anything else. */
export function monitorOf(changes: Partial<SimulatedMonitor> = {}): SimulatedMonitor {
  return {
    query: "avg(last_5m):avg:load{*} > 80",
    comparator: ">",
    warning: null,
    critical: 80,
    warningRecovery: null,
    criticalRecovery: null,
    groupBy: [],
    silence: "show",
    requireFullWindow: false,
    evaluationDelay: 0,
    newGroupDelay: null,
    renotifyEvery: null,
    ...changes,
  };
}

/** The simulation, which must have been possible. */
export function possible(simulation: Simulation): Simulated {
  if (simulation.verdict !== "unsupported") return simulation;
  throw new Error(simulation.reasons.map(({ text }) => text).join(" "));
}

/** Why a simulation was not possible. */
export function refused(simulation: Simulation): string {
  if (simulation.verdict !== "unsupported") throw new Error("It was possible.");
  return simulation.reasons.map(({ text }) => text).join(" ");
}

/** Changes of state as minutes after {@link start} and the new state. */
export const changesOf = (simulation: Simulation, group = 0): readonly (readonly [number, string])[] =>
  (possible(simulation).outcome.groups[group]?.transitions ?? []).map(
    ({ time, to }) => [(time - start) / 60, to] as const,
  );

/** What was sent as minutes after {@link start} and the kind. */
export const sentOf = (simulation: Simulation): readonly (readonly [number, string])[] =>
  possible(simulation).outcome.notifications.map(({ kind, time }) => [(time - start) / 60, kind] as const);

/** Alerts as minutes after {@link start}. */
export const alertsOf = (simulation: Simulation, group = 0): readonly (readonly [number, number])[] =>
  (possible(simulation).outcome.groups[group]?.alerts ?? []).map(
    ({ end, start: from }: Interval) => [(from - start) / 60, (end - start) / 60] as const,
  );

/** A value repeated. */
export const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);
