import { basename } from "node:path";

import { originOf, sameOrigin } from "../../model/origin";
import { percent } from "../../model/quantity";
import { documented, fact, house } from "../../model/source";

/** The line from which this is called. */
const line = (): number =>
  Number(/origin\.test\.ts:(\d+)/.exec(new Error().stack?.split("\n")[2] ?? "")?.[1]);

describe("a value", () => {
  it.each<[string, () => { readonly value: object; readonly at: number }]>([
    ["of a fact", () => ({ value: fact("VH-008", percent(85)), at: line() })],
    ["of our own", () => ({ value: house(1, "Because.", "Why?"), at: line() })],
    ["of a documentation", () => ({ value: documented(2, "https://x.test", "So."), at: line() })],
  ])("%s remembers the line on which it is written", (_, make) => {
    const { at, value } = make();

    expect({ ...originOf(value), file: basename(originOf(value)?.file ?? "") }).toEqual({
      file: "origin.test.ts",
      line: at,
    });
  });

  it("hands its line on", () => {
    const value = fact("VH-008", percent(85));

    expect(originOf(sameOrigin(value, { any: "entry" }))).toEqual(originOf(value));
  });

  it("has no line where nobody remembered one", () => {
    expect(originOf({})).toBeUndefined();
    expect(originOf(sameOrigin({}, {}))).toBeUndefined();
  });
});
