import fc from "fast-check";

import { differences, shown } from "../../../preview/deployed/differences";

describe("what is there against what was asked for", () => {
  it("differs where a value is another, or is missing", () => {
    const wanted = {
      query: "q > 85",
      monitorThresholds: { critical: "85", warning: "70" },
      tags: ["a", "b"],
    };
    const found = { query: "q > 85", monitorThresholds: { critical: "95" }, tags: ["a", "c"] };
    expect(differences(wanted, found)).toEqual([
      { path: "monitorThresholds.critical", wanted: "85", found: "95" },
      { path: "monitorThresholds.warning", wanted: "70", found: undefined },
      { path: "tags[1]", wanted: "b", found: "c" },
    ]);
  });

  it.each([
    ["a provider's default", { a: 1 }, { a: 1, timeoutH: 5 }],
    ["a number as a text", { priority: 2 }, { priority: "2" }],
    ["JSON written anew", { policy: '{"b":1,"a":[2]}' }, { policy: '{ "a": [2], "b": 1 }' }],
    ["an empty list that is left out", { notifyBies: [] }, {}],
    ["a secret", { token: "abc" }, { token: "[secret]" }],
    ["what is not known yet", { id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, { id: "x" }],
  ])("does not differ by %s", (_, wanted, found) => {
    expect(differences(wanted, found)).toEqual([]);
  });

  it("never differs from itself, whatever a provider adds", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (inputs, added) => {
        expect(differences(inputs, { "added by the provider": added, ...inputs })).toEqual([]);
      }),
    );
  });

  it("reads as a person would write it", () => {
    const values = [undefined, "", 0.1 + 0.2, true, ["a"], "04da6b54-80e4-46f7-96ec-b56ff0331ba9"];
    expect(values.map(shown)).toEqual([null, null, "0.3", "yes", '["a"]', "known once it is deployed"]);
  });
});
