import type { GuardrailOf } from "../../plan/types";
import { evaluate } from "./arithmetic";
import { compares } from "./comparison";
import type { Grid, History } from "./history";
import { groupPoints, measure, seriesOf, type Measured } from "./measure";
import type { SimulationOptions } from "./options";
import { parseIndicator } from "./query/parse";
import type { GroupOutcome, Reason, State } from "./result";
import { simulate, type SimulatedMonitor } from "./simulate";
import { intervalReasons } from "./sweep-levels";
import { reduceWindows } from "./windows";

type PlannedIndicator = GuardrailOf<"objective">["indicator"];

/** How an objective is measured, with the monitor itself where it counts the time of one. */
export type SimulatedIndicator =
  | Extract<PlannedIndicator, { kind: "ratio" | "time-slice" }>
  | { readonly kind: "monitor"; readonly monitor: SimulatedMonitor };

type IndicatorOf<K extends SimulatedIndicator["kind"]> = Extract<SimulatedIndicator, { kind: K }>;

/** The bad and all of it: what an error rate is the quotient of, each as one value a bucket. */
export interface Shares {
  /** What was bad in each bucket. */
  readonly bad: Float64Array;
  /** All of each bucket. */
  readonly all: Float64Array;
  /** 1 for each bucket of which something is known. */
  readonly present: Uint8Array;
}

/** An indicator's past. */
export interface MeasuredIndicator {
  /** Its buckets. */
  readonly grid: Grid;
  /** Tags by which it is grouped. */
  readonly by: readonly string[];
  /** What was bad in them, of all; made when it is asked for. */
  readonly shares: () => Shares;
  /** Why it is not exact. */
  readonly reasons: readonly Reason[];
}

/** What an indicator measured in a past, or why that cannot be said. */
export function measureIndicator(
  indicator: SimulatedIndicator,
  history: History,
  options: SimulationOptions,
): MeasuredIndicator | string {
  switch (indicator.kind) {
    case "ratio":
      return ratioOf(indicator, history);
    case "time-slice":
      return slicesOf(indicator, history);
    case "monitor":
      return timeOf(indicator, history, options);
  }
}

function ratioOf({ good, total }: IndicatorOf<"ratio">, history: History): MeasuredIndicator | string {
  const [goodQuery, totalQuery] = [parseIndicator(good), parseIndicator(total)];
  if (!goodQuery.ok) return goodQuery.why;
  if (!totalQuery.ok) return totalQuery.why;
  // Both in one expression, so that they share buckets: the bad are what is left of all.
  const left = totalQuery.value;
  const measured = measure({ kind: "arithmetic", operator: "-", left, right: goodQuery.value }, history);
  if (typeof measured === "string") return measured;
  const { by, expression, grid, sources } = measured;
  if (expression.kind !== "arithmetic") return "the history holds only the difference of its counts";
  return {
    grid,
    by,
    reasons: intervalReasons(grid.step),
    shares: () => {
      const { parts, present } = groupPoints(measured, "*");
      const inputs = {
        values: parts,
        sources: sources.map((each) => ({ ...each, counted: true })),
        carried: 0,
      };
      return { bad: evaluate(expression, inputs), all: evaluate(expression.left, inputs), present };
    },
  };
}

/**
 * One value a slice, good when the condition holds; a slice without data is good, and one in which any group is bad is
 * bad.
 *
 * Rules: https://docs.datadoghq.com/service_management/service_level_objectives/time_slice/#uptime-calculations
 */
function slicesOf(
  { comparator, level, query, slice }: IndicatorOf<"time-slice">,
  history: History,
): MeasuredIndicator | string {
  if (query === null) return "nothing measures the objective yet";
  const parsed = parseIndicator(query);
  if (!parsed.ok) return parsed.why;
  const measured = measure(parsed.value, history);
  if (typeof measured === "string") return measured;
  const { by, grid } = measured;
  if (slice % grid.step !== 0) return `slices of ${slice} s do not fall on intervals of ${grid.step} s`;
  const text =
    "A slice's value is taken as the mean of its points: the page leaves their aggregation to the query.";
  const averaged: readonly Reason[] = slice > grid.step ? [{ code: "silent-documentation", text }] : [];
  return {
    grid,
    by,
    reasons: [...intervalReasons(grid.step), ...averaged],
    shares: () => {
      const bad = new Float64Array(grid.size);
      for (const group of measured.groups.keys()) {
        const series = seriesOf(measured, groupPoints(measured, group), null);
        markBad(bad, series, { grid, slice, isGood: (value) => compares(value, comparator, level) });
      }
      return { bad, all: new Float64Array(grid.size).fill(1), present: new Uint8Array(grid.size).fill(1) };
    },
  };
}

interface Slicing {
  readonly grid: Measured["grid"];
  /** Seconds of one slice. */
  readonly slice: number;
  readonly isGood: (value: number) => boolean;
}

/** Marks the slices in which one group is bad. */
function markBad(bad: Float64Array, series: Float64Array, { grid, isGood, slice }: Slicing): void {
  const width = slice / grid.step;
  const offset = Math.ceil(grid.start / slice) * slice - grid.start;
  for (let start = Math.ceil(offset / grid.step) - width; start < grid.size; start += width) {
    const [from, to] = [Math.max(0, start), Math.min(grid.size, start + width)];
    const lows = Int32Array.of(from);
    const [value = NaN] = reduceWindows(series, { lows, highs: Int32Array.of(to) }, "avg");
    if (value === value && !isGood(value)) bad.fill(1, from, to);
  }
}

/** Datadog counts the time of a monitor in minutes. */
const minute = 60;

/**
 * The minutes of a monitor, bad while it alerts in any group; a warning is good. Silence is bad only where it is told.
 *
 * Rules: https://docs.datadoghq.com/service_level_objectives/monitor/#status-calculation and #missing-data
 */
function timeOf(
  { monitor }: IndicatorOf<"monitor">,
  history: History,
  { phases, startsEmpty }: SimulationOptions,
): MeasuredIndicator | string {
  const asked = {
    ...(phases !== undefined && { phases }),
    ...(startsEmpty !== undefined && { startsEmpty }),
  };
  const simulated = simulate(monitor, history, asked);
  if (simulated.verdict === "unsupported")
    return simulated.reasons.map(({ text }) => text.replace(/\.$/, "")).join("; ");
  const { every, evaluations, first } = simulated.clock;
  const grid = { start: first, step: minute, size: Math.ceil((evaluations * every) / minute) };
  const states: readonly State[] = monitor.silence === "alert" ? ["alert", "no data"] : ["alert"];
  return {
    grid,
    by: [],
    reasons: simulated.reasons,
    shares: () => {
      const bad = new Float64Array(grid.size);
      for (const group of simulated.outcome.groups) markTime(bad, group, grid, states);
      return { bad, all: new Float64Array(grid.size).fill(1), present: new Uint8Array(grid.size).fill(1) };
    },
  };
}

/** Marks the minutes in which a group was in one of some states. */
function markTime(
  bad: Float64Array,
  { transitions }: GroupOutcome,
  { size, start, step }: Grid,
  states: readonly State[],
): void {
  const at = (time: number): number => Math.round((time - start) / step);
  transitions.forEach(({ time, to }, index) => {
    const next = transitions[index + 1];
    if (states.includes(to)) bad.fill(1, at(time), next === undefined ? size : at(next.time));
  });
}
