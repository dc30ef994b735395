import type { Chart } from "../../../schema";

type Point = NonNullable<Chart["groups"][number]["points"][number]>;

/** Points without a gap between them. */
export type Run = readonly Point[];

/** The parts of a series between its gaps; a point lasts for its bucket, so each run ends where its last bucket does. */
export function runsOf(points: readonly (Point | null)[], step: number): readonly Run[] {
  const runs: Point[][] = [[]];
  for (const point of points) {
    const run = runs.at(-1) ?? [];
    const last = run.at(-1);
    // A bucket that is left out is as much a gap as one without value.
    const follows = point !== null && (last === undefined || point[0] - last[0] < 1.5 * step);
    if (follows) run.push(point);
    else if (point !== null) runs.push([point]);
    else if (last !== undefined) runs.push([]);
  }
  return runs
    .filter((run) => run.length > 0)
    .map((run) => {
      const [time, low, high] = run.at(-1) ?? [0, 0, 0];
      return [...run, [time + step, low, high]];
    });
}

/** A stretch of time. */
export interface Stretch {
  /** Its start, in seconds since 1970. */
  readonly start: number;
  /** Its end. */
  readonly end: number;
}

/** The times between a chart's start and end in which nothing was measured. */
export function gapsOf(runs: readonly Run[], { from, step, until }: Chart): readonly Stretch[] {
  const edges = [from, ...runs.flatMap((run) => [run[0]?.[0] ?? from, run.at(-1)?.[0] ?? from]), until];
  const gaps: Stretch[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    const [start = from, end = until] = [edges[index], edges[index + 1]];
    // Buckets need not begin with the period.
    if (end - start > step / 2) gaps.push({ start, end });
  }
  return gaps;
}

/** A bar of a lane. */
export interface Bar {
  /** Its left edge. */
  readonly x: number;
  /** Its width. */
  readonly width: number;
}

/** Where a stretch is drawn: wide enough to be seen, and within the lane. */
export function barOf(
  { end, start }: Stretch,
  {
    least,
    of,
    width,
  }: { readonly of: (seconds: number) => number; readonly least: number; readonly width: number },
): Bar {
  const [left, right] = [of(start), of(end)];
  const wide = Math.max(least, right - left);
  return { x: Math.min(left, width - wide), width: wide };
}

/**
 * Places for labels near those that they wish for, in the same order, at least `gap` apart and within `height`: labels
 * that would cover each other move aside together, and stay around where they belong.
 */
export function spread(wished: readonly number[], gap: number, height: number): readonly number[] {
  const order = wished
    .map((_, index) => index)
    .sort((one, other) => (wished[one] ?? 0) - (wished[other] ?? 0));
  const room = Math.min(gap, wished.length > 1 ? height / (wished.length - 1) : gap);
  const blocks: { members: number[]; top: number }[] = [];
  for (const index of order) {
    let block = { members: [index], top: within(wished[index] ?? 0, height) };
    for (
      let last = blocks.at(-1);
      last && last.top + last.members.length * room > block.top;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      const members = [...last.members, ...block.members];
      const middle = members.reduce((sum, each, place) => sum + (wished[each] ?? 0) - place * room, 0);
      block = { members, top: within(middle / members.length, height - (members.length - 1) * room) };
    }
    blocks.push(block);
  }
  const places = wished.map(() => 0);
  for (const { members, top } of blocks)
    members.forEach((each, place) => {
      places[each] = top + place * room;
    });
  return places;
}

const within = (value: number, most: number): number => Math.max(0, Math.min(value, most));
