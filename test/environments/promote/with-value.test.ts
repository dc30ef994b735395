import fc from "fast-check";
import { parse, stringify } from "yaml";

import { withValue } from "../../../environments/promote/with-value";

const path = ["config", "belfry:overrides", "shop/cpu", "critical"];
const value = { value: "88 %", because: "Load tests: #4.", until: "2027-01-31" };

/** The lines that are new in a file, and whether the others are what they were. */
function linesAdded(text: string): readonly string[] {
  const edited = withValue(text, path, value) ?? "";
  const was = text.split("\n");
  const added = edited.split("\n").filter((line) => !was.includes(line));
  expect(edited.split("\n").filter((line) => was.includes(line))).toEqual(was);
  return added;
}

const entry = (blanks: string): readonly string[] => [
  `${blanks}critical:`,
  `${blanks}  value: 88 %`,
  `${blanks}  because: "Load tests: #4."`,
  `${blanks}  until: "2027-01-31"`,
];

describe("a value that is written into a file", () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      "no overrides yet",
      '# Ours.\nconfig:\n  belfry:pages:   "true"  # wakes\n\n\nencryptionsalt: v1\n',
      ["  belfry:overrides:", "    shop/cpu:", ...entry("      ")],
    ],
    [
      "another value of the guardrail, and comments around it",
      "config:\n  belfry:overrides:\n    # cpu\n    shop/cpu: # note\n      warning: 70   # w\n      # last\n    # next\n    shop/memory: { critical: 3 }\n",
      entry("      "),
    ],
    [
      "a document of its own",
      "---\nconfig:\n  belfry:overrides:\n    shop/cpu:\n      warning: 70\n...\n",
      entry("      "),
    ],
    [
      "a reason of several lines above",
      "config:\n  belfry:overrides:\n    shop/cpu:\n      warning:\n        value: 70\n        because: |\n          Long\n          ago.\n\n  belfry:pages: true\n",
      entry("      "),
    ],
    [
      "a byte order mark",
      "\uFEFFconfig:\n  belfry:pages: true\n",
      ["  belfry:overrides:", "    shop/cpu:", ...entry("      ")],
    ],
  ])("leaves every other line as it is, with %s", (_what, text, added) => {
    expect(linesAdded(text)).toEqual(added);
  });

  it("stands in as far as the file's own records", () => {
    const text = "config:\n    belfry:overrides:\n        shop/cpu:\n            warning: 70\n";

    expect(withValue(text, path, { value: 88 })).toBe(
      `${text}            critical:\n                value: 88\n`,
    );
  });

  it("keeps the ends of lines, and the comment beside what it replaces", () => {
    const text =
      "config:\r\n  belfry:overrides:\r\n    shop/cpu:\r\n      critical: 80 # why\r\n      warning: 70\r\n";

    expect(withValue(text, path, { value: 88 })).toBe(
      "config:\r\n  belfry:overrides:\r\n    shop/cpu:\r\n      critical:\r\n        value: 88 # why\r\n      warning: 70\r\n",
    );
  });

  it.each([
    ["{ shop/cpu: {critical: 80,warning: 3} }", "{ shop/cpu: {critical: { value: 88 },warning: 3} }"],
    ["{ shop/cpu: {warning: 3,} } # k", "{ shop/cpu: {warning: 3, critical: { value: 88 },} } # k"],
    ["{shop/memory: {critical: 3}}", "{shop/memory: {critical: 3}, shop/cpu: { critical: { value: 88 } }}"],
    ["{ shop/cpu: {} }", "{ shop/cpu: { critical: { value: 88 } } }"],
    ["{} # none", "\n    shop/cpu:\n      critical:\n        value: 88 # none"],
  ])("stays between the braces of %s", (before, after) => {
    const edited = withValue(`config:\n  belfry:overrides: ${before}\n`, path, { value: 88 });

    expect(edited).toBe(`config:\n  belfry:overrides:${after.startsWith("\n") ? "" : " "}${after}\n`);
  });

  it("begins a line where the file's last has no end", () => {
    expect(withValue("config:\n  belfry:pages: true", path, 88)).toBe(
      "config:\n  belfry:pages: true\n  belfry:overrides:\n    shop/cpu:\n      critical: 88",
    );
  });

  it.each([
    [
      "another place refers to it",
      "config:\n  belfry:overrides:\n    shop/cpu: &a\n      critical: 80\n    b/c: *a\n",
    ],
    [
      "it refers to another place",
      "config:\n  belfry:overrides:\n    b/c: &a\n      critical: 80\n    shop/cpu: *a\n",
    ],
    [
      "the old value is referred to",
      "config:\n  belfry:overrides:\n    shop/cpu: { critical: &c 80 }\n    b/c: { critical: *c }\n",
    ],
    ["a text stands above", "config:\n  belfry:overrides: none\n"],
    ["it is no YAML", "config: [\n"],
    ["it is a list", "- config\n"],
  ])("is not written where %s", (_why, text) => {
    expect(withValue(text, path, value)).toBeNull();
  });

  it("is what is read, and nothing else is read otherwise, whatever stands there", () => {
    const word = fc.constantFrom("shop/cpu", "critical", "warning", "a: b", "#", "0x1", "true", "é", "- x");
    const data = fc.letrec((tie) => ({
      any: fc.oneof(word, fc.integer(), fc.boolean(), fc.array(word), tie("record")),
      record: fc.dictionary(word, tie("any")),
    }));
    const file = fc.record({
      other: data.any,
      config: fc.record({ "belfry:overrides": fc.dictionary(word, data.record) }),
    });
    const form = fc.record({
      collectionStyle: fc.constantFrom("any", "block", "flow"),
      indent: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(file, form, fc.string(), (before, style, because) => {
        const text = stringify(before, { ...style, aliasDuplicateObjects: false } as object);
        const entered = { value: 1, because };
        const edited = withValue(text, path, entered);
        const { config } = structuredClone(before) as {
          config: { "belfry:overrides": Record<string, object> };
        };
        const overrides = config["belfry:overrides"];
        overrides["shop/cpu"] = { ...overrides["shop/cpu"], critical: entered };

        expect(parse(edited ?? "")).toEqual({ ...before, config });
      }),
    );
  });
});
