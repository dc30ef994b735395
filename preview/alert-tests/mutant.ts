import { decimal } from "../../model/quantity";
import type { Guardrail } from "../../plan/types";

/** A guardrail with one number or rule changed. */
export interface Mutant {
  /** What was changed, such as `critical 85 -> 93.5`. */
  readonly change: string;
  /** The changed guardrail, under its own id. */
  readonly guardrail: Guardrail;
}

const countUnits: readonly string[] = ["count", "perMinute", "perHour"];

/** A tenth more and a tenth less; of what is counted at least one, since half a login changes nothing. */
export function levelsAround(level: number, unit: string): readonly number[] {
  const tenth = Math.abs(level) / 10;
  const step = countUnits.includes(unit) ? Math.max(1, Math.round(tenth)) : tenth;
  return [level + step, level - step].map((each) => Number(decimal(each)));
}

/** A fifth more and a fifth less of a time in seconds, in whole minutes. */
export function minutesAround(seconds: number): readonly number[] {
  const minutes = seconds / 60;
  const step = Math.max(1, Math.round(minutes / 5));
  return [minutes + step, minutes - step].filter((each) => each >= 1);
}
