import { readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

import type { Plan } from "../../../plan/types";
import { isReplayed, wantedBy } from "../../../preview/history/wanted";
import { parseIndicator } from "../../../preview/simulator/query/parse";
import { termsOf, type MetricTerm } from "../../../preview/simulator/query/syntax";
import { pastOf } from "../../../sandbox/history/past";

const planOf = (stack: string): Plan =>
  JSON.parse(readFileSync(join(__dirname, "../../../rendered", `${stack}.json`), "utf8")) as Plan;

const termOf = (text: string): MetricTerm => {
  const parsed = parseIndicator(text);
  const [term] = parsed.ok ? termsOf(parsed.value) : [];
  if (term?.kind !== "metric") throw new Error(text);
  return term;
};

/** Each metric that an alert of a plan reads. */
const terms = (stack: string): readonly MetricTerm[] => {
  const plan = planOf(stack);
  const texts = plan.guardrails
    .filter(isReplayed)
    .flatMap((guardrail) => wantedBy(guardrail, plan).hashed.map(({ text }) => text));
  const found = texts.flatMap((text) => {
    const parsed = parseIndicator(text);
    return parsed.ok ? termsOf(parsed.value).filter((term) => term.kind === "metric") : [];
  });
  return [...new Map(found.map((term) => [JSON.stringify(term), term])).values()];
};

const day = 86_400;
const end = Date.UTC(2026, 10, 21) / 1000;
const month = { from: end - 30 * day, to: end, interval: 60 };
const valuesOf = (text: string, span = month): readonly number[] =>
  pastOf(termOf(text), span).series.flatMap(({ values }) => [...values]);
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]) => sorted(values)[Math.floor(values.length / 2)] ?? NaN;

