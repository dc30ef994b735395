import { anchorOf, code, escaped, markdownTable, page } from "../../../report/catalogue/markdown";

describe("text in Markdown", () => {
  it.each([
    ["plain words", "plain words"],
    ["p95 < 500 ms", "p95 \\< 500 ms"],
    ["a*b*c and snake_case", "a\\*b\\*c and snake\\_case"],
    ["[x](y) <b>", "\\[x\\](y) \\<b\\>"],
    ["run `kubectl get pods -l app=*` now", "run `kubectl get pods -l app=*` now"],
  ])("%s", (text, markdown) => {
    expect(escaped(text)).toBe(markdown);
  });

  it.each([
    ["avg:x{*}", "`avg:x{*}`"],
    ["a `b` c", "`` a `b` c ``"],
  ])("code: %s", (text, markdown) => {
    expect(code(text)).toBe(markdown);
  });

  it("keeps a bar and a line end in their cell", () => {
    expect(markdownTable(["a", "b"], [["x|y", "1\n2"]])).toBe("| a | b |\n| --- | --- |\n| x\\|y | 1 2 |");
  });

  it.each([
    ["error-rate", "error-rate"],
    ["What it runs on", "what-it-runs-on"],
    ["P95: 500 ms!", "p95-500-ms"],
  ])("anchors the heading %s", (heading, anchor) => {
    expect(anchorOf(heading)).toBe(anchor);
  });

  it("leaves out empty blocks", () => {
    expect(page(["# A", "", "b"])).toBe("# A\n\nb\n");
  });
});
