import type { Grid } from "./history";
import type { Bounds } from "./windows";

/** When a monitor is evaluated. */
export interface Clock {
  /** Time of the first evaluation, in seconds since 1970. */
  readonly first: number;
  /** Seconds between two evaluations. */
  readonly every: number;
  /** How many evaluations there are. */
  readonly count: number;
}

/** How far an evaluation looks back. */
export interface Look {
  /** Length of the window in seconds. */
  readonly window: number;
  /** Seconds by which the window ends before the evaluation. */
  readonly delay: number;
}

const day = 86_400;

/**
 * Seconds between two evaluations of a window.
 *
 * Table: https://docs.datadoghq.com/monitors/configuration/#evaluation-frequency
 */
export function cadenceOf(window: number): number {
  if (window < day) return 60;
  return window < 2 * day ? 600 : 1800;
}

/** Time of an evaluation. */
export const timeOf = ({ every, first }: Clock, evaluation: number): number => first + evaluation * every;

/** The evaluations after `start` up to `end`, `phase` seconds after the round times of the clock. */
export function clockOf(
  period: { readonly start: number; readonly end: number },
  every: number,
  phase: number,
): Clock {
  const first = (Math.floor((period.start - phase) / every) + 1) * every + phase;
  return { first, every, count: Math.max(0, Math.floor((period.end - first) / every) + 1) };
}

/**
 * Phases of the clock of which each sees other points: Datadog does not say at which second of a minute it evaluates,
 * and many phases see the same ones. The first one given stays the first.
 */
export function distinctClocks(clocks: readonly Clock[], grid: Grid, look: Look): readonly Clock[] {
  const seen = new Map<string, Clock>();
  for (const clock of clocks) {
    const [low, high] = bucketsAt(clock.first, grid, look);
    const key = clock.every % grid.step === 0 ? `${low}:${high}` : String(clock.first);
    if (!seen.has(key)) seen.set(key, clock);
  }
  return [...seen.values()];
}

/** The buckets whose start lies in `[now - delay - window, now - delay)`. */
export function boundsOf(clock: Clock, grid: Grid, look: Look): Bounds {
  const lows = new Int32Array(clock.count);
  const highs = new Int32Array(clock.count);
  for (let at = 0; at < clock.count; at++) {
    const end = clock.first + at * clock.every - look.delay - grid.start;
    lows[at] = clipped(Math.ceil((end - look.window) / grid.step), grid.size);
    highs[at] = clipped(Math.ceil(end / grid.step), grid.size);
  }
  return { lows, highs };
}

function bucketsAt(now: number, { start, step }: Grid, { delay, window }: Look): readonly [number, number] {
  const end = now - delay - start;
  return [Math.ceil((end - window) / step), Math.ceil(end / step)];
}

const clipped = (bucket: number, size: number): number => Math.min(size, Math.max(0, bucket));
