import { configValue } from "../../stacks/config-value";
import { nearest } from "../../model/nearest";

describe("nearest", () => {
  it.each([
    ["pags", "pages"],
    ["PAGES", "pages"],
    ["overides", "overrides"],
    ["setings", "settings"],
    ["zzzzzzzz", undefined],
    ["", undefined],
    ["constructor", undefined],
  ])("of %j is %j", (word, found) => {
    expect(nearest(word, ["pages", "overrides", "settings"])).toBe(found);
  });

  it("of anything among nothing is nothing", () => {
    expect(nearest("pages", [])).toBeUndefined();
  });

  it("takes the first of two that are as near", () => {
    expect(nearest("pagex", ["pages", "paged"])).toBe("pages");
  });
});

describe("configValue", () => {
  it.each<[string, unknown, unknown]>([
    ["pages", "true", true],
    ["probeSlowdown", "15", 15],
    ["services", '["shop"]', ["shop"]],
    ["overrides", '{"a":{"b":1}}', { a: { b: 1 } }],
    ["pages", true, true],
    ["pages", "yes", "yes"],
    ["pages", "", ""],
    ["pages", undefined, undefined],
    ["environment", "123", "123"],
    ["asOf", "2026-11-21", "2026-11-21"],
    ["backups", "null", "null"],
    ["services", "[", "["],
  ])("of %s written %j is %j", (key, written, value) => {
    expect(configValue(key, written)).toEqual(value);
  });
});
