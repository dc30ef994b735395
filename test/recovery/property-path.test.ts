import { isWithin, parsePath, writePath } from "../../recovery/property-path";

describe("a path", () => {
  it.each([
    ["name", ["name"]],
    ["spec.rules[0].name", ["spec", "rules", 0, "name"]],
    ['tags["a"]', ["tags", "a"]],
    ['metadata.labels["app.kubernetes.io/name"]', ["metadata", "labels", "app.kubernetes.io/name"]],
    ['["a [quoted] name"][10].x', ["a [quoted] name", 10, "x"]],
    ['tags["say \\"hi\\""]', ["tags", 'say "hi"']],
    ["kebab-case", ["kebab-case"]],
    ["*", ["*"]],
    ["rules[*].name", ["rules", "*", "name"]],
    ['tags["*"]', ["tags", "*"]],
    ['tags["0"]', ["tags", "0"]],
  ])("written as %s is %j", (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  it.each(["", ".", ".a", "a..b", "a.", "a[", "a[x]", "a[-1]", 'a["b', "a[0"])(
    "is not written as %j",
    (text) => {
      expect(parsePath(text)).toBeUndefined();
    },
  );

  it.each([
    ["spec.rules[0].name", ["spec", "rules", 0, "name"]],
    ['labels["app.kubernetes.io/name"]', ["labels", "app.kubernetes.io/name"]],
    ['["a b"].c', ["a b", "c"]],
    ['tags["0"]', ["tags", "0"]],
  ])("is written as %s and read again", (text, path) => {
    expect(writePath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });
});

describe("a path within another", () => {
  it.each([
    ["tags", "tags", true],
    ["tags.a", "tags", true],
    ["tags[1]", "tags", true],
    ["tagsAll", "tags", false],
    ["tags", "tags.a", false],
    ["tags[1]", "tags[10]", false],
    ["tags[0]", 'tags["0"]', false],
    ["rules[3].name", "rules[*]", true],
    ["rules", "rules[*]", false],
  ])("%s within %s: %s", (path, outer, expected) => {
    expect(isWithin(parsePath(path) ?? [], parsePath(outer) ?? [])).toBe(expected);
  });
});
