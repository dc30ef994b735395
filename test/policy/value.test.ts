import {
  at,
  everyText,
  everyValue,
  hasUnknown,
  isGiven,
  listOf,
  unknown,
  type Value,
} from "../../policy/value";

describe("a value", () => {
  it.each<[Value | undefined, boolean]>([
    [undefined, false],
    [null, false],
    ["", false],
    ["text", true],
    [0, true],
    [false, true],
    [unknown, true],
    [[], true],
  ])("%p was given: %s", (value, given) => {
    expect(isGiven(value)).toBe(given);
  });

  it("is found at its path, or not known where a step on the way is not", () => {
    const value: Value = { spec: { least: 1, most: unknown }, status: unknown };

    expect(
      ["spec.least", "spec.most", "spec.most.more", "status.any", "spec.none", "spec.least.x"].map((path) =>
        at(value, path),
      ),
    ).toEqual([1, unknown, unknown, unknown, undefined, undefined]);
  });

  it("counts as a list of itself", () => {
    expect([listOf("one"), listOf(["one", "two"]), listOf(null), listOf(undefined)]).toEqual([
      ["one"],
      ["one", "two"],
      [],
      [],
    ]);
  });

  it("tells every text below it with its path", () => {
    expect(everyText({ a: "1", b: [{ c: "2" }, "3", unknown, null, 4] })).toEqual([
      ["a", "1"],
      ["b[0].c", "2"],
      ["b[1]", "3"],
    ]);
    expect(everyValue("alone")).toEqual([["", "alone"]]);
  });

  it("tells whether a part of it is not known", () => {
    expect([hasUnknown({ a: [1, unknown] }), hasUnknown({ a: [1] }), hasUnknown(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
