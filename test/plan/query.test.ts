import fc from "fast-check";

import { convert, decimal, units, type Dimension, type Quantity, type Unit } from "../../model/quantity";
import { measured, type MeasurementParts } from "../../model/telemetry";
import { countedMetric, inUnit, monitorQuery, scoped, windowText, type QueryParts } from "../../plan/query";
import { contextOf, environmentOf, serviceOf, stagingOf } from "../support/models";

const measurementOf = (parts: Partial<MeasurementParts> = {}) =>
  measured({
    via: "apm",
    metrics: ["load"],
    docs: "https://docs.example",
    expression: "avg:load{scope}",
    unit: "percent",
    ...parts,
  });

const queryOf = (changes: Partial<QueryParts>): string =>
  monitorQuery(contextOf(), {
    measurement: measurementOf(),
    reading: "gauge",
    direction: "above",
    comparator: ">",
    critical: { value: 85, unit: "percent" },
    over: 300,
    sustained: false,
    ...changes,
  });

describe("the time aggregator", () => {
  it.each([
    ["gauge", "above", false, "avg"],
    ["gauge", "below", false, "avg"],
    ["gauge", "above", true, "min"],
    ["gauge", "below", true, "max"],
    ["percentile", "above", false, "percentile"],
    ["percentile", "above", true, "min"],
    ["percentile", "below", true, "max"],
    ["ratio", "above", false, "sum"],
    ["ratio", "below", false, "sum"],
    ["count", "above", false, "sum"],
    ["rate", "above", false, "sum"],
    ["latest", "above", false, "max"],
    ["latest", "below", false, "min"],
  ] as const)("of a %s, bad %s, sustained %s, is %s", (reading, direction, sustained, aggregator) => {
    expect(queryOf({ reading, direction, sustained })).toBe(
      `${aggregator}(last_5m):avg:load{env:prod,service:shop} > 85`,
    );
  });

  it("compares a change with the day before", () => {
    expect(queryOf({ reading: "change", over: 3600 })).toBe(
      "pct_change(avg(last_1h),1d_ago):avg:load{env:prod,service:shop} > 85",
    );
  });
});

describe("a window", () => {
  it.each([
    [60, "1m"],
    [300, "5m"],
    [5400, "90m"],
    [3600, "1h"],
    [93_600, "26h"],
    [86_400, "1d"],
    [172_800, "48h"],
    [604_800, "1w"],
  ])("of %d seconds is written %s", (seconds, text) => {
    expect(windowText(seconds)).toBe(text);
  });
});

describe("an expression in another unit", () => {
  it.each<[string, Unit, Unit, string]>([
    ["avg:x{a:b}", "percent", "percent", "avg:x{a:b}"],
    ["avg:x{a:b}", "seconds", "milliseconds", "avg:x{a:b} * 1000"],
    ["avg:x{a:b}", "milliseconds", "seconds", "avg:x{a:b} / 1000"],
    ["avg:x{a:b}", "nanoseconds", "seconds", "avg:x{a:b} / 1000000000"],
    ["avg:x{a:b}", "hours", "seconds", "avg:x{a:b} * 3600"],
    ["avg:x{a:b}", "days", "hours", "avg:x{a:b} * 24"],
    ["avg:x{a:b}", "fraction", "percent", "avg:x{a:b} * 100"],
    ["avg:x{a:b}", "bytes", "gibibytes", "avg:x{a:b} / 1073741824"],
    ["avg:x{a:b} + avg:y{a:b}", "seconds", "milliseconds", "(avg:x{a:b} + avg:y{a:b}) * 1000"],
    ["avg:x{a:b} by {pod}", "seconds", "milliseconds", "(avg:x{a:b} by {pod}) * 1000"],
    ["avg:x{a:b}", "seconds", "percent", "avg:x{a:b}"],
    ["sum:x{a:b}.as_count()", "count", "perMinute", "sum:x{a:b}.as_count()"],
  ])("%s from %s to %s", (expression, from, to, result) => {
    expect(inUnit(expression, from, to)).toBe(result);
  });

  it("scales by the factor between the units, never by a rounded one", () => {
    const names = Object.keys(units) as Unit[];
    const pairs = names.flatMap((from) =>
      names.filter((to) => units[from].dimension === units[to].dimension).map((to) => [from, to] as const),
    );
    for (const [from, to] of pairs) {
      const [, operator, operand] = / ([*/]) (\d+)$/.exec(inUnit("avg:x{a:b}", from, to)) ?? ["", "*", "1"];
      const one: Quantity = { value: 1, unit: from };
      const factor = convert<Dimension, Unit>(one, to).value;
      const scale = operator === "*" ? Number(operand) : 1 / Number(operand);

      expect(Number.isInteger(Number(operand))).toBe(true);
      expect(scale / factor).toBeCloseTo(1, 10);
    }
  });
});

describe("a query", () => {
  it("is in its critical level's unit, whatever the metric's", () => {
    const measurement = measurementOf({ expression: "avg:age{scope}", unit: "seconds" });

    expect(queryOf({ measurement, critical: { value: 26, unit: "hours" } })).toBe(
      "avg(last_5m):avg:age{env:prod,service:shop} / 3600 > 26",
    );
  });

  it("ends with the critical level as thresholds write it too", () => {
    const level = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(level, fc.constantFrom(">", ">=", "<", "<="), (value, comparator) => {
        const query = queryOf({ critical: { value, unit: "percent" }, comparator });
        expect(query.endsWith(` ${comparator} ${decimal(value)}`)).toBe(true);
        expect(query).not.toMatch(/\de[+-]?\d/);
      }),
    );
  });
});

describe("a scope", () => {
  it("becomes the environment and the service, wherever it stands", () => {
    expect(scoped(contextOf(stagingOf()), "sum:a{scope,status:5xx} / sum:b{scope}")).toBe(
      "sum:a{env:staging,service:shop,status:5xx} / sum:b{env:staging,service:shop}",
    );
  });

  it("leaves other scopes alone", () => {
    expect(scoped(contextOf(), "sum:a{kube_namespace:x} by {scope_name}")).toBe(
      "sum:a{kube_namespace:x} by {scope_name}",
    );
  });
});

describe("a metric counted from logs", () => {
  const metric = "belfry.shop.failed_logins";
  const logs = {
    kind: "log-metric",
    name: "logs",
    title: "logs",
    metric,
    filter: "x",
    distributionOf: null,
  } as const;
  const service = serviceOf({ guardrails: [logs] });

  it("has a name of its own in every environment but production", () => {
    const context = (name: string) => contextOf(environmentOf({ name }));

    expect(countedMetric(context("prod"), metric)).toBe(metric);
    expect(countedMetric(context("staging"), metric)).toBe("belfry.staging.shop.failed_logins");
    expect(countedMetric(context("review-42"), metric)).toBe("belfry.review_42.shop.failed_logins");
  });

  it("is read under that name", () => {
    const expression = `sum:${metric}{scope}.as_count()`;

    expect(scoped({ environment: stagingOf(), service }, expression)).toBe(
      "sum:belfry.staging.shop.failed_logins{env:staging,service:shop}.as_count()",
    );
  });

  it("whose name begins another's is not confused with it", () => {
    const both = serviceOf({ guardrails: [logs, { ...logs, name: "more", metric: `${metric}_by_path` }] });

    expect(scoped({ environment: stagingOf(), service: both }, `sum:${metric}_by_path{scope}`)).toBe(
      "sum:belfry.staging.shop.failed_logins_by_path{env:staging,service:shop}",
    );
  });
});
