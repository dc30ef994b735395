import type { Problem } from "../../model/problem";
import { decimal, units, writtenDuration } from "../../model/quantity";
import { signals } from "../../model/signal";
import type { GuardrailOf } from "../types";

type Monitor = GuardrailOf<"monitor">;

/** Shares that may pass a hundred: a rise can be more than the whole. */
const unbounded: ReadonlySet<string> = new Set(["latencyChange", "backupSizeRatio", "cpuUsage"]);

/** Checks of one monitor's levels, window and telemetry. */
export function checkMonitor(monitor: Monitor): readonly Problem[] {
  const range = checkRange(monitor);
  return [
    ...range,
    ...(range.length === 0 ? checkOrder(monitor) : []),
    ...checkWindow(monitor),
    ...checkTelemetry(monitor),
  ];
}

/** A level must be a number that its unit can take. */
function checkRange({ critical, id, signal, unit, warning }: Monitor): readonly Problem[] {
  const limit = unit === "percent" && !unbounded.has(signal) ? 100 : Number.MAX_SAFE_INTEGER;
  const levels: readonly (readonly [string, number | null])[] = [
    ["critical", critical],
    ["warning", warning],
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

/** A warning must be reached before the alert, or it could never be told first. */
function checkOrder({ critical, direction, id, unit, warning }: Monitor): readonly Problem[] {
  if (warning === null || (direction === "above" ? warning < critical : warning > critical)) return [];
  const { symbol } = units[unit];
  const level = `${decimal(critical)}${symbol && ` ${symbol}`}`;
  return [
    {
      code: "threshold/order",
      path: `${id}.warning`,
      value: `${decimal(warning)}${symbol && ` ${symbol}`}`,
      rule: `the warning can never come before the alert at ${level}, since ${direction} is bad.`,
      remedy: `Set it ${direction === "above" ? "below" : "above"} ${level}.`,
    },
  ];
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
