import { NotUnderstood, type Scanner } from "./scanner";
import type { Comparator, QueryWindow } from "./syntax";

/** Reads the comparison that ends a query. */
export function readLevel(scanner: Scanner): { comparator: Comparator; threshold: number } {
  const [comparator] = scanner.require(/^(>=|<=|==|!=|>|<)/, "a comparison");
  if (/^threshold\b/.test(scanner.rest())) throw new NotUnderstood("a dynamic threshold is not simulated");
  const sign = scanner.take("-") ? -1 : 1;
  return { comparator: comparator as Comparator, threshold: sign * readNumber(scanner) };
}

/** Reads a plain number. */
export function readNumber(scanner: Scanner): number {
  return Number(scanner.require(/^(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?/i, "a number")[0]);
}

const units = {
  m: { seconds: 60, unit: "minutes" },
  h: { seconds: 3600, unit: "hours" },
  d: { seconds: 86_400, unit: "days" },
  w: { seconds: 604_800, unit: "days" },
  mo: { seconds: 2_592_000, unit: "months" },
} as const;

/** A length of time as Datadog writes it: `5m`, `1h`, `2d`, `1w`, `1mo`; undefined for any other text. */
export function windowOf(written: string): QueryWindow | undefined {
  const [, amount, unit] = /^(\d+)(mo|[mhdw])$/.exec(written) ?? [];
  if (!amount || !unit) return undefined;
  const known = units[unit as keyof typeof units];
  return { seconds: Number(amount) * known.seconds, unit: known.unit };
}
