import { describeProblem } from "../../../model/problem";
import { checkExpressions } from "../../../plan/check/expressions";
import { monitorOf, objectiveOf } from "../../support/guardrails";

const reading = (expression: string) =>
  checkExpressions(monitorOf({ query: `avg(last_5m):${expression} > 5` }));

describe("the expression that a monitor reads", () => {
  it.each([
    "avg:shop.load{env:prod,service:shop}",
    "100 * sum:shop.bad{*}.as_count() / (sum:shop.bad{*}.as_count() + sum:shop.good{*}.as_count())",
    "100 * sum:shop.calls{*}.as_count() / ${setting:shop.limit}",
    "max:shop.load{env:prod,host:${setting:shop.host}} by {pod_name}",
    "default_zero(sum:shop.bad{*}.as_rate())",
    "p95:trace.express.request{env:prod} * 1000",
  ])("may be %s", (expression) => {
    expect(reading(expression)).toEqual([]);
  });

  it.each([
    "shop.load",
    "avg:shop.load",
    "avg:shop load{*}",
    "mean:shop.load{*}",
    "avg:shop.load{*} per minute",
    "(avg:shop.load{*}",
    "avg:shop.load{*}) * (2",
    "100",
  ])("may not be %s", (expression) => {
    expect(reading(expression).map(({ code }) => code)).toEqual(["telemetry/expression"]);
  });

  it("may look at the day before", () => {
    const query = "pct_change(avg(last_1h),1d_ago):avg:shop.time{*} > 50";

    expect(checkExpressions(monitorOf({ query }))).toEqual([]);
    expect(checkExpressions(monitorOf({ query: null, draft: true }))).toEqual([]);
  });

  it("is told with what to write, as is what an objective counts", () => {
    const objective = objectiveOf({
      indicator: { kind: "ratio", good: "sum:shop good{*}.as_count()", total: "sum:shop.all{*}.as_count()" },
    });

    expect([...reading("avg:shop.load"), ...checkExpressions(objective)].map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "shop/errors.query (avg:shop.load): Datadog reads metric queries such as avg:shop.load{scope}, numbers, + - * /, brackets in pairs and functions. Write the expression of its telemetry so. [telemetry/expression]",
       "shop/uptime.indicator.good (sum:shop good{*}.as_count()): Datadog reads metric queries such as avg:shop.load{scope}, numbers, + - * /, brackets in pairs and functions. Write the expression of its telemetry so. [telemetry/expression]",
     ]
    `);
  });
});
