import type { Comparator } from "./query/syntax";

/** Tells whether a value stands to a level as a comparator says; NaN only differs. */
export function compares(value: number, comparator: Comparator, level: number): boolean {
  switch (comparator) {
    case ">":
      return value > level;
    case ">=":
      return value >= level;
    case "<":
      return value < level;
    case "<=":
      return value <= level;
    case "==":
      return value === level;
    case "!=":
      return value !== level;
  }
}
