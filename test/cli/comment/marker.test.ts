import fc from "fast-check";

import { isMarkerName, marked, markerOf } from "../../../cli/comment/marker";

const names = fc.stringMatching(/^[A-Za-z0-9_-]{1,30}$/);

describe("a comment's marker", () => {
  it("is read as it was written, whatever stands below it", () => {
    fc.assert(
      fc.property(names, fc.option(fc.integer({ min: 0, max: 4e12 })), fc.string(), (name, time, text) => {
        const validAt = time === null ? null : time / 1000;

        expect(isMarkerName(name)).toBe(true);
        expect(markerOf(marked({ name, validAt }, text))).toEqual({ name, validAt });
      }),
    );
  });

  it("keeps a millisecond that floating point makes a little less of", () => {
    const marker = { name: "prod", validAt: 2153352165.219 };

    expect(markerOf(marked(marker, ""))).toEqual(marker);
  });

  it.each([
    ["nothing", ""],
    ["a marker that something stands before", `x${marked({ name: "prod", validAt: null }, "")}`],
    ["a name with a quote", '<!-- belfry-preview name="a"b" valid-at="" -->\n'],
    ["a name that goes on", '<!-- belfry-preview name="prod-->" valid-at="" -->\n'],
    ["a marker that text follows", '<!-- belfry-preview name="prod" valid-at="" --> text\n'],
  ])("is not %s", (_what, body) => {
    expect(markerOf(body)).toBeNull();
  });

  it("with a time that is none has none", () => {
    expect(markerOf('<!-- belfry-preview name="prod" valid-at="soon" -->\n')).toEqual({
      name: "prod",
      validAt: null,
    });
  });
});
