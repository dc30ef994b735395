import fc from "fast-check";

import { barOf, gapsOf, runsOf, spread } from "../../../../../preview/render/html/chart/geometry";
import { chartOf } from "../../../../support/previews";

type Points = Parameters<typeof runsOf>[0];

describe("runs of a series", () => {
  it.each<readonly [string, Points, readonly (readonly number[])[]]>([
    ["nothing", [], []],
    ["only gaps", [null, null], []],
    ["one point, which lasts for its bucket", [[0, 1, 2]], [[0, 10]]],
    [
      "points that follow",
      [
        [0, 1, 2],
        [10, 1, 2],
      ],
      [[0, 10, 20]],
    ],
    [
      "a gap",
      [[0, 1, 2], null, [20, 1, 2]],
      [
        [0, 10],
        [20, 30],
      ],
    ],
    [
      "a bucket that is left out",
      [
        [0, 1, 2],
        [30, 1, 2],
      ],
      [
        [0, 10],
        [30, 40],
      ],
    ],
    ["gaps at both ends", [null, [10, 1, 2], null], [[10, 20]]],
  ])("of %s", (_, points, times) => {
    expect(runsOf(points, 10).map((run) => run.map(([time]) => time))).toEqual(times);
  });

  it("and the gaps between them fill the whole time, once", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), (measured) => {
        const points = measured.map((each, index): Points[number] => (each ? [index * 10, 0, 1] : null));
        const chart = chartOf({ from: 0, step: 10, until: measured.length * 10 });
        const runs = runsOf(points, 10);
        const parts = [
          ...runs.map((run) => [run[0]?.[0] ?? NaN, run.at(-1)?.[0] ?? NaN] as const),
          ...gapsOf(runs, chart).map(({ end, start }) => [start, end] as const),
        ].sort(([one], [other]) => one - other);

        expect(parts[0]?.[0]).toBe(0);
        expect(parts.at(-1)?.[1]).toBe(chart.until);
        parts.slice(1).forEach(([start], index) => {
          expect(start).toBe(parts[index]?.[1]);
        });
        expect(gapsOf(runs, chart).reduce((sum, { end, start }) => sum + end - start, 0)).toBe(
          measured.filter((each) => !each).length * 10,
        );
      }),
    );
  });
});

describe("a bar", () => {
  const of = (seconds: number): number => Math.max(0, Math.min(seconds, 100));

  it.each([
    [
      { start: 10, end: 30 },
      { x: 10, width: 20 },
    ],
    [
      { start: 10, end: 10.1 },
      { x: 10, width: 2 },
    ],
    [
      { start: 99.9, end: 100 },
      { x: 98, width: 2 },
    ],
    [
      { start: -50, end: 500 },
      { x: 0, width: 100 },
    ],
  ])("of %j is at %j: seen, and within its lane", (stretch, bar) => {
    expect(barOf(stretch, { of, least: 2, width: 100 })).toEqual(bar);
  });
});

describe("labels", () => {
  it.each<readonly [string, readonly number[], readonly number[]]>([
    ["far from each other stay", [10, 50], [10, 50]],
    ["that cover each other move aside together", [50, 52], [44, 58]],
    ["at an edge stay within", [0, 1, 100], [0, 14, 100]],
    ["of the same place stand below each other in their order", [30, 30, 30], [16, 30, 44]],
    ["keep the order of their lines, not of the list", [52, 50], [58, 44]],
  ])("%s", (_, wished, places) => {
    expect(spread(wished, 14, 100)).toEqual(places);
  });

  it("never cover each other where there is room, and never leave the picture", () => {
    const wishes = fc.array(fc.double({ min: -20, max: 220, noNaN: true }), { maxLength: 8 });

    fc.assert(
      fc.property(wishes, (wished) => {
        const places = spread(wished, 14, 200);
        const sorted = [...places].sort((one, other) => one - other);

        expect(places).toHaveLength(wished.length);
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(-1e-9);
          expect(place).toBeLessThanOrEqual(200 + 1e-9);
        }
        sorted.slice(1).forEach((place, index) => {
          expect(place - (sorted[index] ?? 0)).toBeGreaterThanOrEqual(14 - 1e-9);
        });
        wished.forEach((one, index) => {
          wished.forEach((other, next) => {
            if (one < other) expect(places[index]).toBeLessThan(places[next] ?? NaN);
          });
        });
      }),
    );
  });
});
