import type { GuardrailOf } from "../../plan/types";
import type { History } from "../simulator/history";
import type { Reason, Simulated } from "../simulator/result";
import { sweep as sweepLevels, windowsOf } from "../simulator/simulate";
import type { Levels } from "../simulator/states";
import { figuresOf, medianOf, type Ranged } from "./figures";
import type { WorkingHours } from "./hours";
import { detectionOf, type Ledger } from "./ledger";

type Monitor = GuardrailOf<"monitor">;

/** What one critical level would have cost. */
export interface SweepPoint {
  /** The level, in the guardrail's unit. */
  readonly critical: number;
  /** Its recovery level, as far from it as today's in proportion; null without one. */
  readonly recovery: number | null;
  /** Pages a week. */
  readonly pagesPerWeek: Ranged;
  /** Times in alert of all groups. */
  readonly alerts: number;
  /** Seconds in alert of all groups together. */
  readonly alertSeconds: number;
  /** Whether every incident of the ledger is told in time; null where none is this guardrail's. */
  readonly catches: boolean | null;
}

/** A level that small changes of the past would not have moved. */
export interface Suggestion {
  /** The level: the middle of the widest stretch of levels that alert equally often. */
  readonly critical: number;
  /** The recovery level nearest to it that leaves as few alerts as any that was tried. */
  readonly recovery: number;
  /** How far the level could move to the nearer side with as many alerts, in percent of it. */
  readonly margin: number;
  /** How often it would have alerted. */
  readonly alerts: number;
}

/** Pages against level. */
export interface Sweep {
  /** The guardrail. */
  readonly id: string;
  /** Unit of the levels. */
  readonly unit: Monitor["unit"];
  /** The level today. */
  readonly critical: number;
  /** Each level that was tried, rising. */
  readonly points: readonly SweepPoint[];
  /** What would hold; null where no level alerts, or none tells the ledger's incidents in time. */
  readonly suggestion: Suggestion | null;
  /** Why it is not exact, or not there. */
  readonly reasons: readonly Reason[];
}

/** What a sweep is made of beside the monitor and its past. */
export interface SweepInputs {
  /** The hours that are not off-hours. */
  readonly hours: WorkingHours;
  /** Incidents that must be told; null without a ledger. */
  readonly ledger: Ledger | null;
}

/** How many levels are tried beside today's. */
const steps = 25;

/** How far recovery levels are tried from the level, in percent of it. */
const recoveryShares = [0, 1, 2, 5, 10, 15, 20];

/** Tries levels from the median of the windows to their worst value, all on the same windows. */
export function sweepOf(monitor: Monitor, history: History, inputs: SweepInputs): Sweep {
  const { criticalRecovery, id, unit } = monitor;
  const share = criticalRecovery === null ? null : criticalRecovery / monitor.critical;
  const levels = candidatesOf(monitor, history).map((critical) =>
    levelsAt(critical, share === null ? null : critical * share),
  );
  const results = sweepLevels(monitor, history, levels);
  const points = results.flatMap((result, index) => {
    const at = levels[index];
    return result.verdict === "unsupported" || !at ? [] : [pointOf(monitor, at, result, inputs)];
  });
  const reasons = results.flatMap((each) => each.reasons);
  return {
    id,
    unit,
    critical: monitor.critical,
    points,
    suggestion: suggestionOf(monitor, history, points),
    reasons: reasons.filter(({ text }, at) => reasons.findIndex((other) => other.text === text) === at),
  };
}

/** Warnings page nobody, so the sweep leaves them out. */
const levelsAt = (critical: number, criticalRecovery: number | null): Levels => ({
  critical,
  criticalRecovery: criticalRecovery === null ? null : tidied(criticalRecovery),
  warning: null,
  warningRecovery: null,
});

const tidied = (value: number): number => Number(value.toPrecision(4));

function candidatesOf(monitor: Monitor, history: History): readonly number[] {
  const windows = windowsOf(monitor, history);
  if ("verdict" in windows) return [monitor.critical];
  let [least, most] = [Infinity, -Infinity];
  const middles: number[] = [];
  for (const { values } of windows.groups) {
    const there = values.filter((each) => each === each).sort();
    least = Math.min(least, there[0] ?? Infinity);
    most = Math.max(most, there.at(-1) ?? -Infinity);
    middles.push(there[Math.floor(there.length / 2)] ?? NaN);
  }
  const from = medianOf(middles.filter((each) => each === each)) ?? monitor.critical;
  const worst = monitor.direction === "above" ? most : least;
  const to = Number.isFinite(worst) ? worst : monitor.critical;
  const tried = Array.from({ length: steps }, (_, step) => tidied(from + ((to - from) * step) / (steps - 1)));
  return [...new Set([...tried, monitor.critical])].sort((one, other) => one - other);
}

function pointOf(monitor: Monitor, levels: Levels, result: Simulated, inputs: SweepInputs): SweepPoint {
  const { alertSeconds, alerts, pagesPerWeek } = figuresOf(monitor, result, inputs.hours);
  const own = (inputs.ledger?.incidents ?? []).flatMap((incident) =>
    incident.guardrails
      .filter(({ id }) => id === monitor.id)
      .map(({ within }) => detectionOf(result, incident, within).verdict),
  );
  return {
    critical: levels.critical,
    recovery: levels.criticalRecovery,
    pagesPerWeek,
    alerts,
    alertSeconds,
    catches: own.length === 0 ? null : own.every((verdict) => verdict === "caught" || verdict === "unknown"),
  };
}

/** The number of alerts is no slope of the level, so every level is tried, and the middle of a flat stretch taken. */
function suggestionOf(monitor: Monitor, history: History, points: readonly SweepPoint[]): Suggestion | null {
  const stretches: SweepPoint[][] = [];
  for (const point of points) {
    const last = stretches.at(-1);
    if (last?.[0]?.alerts === point.alerts && last[0].catches === point.catches) last.push(point);
    else stretches.push([point]);
  }
  const good = stretches.filter(([first]) => first && first.alerts > 0 && first.catches !== false);
  const width = (stretch: readonly SweepPoint[]): number =>
    (stretch.at(-1)?.critical ?? 0) - (stretch[0]?.critical ?? 0);
  const [widest] = good.sort((one, other) => width(other) - width(one));
  const middle = widest?.[Math.floor((widest.length - 1) / 2)];
  if (!widest || !middle) return null;
  const { alerts, critical } = middle;
  const toEdge = Math.min(
    critical - (widest[0]?.critical ?? critical),
    (widest.at(-1)?.critical ?? critical) - critical,
  );
  const margin = critical === 0 ? 0 : Math.abs((toEdge * 100) / critical);
  return { critical, recovery: recoveryOf(monitor, history, critical), margin, alerts };
}

function recoveryOf(monitor: Monitor, history: History, critical: number): number {
  const side = monitor.direction === "above" ? -1 : 1;
  const tried = recoveryShares.map((share) => tidied(critical + (side * Math.abs(critical) * share) / 100));
  const counts = sweepLevels(
    monitor,
    history,
    tried.map((recovery) => levelsAt(critical, recovery === critical ? null : recovery)),
  ).map((each) => (each.verdict === "unsupported" ? Infinity : each.outcome.tally.alert));
  const fewest = Math.min(...counts);
  return tried[counts.indexOf(fewest)] ?? critical;
}
