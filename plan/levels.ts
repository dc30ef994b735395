import { recoveryMargin } from "../model/defaults";
import type { MonitorDeclaration } from "../model/declaration";
import { tidy, type Quantity } from "../model/quantity";
import { signals, type Direction, type SignalName } from "../model/signal";
import type { Measurement } from "../model/telemetry";
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
export function levelsOf(trail: SourceTrail, { declaration, direction, measurement }: LevelParts): Levels {
  const { reading } = signals[declaration.signal];
  const written = trail.take("critical", declaration.critical);
  // A percentile cannot be multiplied inside a Datadog query, so its levels go to the metric's unit instead.
  const like = reading === "percentile" && measurement ? { value: 0, unit: measurement.unit } : written;
  const critical = inUnitOf(written, like);
  const warning = declaration.warning ? inUnitOf(trail.take("warning", declaration.warning), like) : null;
  const levels = { critical, warning, criticalRecovery: null, warningRecovery: null };
  if (!hasRecovery(reading, direction, critical)) return levels;

  const recover = (level: Quantity): Quantity => ({
    unit: level.unit,
    value: recoveryLevel(level, direction),
  });
  trail.note("criticalRecovery", recoveryMargin);
  if (warning) trail.note("warningRecovery", recoveryMargin);
  return { ...levels, criticalRecovery: recover(critical), warningRecovery: warning && recover(warning) };
}

/** Counted events recover when they stop; only levels that can hover on the edge need a margin. */
function hasRecovery(reading: string, direction: Direction, { unit, value }: Quantity): boolean {
  if (unit === "count" && direction === "below") return false;
  return value !== 0 && ["gauge", "ratio", "percentile", "change"].includes(reading);
}

/** A twentieth of the way back: of the level itself, or of what is left to 100 % where a share must not fall. */
function recoveryLevel(level: Quantity, direction: Direction): number {
  const margin = recoveryMargin.value / 100;
  if (direction === "above") return tidy(level.value * (1 - margin));
  return tidy(
    level.unit === "percent" ? level.value + (100 - level.value) * margin : level.value * (1 + margin),
  );
}
