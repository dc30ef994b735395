import type { Clock, Look } from "./clock";
import type { Grid } from "./history";
import type { QueryWindow } from "./query/syntax";

const bucketSeconds = { minutes: 60, hours: 600, days: 3600, months: 14_400 } as const;

/** How many buckets may be empty. */
const allowedEmpty = 3;

/**
 * Whether each evaluation's window counts as full: its first bucket holds a point, and at most three hold none. The
 * length of a bucket follows from the unit in which the window is written.
 *
 * Rule and table: https://docs.datadoghq.com/monitors/types/metric/#data-window
 */
export function fullWindows(
  present: Uint8Array,
  { clock, grid }: { readonly clock: Clock; readonly grid: Grid },
  { unit }: QueryWindow,
  { delay, window }: Look,
): Uint8Array {
  const length = bucketSeconds[unit];
  const before = new Int32Array(present.length + 1);
  for (let at = 0; at < present.length; at++) before[at + 1] = (before[at] ?? 0) + (present[at] ?? 0);
  const upTo = (time: number): number => {
    const bucket = Math.ceil((time - grid.start) / grid.step);
    return before[Math.min(present.length, Math.max(0, bucket))] ?? 0;
  };

  const full = new Uint8Array(clock.count);
  for (let at = 0; at < clock.count; at++) {
    const end = clock.first + at * clock.every - delay;
    const start = end - window;
    let known = upTo(start);
    let empty = 0;
    for (let time = start; time < end && empty <= allowedEmpty; time += length) {
      const next = upTo(Math.min(end, time + length));
      // An empty first bucket is one too many already.
      if (next === known) empty += time === start ? allowedEmpty + 1 : 1;
      known = next;
    }
    full[at] = Number(empty <= allowedEmpty);
  }
  return full;
}
