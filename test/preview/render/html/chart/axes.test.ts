import fc from "fast-check";

import { timeAxis, valueAxis, writtenTime } from "../../../../../preview/render/html/chart/axes";
import type { Chart } from "../../../../../preview/schema";
import { chartOf } from "../../../../support/previews";

const start = Date.UTC(2026, 9, 22) / 1000;
const textsOf = (length: number, from = start): readonly string[] =>
  timeAxis({ from, until: from + length }, 800).ticks.map(({ text }) => text);

describe("the axis of time", () => {
  it.each([
    ["an hour", 3600, "22 Oct 00:05 00:10 00:15 00:20 00:25 00:30 00:35 00:40 00:45 00:50 00:55 01:00"],
    ["a day", 86_400, "22 Oct 03:00 06:00 09:00 12:00 15:00 18:00 21:00 23 Oct"],
    ["ten days", 864_000, "22 Oct 23 Oct 24 Oct 25 Oct 26 Oct 27 Oct 28 Oct 29 Oct 30 Oct 31 Oct 1 Nov"],
    ["half a minute", 30, "22 Oct 00:00:05 00:00:10 00:00:15 00:00:20 00:00:25 00:00:30"],
  ])("of %s has sensible places", (_, length, texts) => {
    expect(textsOf(length).join(" ")).toBe(texts);
  });

  it("names the year where one begins", () => {
    expect(textsOf(10 * 86_400, Date.UTC(2026, 11, 27) / 1000)).toContain("1 Jan 2027");
  });

  it("has a few places of any length of time, in order and within", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400_000_000 }),
        fc.integer({ min: 0, max: 2 ** 32 }),
        (length, from) => {
          const { of, ticks } = timeAxis({ from, until: from + length }, 800);

          expect(ticks.length).toBeGreaterThanOrEqual(1);
          expect(ticks.length).toBeLessThanOrEqual(24);
          ticks.forEach(({ at }, index) => {
            expect(at).toBeGreaterThan(ticks[index - 1]?.at ?? -1);
            expect(at).toBeLessThanOrEqual(800);
          });
          expect([of(from), of(from + length), of(from - 9), of(from + 2 * length)]).toEqual([
            0, 800, 0, 800,
          ]);
        },
      ),
    );
  });

  it("is UTC, wherever it is read", () => {
    expect(writtenTime(start + 9 * 3600 + 300)).toBe("22 Oct 2026 09:05");
  });
});

const axisOf = (chart: Partial<Chart>) => valueAxis(chartOf(chart), 200);
const group = (...values: readonly number[]): Chart["groups"][number] => ({
  group: "*",
  points: values.map((value, index) => [start + index * 60, value, value]),
  alerts: { before: [], after: [] },
});
const level = (critical: number) => ({ critical, warning: null, recovery: null });

describe("the axis of values", () => {
  it.each([
    ["percent from 0", { unit: "percent", values: [10, 40], critical: 85 }, "%", "0 20 40 60 80 100"],
    ["fractions as percent", { unit: "fraction", values: [0.01], critical: 0.05 }, "%", "0 1 2 3 4 5"],
    [
      "values far from 0",
      { unit: "milliseconds", values: [900, 1000], critical: 950 },
      "ms",
      "900 920 940 960 980 1,000",
    ],
    ["great numbers in short", { unit: "bytes", values: [1e9], critical: 4e9 }, "B", "0 1G 2G 3G 4G"],
    ["counts", { unit: "count", values: [0, 3], critical: 5 }, "count", "0 1 2 3 4 5"],
  ] as const)("shows %s", (_, { critical, unit, values }, sign, ticks) => {
    const axis = axisOf({
      unit,
      groups: [group(...values)],
      levels: { before: null, after: level(critical) },
    });

    expect([axis.unit, axis.ticks.map(({ text }) => text).join(" ")]).toEqual([sign, ticks]);
  });

  it("cuts off what is far above the levels, which would else lie on each other", () => {
    const axis = axisOf({
      groups: [group(1, 4000)],
      levels: { before: level(5), after: level(10) },
    });

    expect(axis.cutOff).toBe(4000);
    expect(axis.of(5) - axis.of(10)).toBeGreaterThan(20);
    expect(axis.of(4000)).toBe(0);
  });

  it("has places where all numbers are nearly the same", () => {
    for (const value of [0, 5e-324, 0.3, 1e6]) {
      const axis = axisOf({
        groups: [group(value * (1 + 1e-12))],
        levels: { before: null, after: level(value) },
      });

      expect(axis.ticks.length).toBeGreaterThan(1);
    }
  });

  it("has a place for every level and value, the greater the higher", () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

    fc.assert(
      fc.property(fc.array(number, { maxLength: 9 }), number, number, (values, before, after) => {
        const axis = axisOf({
          groups: [group(...values)],
          levels: { before: level(before), after: level(after) },
        });
        const places = [...values, before, after].sort((one, other) => one - other).map(axis.of);

        expect(places.filter((place) => !(place >= 0 && place <= 200))).toEqual([]);
        places.slice(1).forEach((place, index) => {
          expect(place).toBeLessThanOrEqual(places[index] ?? NaN);
        });
        expect(axis.ticks.length).toBeGreaterThan(1);
      }),
    );
  });
});