describe("the sandbox's past", () => {
  it.each(["prod", "staging", "local"])("knows each metric that an alert of %s reads", (stack) => {
    const all = terms(stack);
    const unknown = all.filter(
      (term) => pastOf(term, { ...month, from: end - 3 * 3600 }).series.length === 0,
    );
    expect([all.length > 100, unknown]).toEqual([true, []]);
  });

  it("is the same whenever and in whatever pieces it is asked for", () => {
    const some = terms("prod");
    fc.assert(
      fc.property(
        fc.constantFrom(...some),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 1, max: 600 }),
        (term, days, first, more) => {
          const from = end - days * day;
          const span = { from, to: from + (first + more) * 60, interval: 60 };
          const cut = from + first * 60;
          const pieces = [pastOf(term, { ...span, to: cut }), pastOf(term, { ...span, from: cut })];
          pastOf(term, span).series.forEach((whole, group) => {
            expect([...whole.times]).toEqual(
              pieces.flatMap(({ series }) => [...(series[group]?.times ?? [])]),
            );
            expect([...whole.values]).toEqual(
              pieces.flatMap(({ series }) => [...(series[group]?.values ?? [])]),
            );
          });
        },
      ),
    );
  });

  const hits = "sum:trace.express.request.hits{env:prod,service:victorysync}.as_count()";

  it.each([
    [hits, "sum:trace.express.request.errors{env:prod,service:victorysync}.as_count()"],
    [
      hits,
      "sum:trace.express.request.hits.by_http_status{env:prod,service:victorysync,http.status_class:5xx}.as_count()",
    ],
    ["sum:belfry.watchtower.requests{*}.as_count()", "sum:belfry.watchtower.failed_requests{*}.as_count()"],
    [
      "sum:synthetics.test_runs{env:prod,service:vendhub}.as_count()",
      "sum:synthetics.test_runs{env:prod,service:vendhub,status:success}.as_count()",
    ],
    [
      "avg:supabase.node.memory.mem_total_bytes{supabase_project_ref:x}",
      "avg:supabase.node.memory.mem_available_bytes{supabase_project_ref:x}",
    ],
  ])("never has more of a part of %s than of the whole", (whole, part) => {
    const week = { ...month, from: end - 7 * day };
    const [all, some] = [valuesOf(whole, week), valuesOf(part, week)];
    expect(all.length).toBe(some.length);
    expect(some.filter((value, at) => value < 0 || value > (all[at] ?? -1))).toEqual([]);
    expect(some.some((value) => value > 0)).toBe(true);
  });

  it("counts in whole numbers, more by day than by night, and less at weekends", () => {
    const values = valuesOf(hits);
    expect(values.every(Number.isInteger)).toBe(true);
    const sum = (date: number, hours: readonly [number, number]) => {
      const from = Date.UTC(2026, 10, date) / 1000;
      const span = { from: from + hours[0] * 3600, to: from + hours[1] * 3600, interval: 60 };
      return valuesOf(hits, span).reduce((total, value) => total + value, 0);
    };
    const [wednesday, night, sunday] = [sum(18, [12, 16]), sum(18, [0, 4]), sum(15, [12, 16])];
    expect(night).toBeLessThan(wednesday / 3);
    expect(sunday).toBeLessThan(wednesday / 1.5);
  });

  it("lets a backup's age rise with time and fall each night", () => {
    const ages = valuesOf("max:belfry.backup.age{env:prod,service:vendhub}");
    const falls = ages.filter((age, at) => age < (ages[at - 1] ?? 0));
    expect(falls.length).toBeGreaterThanOrEqual(27);
    expect(Math.max(...ages)).toBeLessThan(51);
  });

  it("holds the incident that docs/backtest.md shows", () => {
    const checks =
      "sum:synthetics.test_runs{env:prod,service:vendhub,!status:success,belfry:vendhub/readiness}.as_count()";
    const from = Date.UTC(2026, 10, 12, 13, 40) / 1000;
    const failed = valuesOf(checks, { from, to: from + 1200, interval: 60 });
    expect(failed.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(20);
    expect(readFileSync(join(__dirname, "../../../docs/backtest.md"), "utf8")).toContain(
      "2026-11-12T13:40:00Z",
    );
  });

  it("has gaps, but not where the watcher stands outside", () => {
    expect(valuesOf(hits).length).toBeLessThan(30 * 1440);
    expect(valuesOf("sum:synthetics.test_runs{env:prod,service:vendhub}.as_count()")).toHaveLength(30 * 1440);
  });

  it("stays well on the good side most of the time, and crosses the line of some", () => {
    const plan = planOf("prod");
    const fortnight = { ...month, from: end - 14 * day };
    const levels = plan.guardrails.flatMap((each) => {
      if (each.kind !== "monitor" || each.query === null) return [];
      const text = /:((?:avg|max|min|p\d\d):[^/*]+?) [<>]=? [\d.]+$/.exec(each.query)?.[1];
      const values = text === undefined || text.includes(" - ") ? [] : valuesOf(text, fortnight);
      return values.length === 0 ? [] : [{ ...each, values }];
    });
    const bad = levels.filter(({ critical, direction, values }) =>
      direction === "above" ? median(values) >= critical * 0.9 : median(values) < critical,
    );
    const crossed = levels.filter(({ critical, direction, values }) =>
      direction === "above" ? Math.max(...values) > critical : Math.min(...values) < critical,
    );
    expect(levels.length).toBeGreaterThan(30);
    expect(bad.map(({ id }) => id)).toEqual([]);
    expect(crossed.length).toBeGreaterThan(5);
    expect(crossed.length).toBeLessThan(levels.length * 0.8);
  });

  it("rolls up to coarser points by the query's own rule", () => {
    const span = { from: end - day, to: end, interval: 300 };
    const fine = pastOf(termOf(hits), { ...span, interval: 60 }).series[0];
    const [coarse] = pastOf(termOf(hits), span).series;
    const first = coarse?.times[0] ?? 0;
    const sum = [...(fine?.values ?? [])].filter(
      (_value, at) => Math.floor((fine?.times[at] ?? 0) / 300) * 300 === first,
    );
    expect(coarse?.values[0]).toBe(sum.reduce((total, value) => total + value, 0));
  });
});
