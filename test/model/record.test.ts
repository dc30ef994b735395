import { foundAt, isRecord } from "../../model/record";

describe("data", () => {
  it.each<[unknown, boolean]>([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    ["a", false],
    [undefined, false],
  ])("%j has fields: %s", (value, has) => {
    expect(isRecord(value)).toBe(has);
  });

  it.each<[readonly PropertyKey[], unknown]>([
    [[], { a: [{ b: 1 }, null] }],
    [["a", 0, "b"], 1],
    [["a", 1, "b"], undefined],
    [["a", 0, "b", "c"], undefined],
    [["c"], undefined],
  ])("has at %j %j", (path, found) => {
    expect(foundAt({ a: [{ b: 1 }, null] }, path)).toEqual(found);
  });
});
