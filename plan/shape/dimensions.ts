import { units, type Dimension, type Unit } from "../../model/quantity";
import { foundAt, isRecord } from "../../model/record";
import { signals, type SignalName } from "../../model/signal";
import type { Mistake } from "./mistakes";
import { isNumber, isQuantity, unitNames, unitsOf, wrongUnit } from "./parts";

/** Levels and measurements in another dimension than their signal's: the plan would compare them as bare numbers. */
export function wrongDimensions(service: unknown): readonly Mistake[] {
  return [...wrongLevels(service), ...wrongMeasurements(service)];
}

const levels: readonly (readonly [signal: readonly string[], level: readonly string[]])[] = [
  [["signal"], ["critical"]],
  [["signal"], ["warning"]],
  [
    ["indicator", "signal"],
    ["indicator", "level"],
  ],
];

function wrongLevels(service: unknown): readonly Mistake[] {
  const guardrails = foundAt(service, ["guardrails"]);
  if (!Array.isArray(guardrails)) return [];
  return guardrails.flatMap((guardrail: unknown, index) =>
    levels.flatMap(([signal, level]) =>
      levelMistake(service, foundAt(guardrail, signal), ["guardrails", index, ...level]),
    ),
  );
}

function levelMistake(service: unknown, signal: unknown, path: Mistake["path"]): readonly Mistake[] {
  const level = foundAt(service, [...path, "value"]);
  if (!isSignal(signal) || !isQuantity(level) || !isNumber(level)) return [];
  const allowed = unitsOf(signals[signal].dimension);
  return allowed.includes(level.unit) ? [] : [{ path, ...wrongUnit("threshold/unit", level, allowed) }];
}

function wrongMeasurements(service: unknown): readonly Mistake[] {
  const telemetry = foundAt(service, ["telemetry"]);
  if (!isRecord(telemetry)) return [];
  return Object.keys(telemetry).flatMap((signal) => {
    const path = ["telemetry", signal, "unit"];
    const unit = foundAt(service, path);
    if (!isSignal(signal) || !unitNames.includes(unit as Unit)) return [];
    const allowed = measurable(signals[signal].dimension);
    const measured = { value: 1, unit: unit as Unit };
    return allowed.includes(measured.unit)
      ? []
      : [{ path, ...wrongUnit("telemetry/unit", measured, allowed) }];
  });
}

/** What is counted over a rate's own period is that rate. */
const measurable = (dimension: Dimension): readonly Unit[] =>
  unitNames.filter((name) => {
    const found = units[name].dimension;
    return found === dimension || (dimension === "rate" && found === "count");
  });

const isSignal = (value: unknown): value is SignalName =>
  typeof value === "string" && Object.hasOwn(signals, value);
