import { sliceFormula } from "../../plan/slice-formula";

describe("sliceFormula", () => {
  it.each([
    ["one metric", "p95:trace.web.request{env:prod}", "query1", ["p95:trace.web.request{env:prod}"]],
    ["a factor", "100 * avg:x{*}", "100 * query1", ["avg:x{*}"]],
    [
      "a quotient of groups",
      "100 * sum:used{env:prod} by {pod_name} / sum:limit{env:prod} by {pod_name}",
      "100 * query1 / query2",
      ["sum:used{env:prod} by {pod_name}", "sum:limit{env:prod} by {pod_name}"],
    ],
    [
      "a metric that comes twice",
      "100 * avg:hits{*} / (avg:hits{*} + avg:misses{*})",
      "100 * query1 / (query1 + query2)",
      ["avg:hits{*}", "avg:misses{*}"],
    ],
    [
      "modifiers and settings",
      "100 - 100 * sum:s.count{ref:${setting:a.b},mode:idle}.as_rate() / sum:s.count{ref:${setting:a.b}}.as_rate()",
      "100 - 100 * query1 / query2",
      ["sum:s.count{ref:${setting:a.b},mode:idle}.as_rate()", "sum:s.count{ref:${setting:a.b}}.as_rate()"],
    ],
  ])("takes %s apart", (_, expression, formula, queries) => {
    expect(sliceFormula(expression)).toEqual({
      formula,
      queries: queries.map((query, index) => ({ name: `query${index + 1}`, query })),
    });
  });

  it.each([
    ["nothing", ""],
    ["a number alone", "100"],
    ["a function", "moving_rollup(sum:x{*}.as_count(), 3600, 'sum')"],
    ["a metric without a scope", "avg:x / avg:y{*}"],
  ])("knows no formula for %s", (_, expression) => {
    expect(sliceFormula(expression)).toBeUndefined();
  });
});
