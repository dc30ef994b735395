import type { Problem } from "../../model/problem";
import { units, written, writtenDuration, type Unit } from "../../model/quantity";
import { signals, type Direction } from "../../model/signal";
import type { GuardrailOf } from "../types";

type Monitor = GuardrailOf<"monitor">;

/** Far above any level that means something, and a number that queries, thresholds and pages all write in full. */
const greatestNumber = 1e15;

/** Checks of one monitor's levels, window and telemetry. */
export function checkMonitor(monitor: Monitor): readonly Problem[] {
  const range = checkRange(monitor);
  return [
    ...range,
    ...(range.length === 0
      ? [
          ...checkOrder({ ...monitor, most: mostOf(monitor) }),
          ...checkRecovery(monitor, recoveriesOf(monitor)),
        ]
      : []),
    ...checkWindow(monitor),
    ...checkTelemetry(monitor),
  ];
}

/** A level must be a number that its signal can reach, and that a query can hold exactly. */
function checkRange(monitor: Monitor): readonly Problem[] {
  const { critical, criticalRecovery, id, unit, warning, warningRecovery } = monitor;
  const greatest = written({ value: mostOf(monitor) ?? greatestNumber, unit });
  const levels: readonly (readonly [string, number | null])[] = [
    ["critical", critical],
    ["warning", warning],
    ["criticalRecovery", criticalRecovery],
    ["warningRecovery", warningRecovery],
  ];
  return levels
    .filter(([, level]) => level !== null && !isReachable(level, mostOf(monitor)))
    .map(([field, level]) => ({
      code: "threshold/range",
      path: `${id}.${field}`,
      value: String(level),
      rule: `a level of ${monitor.signal} lies between ${written({ value: 0, unit })} and ${greatest}.`,
      remedy: "Write a number in that range.",
    }));
}

/** Whether a level can be reached at all; `most` is the greatest number, null where there is none. */
export const isReachable = (level: number, most: number | null): boolean =>
  level >= 0 && level <= (most ?? greatestNumber);

/** The greatest level that the signal can reach, in the monitor's unit; null where there is none. */
export function mostOf({ signal, unit }: Pick<Monitor, "signal" | "unit">): number | null {
  const { most } = signals[signal];
  const { denominator, dimension, numerator } = units[unit];
  return most === null || dimension !== "share" ? null : (most * denominator) / numerator;
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
  /** The greatest level that can be reached; null or left out where there is none. */
  readonly most?: number | null;
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

/** A warning must be reached before the alert, or it could never be told first. */
export function checkOrder({ critical, direction, id, most, unit, warning }: Compared): readonly Problem[] {
  if (warning === null || (direction === "above" ? warning < critical : warning > critical)) return [];
  const level = written({ value: critical, unit });
  // No level lies before the alert where it stands at the edge of what can be reached.
  const atEdge = direction === "above" ? critical === 0 : critical === most;
  return [
    {
      code: "threshold/order",
      path: `${id}.warning`,
      value: written({ value: warning, unit }),
      rule: `the warning can never come before the alert at ${level}, since ${direction} is bad.`,
      remedy: atEdge
        ? "Leave the warning out, or move the alert."
        : `Set it ${direction === "above" ? "below" : "above"} ${level}.`,
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
    const level = written({ value: from, unit });
    return [
      {
        code: "threshold/recovery",
        path: `${id}.${field}`,
        value: written({ value: to, unit }),
        rule: `the alert at ${level} cannot be over there, since ${direction} is bad.`,
        remedy: `Set it ${direction === "above" ? "below" : "above"} ${level}.`,
      },
    ];
  });
}

/** Datadog looks back between a minute and 48 hours in a moving window, or a whole day or week. */
function checkWindow({ critical, id, over, signal, sustainedFor, unit }: Monitor): readonly Problem[] {
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
        `a level of ${written({ value: critical, unit })} is counted over exactly ${writtenDuration(period)}.`,
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
