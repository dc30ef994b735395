import { recoveryMargin } from "../model/defaults";
import type { MonitorDeclaration } from "../model/declaration";
import { sameOrigin } from "../model/origin";
import { percent, tidy, units, type Quantity } from "../model/quantity";
import { signals, type Direction, type Reading, type SignalName } from "../model/signal";
import type { Measurement } from "../model/telemetry";
import { takeLevel } from "./adapt";
import type { PlanContext } from "./context";
import { inUnitOf, type SourceTrail } from "./trail";

/** A monitor's levels, all in the unit of its query. */
export interface Levels {
  /** Level that alerts; the number in the query. */
  readonly critical: Quantity;
  /** Level that only informs; null where none is declared. */
  readonly warning: Quantity | null;
  /** Level at which the alert is over; null where leaving `critical` ends it. */
  readonly criticalRecovery: Quantity | null;
  /** Level at which the warning is over; null without a warning, or where leaving it ends it. */
  readonly warningRecovery: Quantity | null;
}

/** What the levels of one monitor follow from. */
export interface LevelParts {
  /** The monitor, for its signal and its written levels. */
  readonly declaration: MonitorDeclaration<SignalName>;
  /** Which side of a level is bad. */
  readonly direction: Direction;
  /** What the query reads, for its unit; null while nothing measures the signal. */
  readonly measurement: Measurement | null;
}

/** The levels of a monitor, each noted in the trail. */
export function levelsOf(
  { environment }: PlanContext,
  trail: SourceTrail,
  { declaration, direction, measurement }: LevelParts,
): Levels {
  const { lenience, most, reading } = signals[declaration.signal];
  const kind = { direction, lenience, most };
  const written = takeLevel(trail, environment, "critical", { kind, level: declaration.critical });
  // A percentile cannot be multiplied inside a Datadog query, so its levels go to the metric's unit instead.
  const like = reading === "percentile" && measurement ? { value: 0, unit: measurement.unit } : written;
  const warned = declaration.warning
    ? takeLevel(trail, environment, "warning", { kind, level: declaration.warning })
    : null;
  const critical = inUnitOf(written, like);
  const warning = warned && inUnitOf(warned, like);
  const levels = { critical, warning, criticalRecovery: null, warningRecovery: null };
  if (!canHover(reading) || !hasWayBack(critical, direction)) return levels;

  const recoveryOf = (field: string, level: Quantity): Quantity =>
    inUnitOf(takeRecovery(trail, field, { level, direction }), like);
  return {
    ...levels,
    criticalRecovery: recoveryOf("criticalRecovery", written),
    warningRecovery: warned && recoveryOf("warningRecovery", warned),
  };
}

/** Counted events recover when they stop; only levels that can hover on the edge need a margin. */
const canHover = (reading: Reading): boolean => ["gauge", "ratio", "percentile", "change"].includes(reading);

/** A margin leads nowhere from zero, and from the least number of things only to a part of one. */
export function hasWayBack({ unit, value }: Quantity, direction: Direction): boolean {
  return value !== 0 && !(unit === "count" && direction === "below");
}

/** What the end of an alert follows from. */
interface Left {
  /** The level that alerts, as it was written. */
  readonly level: Quantity;
  /** Which side of it is bad. */
  readonly direction: Direction;
}

/** The level at which an alert is over, by the house margin: noted as a level, so that it reads and changes as one. */
export function takeRecovery(trail: SourceTrail, field: string, { direction, level }: Left): Quantity {
  const value = { unit: level.unit, value: recoveryLevel(level, direction) };
  return trail.take(field, sameOrigin(recoveryMargin, { ...recoveryMargin, value }));
}

/** A twentieth of the way back: of the level itself, or of what is left to 100 % where a share must not fall. */
function recoveryLevel({ unit, value }: Quantity, direction: Direction): number {
  const margin = recoveryMargin.value.value / 100;
  if (direction === "above") return tidy(value * (1 - margin));
  if (units[unit].dimension !== "share") return tidy(value * (1 + margin));
  const whole = inUnitOf(percent(100), { value: 0, unit });
  return tidy(value + (whole.value - value) * margin);
}
