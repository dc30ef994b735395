import { convert, units, written, type Dimension, type Unit } from "../../model/quantity";
import type { Direction } from "../../model/signal";
import type { Verdict } from "../change";
import { changed, type Rule } from "./kit";

/** What the numbers of a guardrail are compared by. */
export interface Scale {
  /** Which side of a level is bad. */
  readonly direction: Direction;
  /** The unit of its levels. */
  readonly unit: Unit;
}

/** A level, or what stands for it where there is none. */
interface LevelSpec<G> {
  /** The guardrail's scale. */
  readonly scale: (owner: G) => Scale;
  /** The level that holds where none is set; null where then nothing happens at all. */
  readonly standIn?: (owner: G) => number | null;
  /** Why, where it acts at more values than before, and at fewer. */
  readonly because: readonly [more: string, fewer: string];
}

/** A level: on the bad side of it something happens, so a level nearer to the good side is stricter. */
export function level<G>({ because, scale, standIn = () => null }: LevelSpec<G>): Rule<number | null, G> {
  return (before, after, { after: owner, before: owned, field }) => {
    const [was, is] = [scale(owned), scale(owner)];
    const texts = [textOf(before, was.unit), textOf(after, is.unit)] as const;
    if (was.direction !== is.direction || units[was.unit].dimension !== units[is.unit].dimension)
      return [changed(field, texts, otherScale)];
    const step = strictness(after ?? standIn(owner), is) - strictness(before ?? standIn(owned), was);
    const verdict: Verdict =
      Number.isNaN(step) || step === 0
        ? { classes: ["text-only"], because: "Both ways of writing it mean the same level." }
        : { classes: [step > 0 ? "tightened" : "loosened"], because: because[step > 0 ? 0 : 1] };
    return [changed(field, texts, verdict)];
  };
}

const otherScale: Verdict = {
  classes: ["scope"],
  because: "The levels are of different scales, so neither is stricter.",
};

const textOf = (value: number | null, unit: Unit): string | null =>
  value === null ? null : written({ value, unit });

/** Grows as a level nears the good side; without a level nothing ever happens. */
function strictness(value: number | null, { direction, unit }: Scale): number {
  if (value === null) return -Infinity;
  const { dimension } = units[unit];
  const base = baseUnits[dimension];
  const inBase = convert<Dimension, Unit>({ value, unit }, base).value;
  return direction === "above" ? -inBase : inBase;
}

const baseUnits: Readonly<Record<Dimension, Unit>> = {
  share: "percent",
  time: "seconds",
  count: "count",
  rate: "perMinute",
  data: "bytes",
  cpu: "cores",
};

/** A unit; what it means for the levels is told with them. */
export const unit: Rule<Unit> = (before, after, { field }) => [
  changed(
    field,
    [before, after],
    units[before].dimension === units[after].dimension
      ? { classes: ["text-only"], because: "The levels are compared after conversion." }
      : { classes: ["scope"], because: "It measures another dimension." },
  ),
];
