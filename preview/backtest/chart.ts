import { convert, units, type Dimension, type Unit } from "../../model/quantity";
import type { GuardrailOf, Plan } from "../../plan/types";
import { budgetOf, type Replayed } from "../history/wanted";
import type { Chart } from "../schema";
import { mostGroups, mostPoints } from "../schema-backtest";
import { burnWindowsOf } from "../simulator/burn-rate";
import { timeOf } from "../simulator/clock";
import type { History } from "../simulator/history";
import type { Interval, Simulation } from "../simulator/result";
import { windowsOf } from "../simulator/simulate";
import type { WindowSeries } from "../simulator/sweep-levels";
import type { Played } from "./play";

/** What a chart shows of one group, with what decides whether it is shown. */
interface Line {
  readonly shown: Chart["groups"][number];
  /** Seconds in alert on both sides. */
  readonly inAlert: number;
  /** How far its worst value is from the critical level; less is nearer, below 0 is beyond. */
  readonly distance: number;
}

/** The series that an alert evaluates, with its levels and times in alert; null where it is no one series, or not known. */
export function chartOf({ after, before, history, is, was }: Played, plan: Plan): Chart | null {
  const shown = after ?? before;
  if (shown === null || history === null) return null;
  const scale = scaleOf(shown);
  const series = scale && windowsFor(shown, plan, history);
  if (!series || series.clock.count === 0) return null;
  const { clock } = series;
  const width = Math.ceil(clock.count / mostPoints);
  const [from, until, step] = [clock.first, timeOf(clock, clock.count), width * clock.every];
  const alerts = (simulation: Simulation | null, group: string): Interval[] =>
    joined(alertsOf(simulation, group), { from, until, step });
  const lines = series.groups.map(({ group, values }): Line => {
    const both = { before: alerts(was, group), after: alerts(is, group) };
    return {
      shown: { group, points: bucketsOf(values, series.clock, width), alerts: both },
      inAlert: [...both.before, ...both.after].reduce((sum, { end, start }) => sum + end - start, 0),
      distance: distanceOf(values, scale),
    };
  });
  const ranked = [...lines].sort(
    (one, other) => other.inAlert - one.inAlert || one.distance - other.distance,
  );
  return {
    unit: scale.unit,
    direction: scale.direction,
    from,
    until,
    step,
    groups: ranked.slice(0, mostGroups).map((each) => each.shown),
    omittedGroups: Math.max(0, ranked.length - mostGroups),
    levels: { before: before && levelsOf(before, scale), after: after && levelsOf(after, scale) },
  };
}

/** What the values of an alert are compared with. */
interface Scale {
  readonly unit: Unit;
  readonly direction: Chart["direction"];
  readonly critical: number;
}

/** A burn rate is a plain number; values of Sentry's rules stand in no unit of the model. */
function scaleOf(guardrail: Replayed): Scale | null {
  switch (guardrail.kind) {
    case "monitor":
      return guardrail;
    case "burn-rate":
      return { unit: "count", direction: "above", critical: guardrail.factor };
    case "sentry-rule":
      return null;
  }
}

function windowsFor(guardrail: Replayed, plan: Plan, history: History): WindowSeries | null {
  const windows = (): ReturnType<typeof windowsOf> | null => {
    if (guardrail.kind === "monitor") return windowsOf(guardrail, history);
    const budget = guardrail.kind === "burn-rate" ? budgetOf(guardrail, plan) : undefined;
    return guardrail.kind === "burn-rate" && budget ? burnWindowsOf(guardrail, budget, history) : null;
  };
  const series = windows();
  return series === null || "verdict" in series ? null : series;
}

/** Least and greatest value of each bucket of so many evaluations. */
function bucketsOf(
  values: Float64Array,
  clock: WindowSeries["clock"],
  width: number,
): Chart["groups"][number]["points"] {
  const buckets: Chart["groups"][number]["points"] = [];
  for (let at = 0; at < values.length; at += width) {
    let [least, greatest] = [Infinity, -Infinity];
    for (let each = at; each < Math.min(values.length, at + width); each++) {
      const value = values[each] ?? NaN;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    buckets.push(least > greatest ? null : [timeOf(clock, at), drawn(least), drawn(greatest)]);
  }
  return buckets;
}

/** More digits than these no picture shows. */
const drawn = (value: number): number => Number(value.toPrecision(6));

const alertsOf = (simulation: Simulation | null, group: string): readonly Interval[] =>
  simulation === null || simulation.verdict === "unsupported"
    ? []
    : (simulation.outcome.groups.find((each) => each.group === group)?.alerts ?? []);

/** Times within the chart; what is less than one step apart is drawn as one. */
function joined(
  alerts: readonly Interval[],
  { from, step, until }: Pick<Chart, "from" | "until" | "step">,
): Interval[] {
  const all: { start: number; end: number }[] = [];
  for (const { end, start } of alerts) {
    const cut = { start: Math.max(from, start), end: Math.min(until, end) };
    const last = all.at(-1);
    if (cut.end <= cut.start) continue;
    if (last && cut.start - last.end < step) last.end = cut.end;
    else all.push(cut);
  }
  return all;
}

function distanceOf(values: Float64Array, { critical, direction }: Scale): number {
  const sign = direction === "above" ? 1 : -1;
  let distance = Infinity;
  for (const value of values) if (sign * (critical - value) < distance) distance = sign * (critical - value);
  return distance;
}

function levelsOf(guardrail: Replayed, { unit }: Scale): Chart["levels"]["before"] {
  if (guardrail.kind === "burn-rate") return { critical: guardrail.factor, warning: null, recovery: null };
  return guardrail.kind === "monitor" ? monitorLevels(guardrail, unit) : null;
}

/** In the unit of the values; null where the levels measure another dimension. */
function monitorLevels(monitor: GuardrailOf<"monitor">, unit: Unit): Chart["levels"]["before"] {
  if (units[monitor.unit].dimension !== units[unit].dimension) return null;
  const into = (value: number): number =>
    drawn(convert<Dimension, Unit>({ value, unit: monitor.unit }, unit).value);
  const { critical, criticalRecovery, warning } = monitor;
  return {
    critical: into(critical),
    warning: warning === null ? null : into(warning),
    recovery: criticalRecovery === null ? null : into(criticalRecovery),
  };
}
