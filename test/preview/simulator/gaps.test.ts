import { defaultZero, fillGaps, rollUp } from "../../../preview/simulator/gaps";

const points = (...values: readonly (number | null)[]) => Float64Array.from(values, (value) => value ?? NaN);

describe("a gap", () => {
  it.each([
    ["linear", [1, 2, 3, 4, NaN, NaN, NaN, 8, NaN]],
    ["last", [1, 1, 1, 4, 4, 4, 4, 8, 8]],
    ["zero", [1, 0, 0, 4, 0, 0, 0, 8, 0]],
    ["null", [1, NaN, NaN, 4, NaN, NaN, NaN, 8, NaN]],
  ] as const)("is filled by %s, up to its limit", (method, filled) => {
    expect([...fillGaps(points(1, null, null, 4, null, null, null, 8, null), method, 3)]).toEqual(filled);
  });

  it("is filled no further than the limit", () => {
    expect([...fillGaps(points(null, 5, null, null, null), "last", 2)]).toEqual([NaN, 5, 5, 5, NaN]);
  });

  it("of a count is 0 at once under default_zero()", () => {
    expect([...defaultZero(points(null, 5, null), 0)]).toEqual([0, 5, 0]);
  });
});

describe("a rollup", () => {
  const rolled = (method: "avg" | "sum" | "min" | "max" | "count") =>
    [...rollUp(points(1, 2, 3, null, 5, 6, 7, null, 9), { start: 180, step: 60, size: 9 }, method, 300)].map(
      (value) => (Number.isNaN(value) ? null : value),
    );

  // Buckets start at 0, 300 and 600: the first holds two of these minutes, the second five.
  it.each([
    ["sum", 3, 21, 9],
    ["avg", 1.5, 5.25, 9],
    ["min", 1, 3, 9],
    ["max", 2, 7, 9],
    ["count", 2, 4, 1],
  ] as const)("takes the %s of buckets that follow UNIX time", (method, first, second, third) => {
    expect(rolled(method)).toEqual([first, null, second, null, null, null, null, third, null]);
  });
});
