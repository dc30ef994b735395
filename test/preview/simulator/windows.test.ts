import fc from "fast-check";

import { countWindows, reduceWindows, type Bounds, type Reduction } from "../../../preview/simulator/windows";

const boundsOf = (pairs: readonly (readonly [number, number])[]): Bounds => ({
  lows: Int32Array.from(pairs, ([low]) => low),
  highs: Int32Array.from(pairs, ([, high]) => high),
});

/** What each window is, point by point. */
function naive(values: readonly number[], bounds: Bounds, by: Reduction): readonly number[] {
  return Array.from(bounds.lows, (low, at) => {
    const points = values.slice(low, bounds.highs[at]).filter((value) => !Number.isNaN(value));
    const sum = points.reduce((total, value) => total + value, 0);
    if (points.length === 0) return NaN;
    return {
      sum,
      avg: sum / points.length,
      min: Math.min(...points),
      max: Math.max(...points),
      last: points.at(-1) ?? NaN,
    }[by];
  });
}

/** Sixteenths, which add up without rounding, so that both ways must agree to the last bit. */
const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -4096, max: 4096 }).map((each) => each / 16) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);

/** Windows whose edges only rise, some of them empty and some apart from the one before. */
const windows = (size: number) =>
  fc.array(fc.tuple(fc.nat(4), fc.nat(size)), { maxLength: 60 }).map((steps) => {
    let [low, high] = [0, 0];
    return steps.map(([move, length]): readonly [number, number] => {
      low = Math.min(size, low + move);
      high = Math.min(size, Math.max(high, low + length));
      return [low, high];
    });
  });

const cases = fc
  .array(value, { maxLength: 60 })
  .chain((values) => fc.tuple(fc.constant(values), windows(values.length)));

describe("windows that slide", () => {
  it.each(["sum", "avg", "min", "max", "last"] as const)("have the %s of their points", (by) => {
    fc.assert(
      fc.property(cases, ([values, pairs]) => {
        const bounds = boundsOf(pairs);
        expect([...reduceWindows(Float64Array.from(values), bounds, by)]).toEqual(naive(values, bounds, by));
      }),
    );
  });

  it("count the points that are there", () => {
    fc.assert(
      fc.property(cases, ([values, pairs]) => {
        const present = Uint8Array.from(values, (each) => Number(!Number.isNaN(each)));
        const expected = pairs.map(([low, high]) => present.slice(low, high).filter(Boolean).length);
        expect([...countWindows(present, boundsOf(pairs))]).toEqual(expected);
      }),
    );
  });
});

describe("rounding", () => {
  const sliding = (size: number, width: number): Bounds =>
    boundsOf(Array.from({ length: size - width + 1 }, (_, at) => [at, at + width] as const));

  it("leaves the mean of equal values at that value, so that a level they only touch is not crossed", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
        fc.integer({ min: 1, max: 97 }),
        (same, width) => {
          const means = reduceWindows(new Float64Array(200).fill(same), sliding(200, width), "avg");
          expect(new Set(means)).toEqual(new Set([same]));
        },
      ),
    );
  });

  it("does not drift", () => {
    const sums = reduceWindows(new Float64Array(5000).fill(0.1), sliding(5000, 10), "sum");
    expect(new Set(sums)).toEqual(new Set([1]));
  });

  it("forgets huge values that have left the window", () => {
    const huge: Readonly<Record<number, number>> = { 100: 1e32, 101: 1e16 };
    const values = Array.from({ length: 300 }, (_, at) => huge[at] ?? (at % 7) / 8);
    const bounds = sliding(300, 10);
    const sums = [...reduceWindows(Float64Array.from(values), bounds, "sum")];
    expect(sums.slice(112)).toEqual(naive(values, bounds, "sum").slice(112));
  });
});
