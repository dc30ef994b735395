import { evaluate, namesIn } from "../../../plan/message/expression";

const meaning = (name: string): number | undefined =>
  ({ value: 12.5, last_triggered_at_epoch: 1_000_000 })[name];

describe("an expression", () => {
  it.each([
    ["value", 12.5],
    ["value/1000", 0.0125],
    ["1+2*3", 7],
    ["10-2-3", 5],
    ["8/4/2", 1],
    ["7%4*2", 6],
    ["2*3^2", 18],
    ["2^3^2", 512],
    ["-2^2", -4],
    ["2*-3", -6],
    ["(1+2)*3", 9],
    ["((value))", 12.5],
    ["last_triggered_at_epoch-15*60*1000", 100_000],
    ["int(value)", 12],
    ["round(value + 0.1)", 13],
    ["int(last_triggered_at_epoch / 3600000 % 24)", 0],
    ["abs(0 - value) * 2", 25],
    [" 1.5 + 1 ", 2.5],
  ])("%s is %d", (expression, expected) => {
    expect(evaluate(expression, meaning)).toBe(expected);
  });

  it.each([
    [""],
    ["1+"],
    ["(1"],
    ["1)"],
    ["1 2"],
    ["nope"],
    ["nope + 1"],
    ["sinh(value)"],
    ["toString(value)"],
    ["int value"],
    ["1 / 0"],
    ["value & 1"],
    ["'a'"],
  ])("%j comes to nothing", (expression) => {
    expect(evaluate(expression, meaning)).toBeUndefined();
  });

  it("names what it looks up, and no function", () => {
    expect(namesIn("int(value) + last_triggered_at_epoch - round (x.y)")).toEqual([
      "value",
      "last_triggered_at_epoch",
      "x.y",
    ]);
  });
});
