import fc from "fast-check";

import {
  convert,
  decimal,
  fraction,
  inSeconds,
  milliseconds,
  parseQuantity,
  percent,
  tidy,
  units,
  written,
  writtenDuration,
  type Dimension,
  type Quantity,
  type Unit,
} from "../../model/quantity";

const names = Object.keys(units) as Unit[];

const pairs = names.flatMap((from) =>
  names.filter((to) => units[to].dimension === units[from].dimension).map((to) => [from, to] as const),
);

const change = (from: Quantity, to: Unit): Quantity => convert<Dimension, Unit>(from, to);

/** Numbers as runbooks write them: at most six digits behind the point. */
const level = fc.integer({ min: -999_999_999, max: 999_999_999 }).map((whole) => tidy(whole / 1e6));

describe("convert", () => {
  it.each([
    [500, "milliseconds", 0.5, "seconds"],
    [2.5, "seconds", 2500, "milliseconds"],
    [26, "hours", 93_600, "seconds"],
    [1, "days", 1440, "minutes"],
    [0.2, "seconds", 200_000_000, "nanoseconds"],
    [0.05, "fraction", 5, "percent"],
    [0.1, "percent", 0.001, "fraction"],
    [10, "perMinute", 600, "perHour"],
    [1, "gibibytes", 1024, "mebibytes"],
    [0.001, "mebibytes", 1048.576, "bytes"],
    [0.5, "cores", 500, "millicores"],
  ] as const)("%d %s is %d %s", (value, unit, result, to) => {
    expect(change({ value, unit }, to)).toEqual({ value: result, unit: to });
  });

  it("to a finer unit and back is exact", () => {
    const finer = pairs.filter(
      ([from, to]) => units[from].dimension !== "data" && change({ value: 1, unit: from }, to).value >= 1,
    );
    fc.assert(
      fc.property(fc.constantFrom(...finer), level, ([from, to], value) => {
        expect(change(change({ value, unit: from }, to), from)).toEqual({ value, unit: from });
      }),
      { numRuns: 500 },
    );
  });

  it("to any unit and back differs by less than a part in a hundred thousand million", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs), level, ([from, to], value) => {
        const back = change(change({ value, unit: from }, to), from);
        expect(Math.abs(back.value - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-11);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps the order of two numbers", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs), level, level, ([from, to], one, other) => {
        const [a, b] = [change({ value: one, unit: from }, to), change({ value: other, unit: from }, to)];
        expect(Math.sign(a.value - b.value)).toBe(Math.sign(one - other));
      }),
    );
  });
});

describe("decimal", () => {
  it.each([
    [5, "5"],
    [0.5, "0.5"],
    [0.1 + 0.2, "0.3"],
    [99.95, "99.95"],
    [200_000_000, "200000000"],
    [1e-7, "0.0000001"],
    [1.234e-9, "0.000000001234"],
    [1e21, "1000000000000000000000"],
    [-2.5e-8, "-0.000000025"],
    [0, "0"],
  ])("writes %d as %s", (value, text) => {
    expect(decimal(value)).toBe(text);
  });

  it("has no exponent and parses back to the tidied number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = decimal(value);

        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBeCloseTo(tidy(value) || 0, 12);
        expect(Number(text) / (tidy(value) || 1)).toBeCloseTo(tidy(value) === 0 ? 0 : 1, 9);
      }),
      { numRuns: 500 },
    );
  });
});

describe("parseQuantity", () => {
  it.each([
    ["90 %", percent(90)],
    ["90%", percent(90)],
    ["500ms", milliseconds(500)],
    ["  2.5 s ", { value: 2.5, unit: "seconds" }],
    ["2 Hours", { value: 2, unit: "hours" }],
    ["1 day", { value: 1, unit: "days" }],
    ["5 minutes", { value: 5, unit: "minutes" }],
    ["10/min", { value: 10, unit: "perMinute" }],
    ["10 perHour", { value: 10, unit: "perHour" }],
    ["1 GiB", { value: 1, unit: "gibibytes" }],
    ["250m", { value: 250, unit: "millicores" }],
    ["0.05 fraction", fraction(0.05)],
    ["-3", { value: -3, unit: "count" }],
  ] as const)("reads %j", (text, quantity) => {
    expect(parseQuantity(text)).toEqual(quantity);
  });

  it.each([
    "",
    " ",
    "%",
    "ninety %",
    "90 percents of it",
    "90 bananas",
    "1e3",
    "1,5 s",
    ".5",
    "5 5",
    "0x10",
    "Infinity",
    "NaN",
    "5 constructor",
    "5 __proto__",
    "5 toString",
    "５ s",
  ])("refuses %j", (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it.each(names.filter((name) => units[name].symbol !== ""))("reads what written() writes in %s", (unit) => {
    fc.assert(
      fc.property(level, (value) => {
        expect(parseQuantity(written({ value, unit }))).toEqual({ value, unit });
      }),
      { numRuns: 50 },
    );
  });

  it("reads a unit's name in any case, singular or plural", () => {
    for (const unit of names) {
      expect(parseQuantity(`7 ${unit.toUpperCase()}`)).toEqual({ value: 7, unit });
      expect(parseQuantity(`7 ${unit.replace(/s$/, "")}`)).toEqual({ value: 7, unit });
    }
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const quantity = parseQuantity(text);
        if (quantity) expect(names).toContain(quantity.unit);
      }),
    );
  });
});

describe("durations", () => {
  it.each([
    [0, "0 s"],
    [45, "45 s"],
    [90, "90 s"],
    [300, "5 min"],
    [5400, "90 min"],
    [93_600, "26 h"],
    [86_400, "1 d"],
    [2_592_000, "30 d"],
  ])("%d seconds read as %s", (total, text) => {
    expect(writtenDuration(total)).toBe(text);
  });

  it("are whole seconds in the plan", () => {
    expect(inSeconds(milliseconds(1500))).toBe(2);
    expect(inSeconds({ value: 1, unit: "days" })).toBe(86_400);
  });

  it("read back as the same time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (total) => {
        const read = parseQuantity(writtenDuration(total));
        expect(read && change(read, "seconds").value).toBe(total);
      }),
    );
  });
});
