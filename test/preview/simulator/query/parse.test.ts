import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseIndicator, parseQuery } from "../../../../preview/simulator/query/parse";
import { calls, termsOf, textOf } from "../../../../preview/simulator/query/syntax";
import type { Plan } from "../../../../plan/types";

const understood = (text: string) => {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
};

const expressionOf = (text: string): string => textOf(understood(`avg(last_5m):${text} > 1`).expression);

const planOf = (stack: string): Plan =>
  JSON.parse(readFileSync(join(__dirname, `../../../../rendered/${stack}.json`), "utf8")) as Plan;

describe("a monitor's query", () => {
  it("is read whole", () => {
    expect(
      understood(
        "sum(last_5m):100 * sum:hits.by_status{env:prod,!status:5xx} by {pod,zone}.as_count() / sum:hits{*}.as_count() >= 0.5",
      ),
    ).toEqual({
      aggregator: "sum",
      change: null,
      comparator: ">=",
      threshold: 0.5,
      window: { seconds: 300, unit: "minutes" },
      expression: {
        kind: "arithmetic",
        operator: "/",
        left: {
          kind: "arithmetic",
          operator: "*",
          left: { kind: "number", value: 100 },
          right: {
            kind: "metric",
            space: "sum",
            metric: "hits.by_status",
            filter: "env:prod,!status:5xx",
            by: ["pod", "zone"],
            modifiers: [{ kind: "as_count" }],
          },
        },
        right: {
          kind: "metric",
          space: "sum",
          metric: "hits",
          filter: "*",
          by: [],
          modifiers: [{ kind: "as_count" }],
        },
      },
    });
  });

  it.each([
    ["pct_change(avg(last_1h),1d_ago):avg:m{*} > 100", { kind: "pct_change", shift: 86_400 }],
    ["change(max(last_5m),last_30m):avg:m{*} > -50", { kind: "change", shift: 1800 }],
  ])("compares with the past: %s", (query, change) => {
    expect(understood(query).change).toEqual(change);
  });

  it.each([
    ["last_5m", 300, "minutes"],
    ["last_60m", 3600, "minutes"],
    ["last_1h", 3600, "hours"],
    ["last_1d", 86_400, "days"],
    ["last_1w", 604_800, "days"],
    ["last_1mo", 2_592_000, "months"],
  ])("looks back over %s", (window, seconds, unit) => {
    expect(understood(`avg(${window}):avg:m{*} > 1`).window).toEqual({ seconds, unit });
  });

  it("keeps the unit of a level that is negative", () => {
    expect(understood("avg(last_5m):avg:m{*} <= -2.5")).toMatchObject({ comparator: "<=", threshold: -2.5 });
  });

  it("counts what a search finds", () => {
    expect(
      understood(
        'logs("status:error \\"x(y)\\"").index("*").rollup("count").by("host,zone").last("5m") > 10',
      ),
    ).toMatchObject({
      aggregator: "sum",
      threshold: 10,
      window: { seconds: 300 },
      expression: {
        kind: "search",
        text: 'logs("status:error \\"x(y)\\"").index("*").rollup("count").by("host,zone")',
        by: ["host", "zone"],
      },
    });
  });

  it.each([
    ["avg(last_5m):anomalies(avg:m{*}, 'basic', 2) >= 1", "the function anomalies() is not simulated"],
    ["avg(last_5m):timeshift(avg:m{*}, -60) > 1", "the function timeshift() is not simulated"],
    ["avg(last_5m):avg:m{*}.weighted() > 1", ".weighted() is not simulated"],
    ["avg(last_5m):avg:m{*}.fill(cubic) > 1", ".fill(cubic) is not simulated"],
    ["avg(last_5m):avg:m{*} > threshold", "a dynamic threshold is not simulated"],
    ["median(last_5m):avg:m{*} > 1", "the function median() is not simulated"],
    ["avg(current_1h):avg:m{*} > 1", 'a rolling window, such as last_5m, is expected before "current_1h'],
    ["sum(last_1m):sum:m{*}.as_count() / ${setting:a.b} > 1", "the setting a.b has no value in this plan"],
    ['"http.can_connect".over("*").last(2).count_by_status()', "an aggregator of time"],
    ["12345 && 67890", "an aggregator of time"],
    ['logs("a").index("*").rollup("cardinality", "@u").last("5m") > 1', "only counts are"],
    ["avg(last_5m):avg:m{*} > 1 or 2", 'nothing more is expected before "or 2"'],
    ["avg(last_5m):avg:m{* > 1", '"}" is expected'],
    ["avg(last_5m):(avg:m{*} > 1", '")" is expected'],
  ])("is refused with what is not understood: %s", (query, why) => {
    const parsed = parseQuery(query);
    expect(parsed.ok ? "" : parsed.why).toContain(why);
  });
});

