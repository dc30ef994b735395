import type { Environment } from "../model/environment";
import { tidy, units, type Quantity } from "../model/quantity";
import type { Direction, Signal } from "../model/signal";
import type { Sourced } from "../model/source";
import { inUnitOf, type SourceTrail } from "./trail";

/** What a level says, for an environment that is more lenient. */
export interface LevelKind {
  /** Which side of the level is bad. */
  readonly direction: Direction;
  /** The greatest level that can ever be reached, in percent; null where there is none. */
  readonly most: number | null;
  /** What an environment may make of it. */
  readonly lenience: Signal["lenience"];
}

/** Takes a level, and makes of it what the environment asks for; an override stays what it says. */
export function takeLevel<Level extends Quantity>(
  trail: SourceTrail,
  { name, relax, scale }: Environment,
  field: string,
  { kind, level }: { readonly kind: LevelKind; readonly level: Sourced<Level> },
): Level {
  switch (kind.lenience) {
    case "none":
      return trail.take(field, level);
    case "relaxed":
      return trail.adapt(field, level, {
        key: "belfry:relax",
        because: `${name} relaxes levels ${relax} times.`,
        adapted: (value) => relaxed(value, relax, kind),
      });
    case "scaled":
      return takeReplicas(trail, { name, scale }, field, { declared: level, least: 1 });
  }
}

/** Takes a number of replicas, scaled to the environment: a part of one is one more, and none is fewer than `least`. */
export function takeReplicas<Count extends Quantity>(
  trail: SourceTrail,
  { name, scale }: Pick<Environment, "name" | "scale">,
  field: string,
  { declared, least }: { readonly declared: Sourced<Count>; readonly least: number },
): Count {
  return trail.adapt(field, declared, {
    key: "belfry:scale",
    because: `${name} keeps ${scale} times as many replicas.`,
    adapted: (count) => ({ ...count, value: scaled(count.value, scale, least) }),
  });
}

/** What needs none, or fewer than `least`, needs no more in a larger environment either. */
const scaled = (count: number, scale: number, least: number): number =>
  Math.max(Math.min(count, least), Math.ceil(tidy(count * scale)));

/** Of a relaxed level, so that people can read it; two levels of one alert still differ. */
const digits = 5;

/**
 * A level that is `times` farther off. A share of a whole never leaves it: what is closer to the whole than to nothing is
 * relaxed by what is left to the whole, so that 85 % becomes 90 % at 1.5 times, and 99 % of success 98.5 %.
 */
export function relaxed<Level extends Quantity>(
  level: Level,
  times: number,
  { direction, most }: Omit<LevelKind, "lenience">,
): Level {
  const whole = most === null ? null : inUnitOf({ value: most, unit: "percent" }, level).value;
  const { unit, value } = level;
  const far = direction === "above" ? value * times : value / times;
  const near = whole === null || value > whole ? far : relaxedBelow(whole, value, { times, direction });
  const nearer = direction === "above" ? Math.min(far, near) : Math.max(far, near);
  // Nothing is counted in parts, and the least number of things that can be missed is one.
  const isCounted = units[unit].dimension === "count";
  return { ...level, value: isCounted ? Math.ceil(tidy(nearer)) : Number(nearer.toPrecision(digits)) };
}

/** The level at which `times` as much, or as little, of what is left to the whole remains. */
function relaxedBelow(
  whole: number,
  value: number,
  { direction, times }: { readonly direction: Direction; readonly times: number },
): number {
  const left = whole - value;
  return whole - (direction === "above" ? left / times : left * times);
}
