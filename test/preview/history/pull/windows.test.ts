import fc from "fast-check";

import { missingRanges, windowsOf, type Range } from "../../../../preview/history/pull/windows";

const day = 86_400;
const range = fc
  .tuple(fc.integer({ min: 0, max: 40 * day }), fc.integer({ min: 1, max: 20 * day }))
  .map(([from, length]): Range => ({ from, to: from + length }));

describe("what is still to be pulled", () => {
  it.each<[string, Range, readonly Range[], readonly Range[]]>([
    ["all of it", { from: 0, to: 10 }, [], [{ from: 0, to: 10 }]],
    ["nothing", { from: 2, to: 8 }, [{ from: 0, to: 10 }], []],
    ["its end", { from: 0, to: 12 }, [{ from: 0, to: 10 }], [{ from: 10, to: 12 }]],
    ["its start", { from: 0, to: 10 }, [{ from: 5, to: 10 }], [{ from: 0, to: 5 }]],
    [
      "both sides",
      { from: 0, to: 10 },
      [{ from: 4, to: 6 }],
      [
        { from: 0, to: 4 },
        { from: 6, to: 10 },
      ],
    ],
    ["the way from what is there too", { from: 20, to: 30 }, [{ from: 0, to: 10 }], [{ from: 10, to: 30 }]],
  ])("is %s", (_name, wanted, covered, missing) => {
    expect(missingRanges(wanted, covered)).toEqual(missing);
  });

  it("leaves no hole and asks for nothing twice", () => {
    fc.assert(
      fc.property(range, fc.array(range, { maxLength: 4 }), (wanted, pulled) => {
        let covered: readonly Range[] = [];
        // Earlier pulls kept the same rule.
        for (const each of [...pulled, wanted]) covered = [...covered, ...missingRanges(each, covered)];
        const sorted = [...covered].sort((a, b) => a.from - b.from);
        sorted.slice(1).forEach((each, at) => {
          expect(each.from).toBe(sorted[at]?.to);
        });
        expect(missingRanges(wanted, covered)).toEqual([]);
      }),
    );
  });

  it("is asked for in days of at most 1,440 minutes, end to end", () => {
    fc.assert(
      fc.property(range, (asked) => {
        const windows = windowsOf(asked);
        expect([windows[0]?.from, windows.at(-1)?.to]).toEqual([asked.from, asked.to]);
        windows.forEach(({ from, to }, at) => {
          expect(to).toBeGreaterThan(from);
          expect(Math.floor(from / day)).toBe(Math.floor((to - 1) / day));
          if (at > 0) expect(from).toBe(windows[at - 1]?.to);
        });
      }),
    );
  });
});