describe("an expression's text", () => {
  it.each([
    ["sum:a{*}+sum:b{ x:1 , y:2 }by{p , q}", "sum:a{*} + sum:b{x:1,y:2} by {p,q}"],
    ["(a{*} - b{*}) * 2", "(avg:a{*} - avg:b{*}) * 2"],
    ["a{*} - (b{*} - c{*})", "avg:a{*} - (avg:b{*} - avg:c{*})"],
    ["(a{*} - b{*}) - c{*}", "avg:a{*} - avg:b{*} - avg:c{*}"],
    ["a{*} / (b{*} * c{*})", "avg:a{*} / (avg:b{*} * avg:c{*})"],
    ["-(a{*} + 1)", "-(avg:a{*} + 1)"],
    ["default_zero( a{*}.fill( last ,600 ) )", "default_zero(avg:a{*}.fill(last, 600))"],
    ["a{*}.rollup(sum,60).fill(linear)", "avg:a{*}.rollup(sum, 60).fill(linear, 300)"],
    ["100*abs(a{x:${setting:s.k},y:z})", "100 * abs(avg:a{x:${setting:s.k},y:z})"],
    ["((a{*}/b{*})*100)*is_greater(b{*},15)", "avg:a{*} / avg:b{*} * 100 * is_greater(avg:b{*}, 15)"],
    ["p99.9:lat{*} * .5", "p99.9:lat{*} * 0.5"],
  ])("%s is %s", (written, text) => {
    expect(expressionOf(written)).toBe(text);
    expect(expressionOf(text)).toBe(text);
  });

  it("names what is measured, and the functions that are used", () => {
    const { expression } = understood("sum(last_5m):-(default_zero(sum:a{*}) + 2 * sum:b{*}) > 1");
    expect(termsOf(expression).map(textOf)).toEqual(["sum:a{*}", "sum:b{*}"]);
    expect(calls(expression, "default_zero")).toBe(true);
    expect(calls(expression, "abs")).toBe(false);
  });
});

describe.each(["prod", "staging", "local"])("the plan of %s", (stack) => {
  const { guardrails } = planOf(stack);

  it("has only queries that are understood, but for settings without a value", () => {
    const faults = guardrails.flatMap((guardrail) => {
      if (guardrail.kind !== "monitor" || guardrail.query === null) return [];
      const parsed = parseQuery(guardrail.query);
      return parsed.ok || parsed.why.startsWith("the setting") ? [] : [`${guardrail.id}: ${parsed.why}`];
    });
    expect(faults).toEqual([]);
  });

  it("has only objectives that are understood", () => {
    const faults = guardrails.flatMap((guardrail) => {
      if (guardrail.kind !== "objective") return [];
      const { indicator } = guardrail;
      // The query of a monitor whose time counts is among those above.
      if (indicator.kind === "monitor") return [];
      const texts =
        indicator.kind === "ratio" ? [indicator.good, indicator.total] : [indicator.query ?? []].flat();
      return texts.flatMap((text) => {
        const parsed = parseIndicator(text);
        return parsed.ok ? [] : [`${guardrail.id}: ${parsed.why}`];
      });
    });
    expect(faults).toEqual([]);
  });
});
