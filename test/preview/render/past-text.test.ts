import fc from "fast-check";

import { lengthText, rangeText, spreadText } from "../../../preview/render/past-text";

describe("a length of time", () => {
  it.each([
    [0, "0 s"],
    [0.4, "0 s"],
    [1, "1 s"],
    [59.4, "59 s"],
    [59.6, "1 min"],
    [90, "1 min 30 s"],
    [3599, "59 min 59 s"],
    [3600, "1 h"],
    [26_400, "7 h 20 min"],
    [86_399, "1 d"],
    [187_200, "2 d 4 h"],
    [2_592_000, "30 d"],
  ])("of %d s reads %s", (seconds, text) => {
    expect(lengthText(seconds)).toBe(text);
  });

  it("is never further off than half of its smaller unit", () => {
    const units: Readonly<Record<string, number>> = { d: 86_400, h: 3600, min: 60, s: 1 };

    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
        const parts = [...lengthText(seconds).matchAll(/(\d+) (d|h|min|s)/g)];
        const read = parts.reduce(
          (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ""] ?? 0),
          0,
        );
        const step = seconds >= 86_400 ? 3600 : seconds >= 3600 ? 60 : 1;

        expect(Math.abs(read - seconds)).toBeLessThanOrEqual(step / 2);
      }),
    );
  });
});

describe("a number of pages", () => {
  it.each([
    [{ shown: 1, least: 1, most: 1.04 }, null, "1.0"],
    [{ shown: 1, least: 0.8, most: 1.3 }, "0.8 to 1.3", "1.0 (0.8 to 1.3)"],
  ])("of %j is open by %j", (ranged, spread, range) => {
    expect([spreadText(ranged), rangeText(ranged)]).toEqual([spread, range]);
  });
});
