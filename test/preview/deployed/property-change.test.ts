import fc from "fast-check";

import type { Fields } from "../../../model/record";
import {
  changesBetween,
  propertyOf,
  touches,
  valueAt,
  withValue,
} from "../../../preview/deployed/property-change";

describe("changes of a resource's inputs", () => {
  it("are told as deep as both sides are alike", () => {
    const before = {
      q: "a",
      options: { x: 1, gone: true },
      list: [{ y: 1 }, { y: 2 }],
      "a.b": 1,
      __defaults: [],
    };
    const after = { q: "a", options: { x: 2 }, list: [{ y: 1 }, { y: 3 }], "a.b": 2, __defaults: ["q"] };
    expect(changesBetween(before, after)).toEqual([
      { path: "options.x", before: 1, after: 2 },
      { path: "options.gone", before: true, after: undefined },
      { path: "list[1].y", before: 2, after: 3 },
      { path: '["a.b"]', before: 1, after: 2 },
    ]);
    expect(changesBetween({ list: [1] }, { list: [1, 2] })).toEqual([
      { path: "list", before: [1], after: [1, 2] },
    ]);
  });

  it("can be put in place one by one, until one side is the other", () => {
    const before = { a: { b: 1 }, list: [{ y: 1 }, { y: 2 }], gone: "x" };
    const after = { a: { b: 2, c: [3] }, list: [{ y: 1 }, { y: 3 }] };
    const put = changesBetween(before, after).reduce<Fields>(
      (inputs, each) => withValue(inputs, each.path, each.after),
      before,
    );
    expect(changesBetween(put, after)).toEqual([]);
    expect(before).toEqual({ a: { b: 1 }, list: [{ y: 1 }, { y: 2 }], gone: "x" });
  });

  it("can be looked up again by their paths", () => {
    const bag = fc.dictionary(fc.stringMatching(/^[a-z."[\]]{1,6}$/), fc.integer({ min: 1 }), { minKeys: 1 });
    fc.assert(
      fc.property(bag, (inputs) => {
        for (const { after, path } of changesBetween({}, inputs)) expect(valueAt(inputs, path)).toBe(after);
      }),
    );
    expect(valueAt({ list: [{ y: 1 }] }, "list[0].y")).toBe(1);
    expect(valueAt({}, "a.b")).toBeUndefined();
  });

  it("touch each other where one path holds the other", () => {
    expect(touches("a.b", "a")).toBe(true);
    expect(touches("a", "a.b[0]")).toBe(true);
    expect(touches("a.b", "a.bc")).toBe(false);
    expect(propertyOf("a.b[0]")).toBe("a");
  });
});
