import { kinds, type Kind } from "./contender";
import { temperatures, type Size, type Temperature } from "./sizes";

/** Times of one program under one condition, in seconds. */
export type Times = readonly number[];

/** Both programs under one condition. */
export interface Comparison {
  /** What the table calls the size, such as `1,000 resources`. */
  readonly size: string;
  /** How many resources each program has at providers. */
  readonly resources: number;
  /** What the timed previews found. */
  readonly kind: Kind;
  /** Whether the compiler's cache was empty or filled. */
  readonly temperature: Temperature;
  /** Median seconds of the plain program. */
  readonly plain: number;
  /** Median seconds of Belfry. */
  readonly belfry: number;
  /** Belfry's share of the plain program's time. */
  readonly ratio: number;
  /** The most that the ratio may be. */
  readonly limit: number;
  /** True when `ratio` is at most `limit`. */
  readonly kept: boolean;
}

/** One condition under which both programs are timed. */
export interface Condition {
  /** What the preview finds, which decides the stack that is previewed. */
  readonly kind: Kind;
  /** Whether the compiler's cache is empty or filled. */
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
