import { pointsOf } from "../../bench/backtest-data";
import { faster } from "../../bench/backtest-measure";
import { describeBacktest } from "../../bench/backtest-report";

describe("faster", () => {
  it.each([
    { what: "evaluation", belfry: 0.25, reached: 100, kept: true },
    { what: "evaluation", belfry: 0.26, reached: 25 / 0.26, kept: false },
    { what: "from files", belfry: 1.25, reached: 20, kept: true },
    { what: "from files", belfry: 1.26, reached: 25 / 1.26, kept: false },
  ] as const)("in $what, $belfry s against 25 s: kept is $kept", ({ what, ...expected }) => {
    expect(faster(what, 25, expected.belfry)).toMatchObject(expected);
  });
});

describe("describeBacktest", () => {
  it("says which limits are broken", () => {
    const comparisons = [faster("evaluation", 25, 0.1), faster("from files", 25, 2)];

    expect(describeBacktest(comparisons)).toMatchInlineSnapshot(`
     "backtest    past                        promtool  Belfry  reached           limit
     evaluation  10 series of 43,200 points  25.00 s   0.10 s  250 times faster  at least 100  kept
     from files  10 series of 43,200 points  25.00 s   2.00 s  13 times faster   at least 20   broken

     1 of 2 limits are broken."
    `);
  });
});

describe("the past", () => {
  it("is the same in each run, and another for each series", () => {
    expect([...pointsOf(0, 500)]).toEqual([...pointsOf(0, 500)]);
    expect([...pointsOf(0, 500)]).not.toEqual([...pointsOf(1, 500)]);
  });
});
