import type { Problem } from "../../model/problem";
import { decimal, units, writtenDuration, type Unit } from "../../model/quantity";
import { signals, type Direction } from "../../model/signal";
import type { GuardrailOf } from "../types";

type Monitor = GuardrailOf<"monitor">;

/** Shares that may pass a hundred: a rise can be more than the whole. */
const unbounded: ReadonlySet<string> = new Set(["latencyChange", "backupSizeRatio", "cpuUsage"]);

/** Checks of one monitor's levels, window and telemetry. */
export function checkMonitor(monitor: Monitor): readonly Problem[] {
  const range = checkRange(monitor);
  return [
    ...range,
    ...(range.length === 0 ? [...checkOrder(monitor), ...checkRecovery(monitor, recoveriesOf(monitor))] : []),
    ...checkWindow(monitor),
    ...checkTelemetry(monitor),
  ];
}

/** A level must be a number that its unit can take. */
function checkRange(monitor: Monitor): readonly Problem[] {
  const { critical, criticalRecovery, id, signal, unit, warning, warningRecovery } = monitor;
  const limit = unit === "percent" && !unbounded.has(signal) ? 100 : Number.MAX_SAFE_INTEGER;
  const levels: readonly (readonly [string, number | null])[] = [
    ["critical", critical],
    ["warning", warning],
    ["criticalRecovery", criticalRecovery],
    ["warningRecovery", warningRecovery],
  ];
  return levels
    .filter(([, level]) => level !== null && !(Number.isFinite(level) && level >= 0 && level <= limit))
    .map(([field, level]) => ({
      code: "threshold/range",
      path: `${id}.${field}`,
      value: String(level),
      rule:
        limit === 100
          ? "a share must lie between 0 and 100 %."
          : `a level in ${unit} must be a number of 0 or more.`,
      remedy: "Write a number in that range.",
    }));
}

/** Levels that are compared with one number, whoever compares them. */
export interface Compared {
  /** Id of the guardrail that holds them. */
  readonly id: string;
  /** Which side of a level is bad. */
  readonly direction: Direction;
  /** The unit of all of them. */
  readonly unit: Unit;
  /** Level that alerts. */
  readonly critical: number;
  /** Level that only informs; null where there is none. */
  readonly warning: number | null;
}

/** A level at which an alert is over. */
interface Recovery {
  /** Field that holds it. */
  readonly field: string;
  /** The level that must be left; null where there is none. */
  readonly from: number | null;
  /** The level at which it is left; null where leaving it is enough. */
  readonly to: number | null;
}

const recoveriesOf = ({ critical, criticalRecovery, warning, warningRecovery }: Monitor) => [
  { field: "criticalRecovery", from: critical, to: criticalRecovery },
  { field: "warningRecovery", from: warning, to: warningRecovery },
];

/** A level of a unit as a person reads it. */
function levelIn(unit: Unit, value: number): string {
  const { symbol } = units[unit];
  return `${decimal(value)}${symbol && ` ${symbol}`}`;
}

/** A warning must be reached before the alert, or it could never be told first. */
export function checkOrder({ critical, direction, id, unit, warning }: Compared): readonly Problem[] {
  if (warning === null || (direction === "above" ? warning < critical : warning > critical)) return [];
  const level = levelIn(unit, critical);
  return [
    {
      code: "threshold/order",
      path: `${id}.warning`,
      value: levelIn(unit, warning),
      rule: `the warning can never come before the alert at ${level}, since ${direction} is bad.`,
      remedy: `Set it ${direction === "above" ? "below" : "above"} ${level}.`,
    },
  ];
}

/** An alert that is over while its level is still bad would come and go without end. */
export function checkRecovery(
  { direction, id, unit }: Compared,
  recoveries: readonly Recovery[],
): readonly Problem[] {
  return recoveries.flatMap(({ field, from, to }) => {
    if (from === null || to === null || (direction === "above" ? to < from : to > from)) return [];
    const level = levelIn(unit, from);
    return [
      {
        code: "threshold/recovery",
        path: `${id}.${field}`,
        value: levelIn(unit, to),
        rule: `the alert at ${level} cannot be over there, since ${direction} is bad.`,
        remedy: `Set it ${direction === "above" ? "below" : "above"} ${level}.`,
      },
    ];
  });
}

/** Datadog looks back between a minute and 48 hours in a moving window, or a whole day or week. */
function checkWindow({ id, over, signal, sustainedFor, unit }: Monitor): readonly Problem[] {
  const problem = (code: string, rule: string, remedy: string): Problem => ({
    code,
    path: `${id}.${sustainedFor > 0 ? "sustainedFor" : "over"}`,
    value: writtenDuration(over),
    rule,
    remedy,
  });
  const { reading } = signals[signal];
  const period = units[unit].denominator;
  const problems: Problem[] = [];
  if (over < 60 || over > 604_800 || over % 60 !== 0) {
    problems.push(
      problem(
        "threshold/window",
        "a window is a whole number of minutes, from one minute to a week.",
        "Write such a window.",
      ),
    );
  }
  if (reading === "rate" && units[unit].dimension === "rate" && over !== period) {
    problems.push(
      problem(
        "threshold/rate-window",
        `a level in ${unit} is counted over exactly ${writtenDuration(period)}.`,
        `Set the window to ${writtenDuration(period)}, or write the level in another unit.`,
      ),
    );
  }
  if (sustainedFor > 0 && !["gauge", "percentile"].includes(reading)) {
    problems.push(
      problem(
        "threshold/sustain",
        `a ${reading} is added up over its window and cannot be sustained.`,
        "Write `over` instead of `sustainedFor`.",
      ),
    );
  }
  return problems;
}

/** A monitor without telemetry would match nothing and stay green for ever. */
function checkTelemetry({ id, signal, telemetry }: Monitor): readonly Problem[] {
  if (telemetry) return [];
  return [
    {
      code: "telemetry/missing",
      path: `${id}.signal`,
      value: signal,
      rule: "the service does not say where this signal is measured.",
      remedy: `Add ${signal} to its telemetry, or declare it uninstrumented with the reason.`,
    },
  ];
}
