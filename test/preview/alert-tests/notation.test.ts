import * as fc from "fast-check";

import { readSeries, readTime, writeTime } from "../../../preview/alert-tests/notation";

const points = (text: string) => {
  const read = readSeries(text);
  return read.ok ? [...read.value] : read.why;
};

describe("a series", () => {
  it.each<[string, readonly number[]]>([
    // The examples of Prometheus' own page.
    ["-2+4x3", [-2, 2, 6, 10]],
    ["1-2x4", [1, -1, -3, -5, -7]],
    ["1x4", [1, 1, 1, 1, 1]],
    ["4 _x3 stale", [4, NaN, NaN, NaN, NaN]],
    ["95x19", Array.from({ length: 20 }, () => 95)],
    ["_", [NaN]],
    ["  1\n 2.5e1\t.5 ", [1, 25, 0.5]],
    ["+1 -1", [1, -1]],
    ["-1+0.1x2", [-1, -1 + 0.1, -1 + 0.1 + 0.1]],
    // Hexadecimal would be ambiguous: promtool reads eleven zeros.
    ["0x10", Array.from({ length: 11 }, () => 0)],
    ["7x0", [7]],
  ])("%j is read as promtool reads it", (text, expected) => {
    expect(points(text)).toEqual(expected);
  });

  it.each([
    ["", "it holds no points."],
    ["1 two", "two is no value."],
    ["1+2", "1+2 does not say how often: 1+2x9 is ten points."],
    ["1x", "1x does not say how often: 1x9 is ten points."],
    ["1x2x3", "1x2x3 is no value."],
    ["Inf", "Inf is no value."],
    ["{{schema:1}}", "{{schema:1}} starts a histogram, which no monitor reads."],
    ["1x2000000", "it has more than 1000000 points."],
  ])("%j is refused: %s", (text, why) => {
    expect(points(text)).toBe(why);
  });
});

describe("a time", () => {
  it.each([
    ["0", 0],
    ["90s", 90],
    ["1h30m", 5400],
    ["2d1h", 176_400],
    ["1w", 604_800],
    ["1y", 31_536_000],
  ])("%s is %d seconds", (text, seconds) => {
    expect(readTime(text)).toEqual({ ok: true, value: seconds });
  });

  it.each(["", "5", "m", "1m1h", "-1m", "1.5h"])("%j is none", (text) => {
    expect(readTime(text)).toEqual({ ok: false, why: `${text} is no time.` });
  });

  it("comes back as it was written", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (seconds) => {
        expect(readTime(writeTime(seconds))).toEqual({ ok: true, value: seconds });
      }),
    );
  });
});
