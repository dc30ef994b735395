import { kinds, type Kind } from "./contender";
import { temperatures, type Size, type Temperature } from "./sizes";

/** Times of one program under one condition, in seconds. */
export type Times = readonly number[];

/** Both programs under one condition. */
export interface Comparison {
  readonly size: string;
  readonly resources: number;
  readonly kind: Kind;
  readonly temperature: Temperature;
  /** Median seconds of the plain program. */
  readonly plain: number;
  /** Median seconds of Belfry. */
  readonly belfry: number;
  /** Belfry's share of the plain program's time. */
  readonly ratio: number;
  /** The most that the ratio may be. */
  readonly limit: number;
  readonly kept: boolean;
}

/** One condition under which both programs are timed. */
export interface Condition {
  readonly kind: Kind;
  readonly temperature: Temperature;
}

/** Every condition, in the order in which the table shows them. */
export const conditions: readonly Condition[] = kinds.flatMap((kind) =>
  temperatures.map((temperature) => ({ kind, temperature })),
);

/** The middle of the times; half-way between the two middle ones where they are even in number. */
export function median(times: Times): number {
  const sorted = [...times].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** Holds two programs' times against the limit of their size. */
export function compare(
  size: Size,
  resources: number,
  { kind, temperature }: Condition,
  times: { readonly plain: Times; readonly belfry: Times },
): Comparison {
  const plain = median(times.plain);
  const belfry = median(times.belfry);
  const ratio = belfry / plain;
  const limit = size.limits[temperature];
  return {
    size: size.title,
    resources,
    kind,
    temperature,
    plain,
    belfry,
    ratio,
    limit,
    kept: ratio <= limit,
  };
}
