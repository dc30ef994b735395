import { compare, median } from "../../bench/compare";
import { timesFor, type Size } from "../../bench/sizes";

const size: Size = { name: "few", title: "a few", least: null, limits: { cold: 0.5, warm: 0.75 } };

describe("median", () => {
  it.each([
    { times: [3, 1, 2], expected: 2 },
    { times: [4, 1, 2, 3], expected: 2.5 },
    { times: [7], expected: 7 },
  ])("of $times is $expected", ({ expected, times }) => {
    expect(median(times)).toBe(expected);
  });
});

describe("compare", () => {
  it.each([
    { temperature: "cold", belfry: 5, kept: true },
    { temperature: "cold", belfry: 5.1, kept: false },
    { temperature: "warm", belfry: 7.5, kept: true },
    { temperature: "warm", belfry: 7.6, kept: false },
  ] as const)("$temperature, $belfry s against 10 s: kept is $kept", ({ belfry, kept, temperature }) => {
    const found = compare(size, 3, { kind: "no-op", temperature }, { plain: [10], belfry: [belfry] });

    expect(found).toMatchObject({ plain: 10, belfry, ratio: belfry / 10, kept });
  });
});

describe("timesFor", () => {
  it.each([
    { services: 300, shared: 40, times: 4 },
    { services: 320, shared: 40, times: 3 },
    { services: 2000, shared: 40, times: 1 },
  ])("$services resources of services and $shared shared need $times of each", ({ times, ...counted }) => {
    expect(timesFor(1000, counted)).toBe(times);
  });
});
