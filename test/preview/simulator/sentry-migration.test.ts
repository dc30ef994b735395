import { metricMonitorOf } from "../../../preview/simulator/sentry-migration";
import { simulateSentryMonitor } from "../../../preview/simulator/sentry-monitor";
import type { SentryAlert } from "../../../preview/simulator/sentry-alert";
import { answerOf, changesOf, historyOf } from "../../support/histories";

const alertOf = (changes: Partial<SentryAlert> = {}): SentryAlert => ({
  aggregate: "count()",
  over: 60,
  direction: "above",
  warning: null,
  critical: 10,
  resolve: null,
  ...changes,
});

// The conditions that Sentry's migration makes: src/sentry/workflow_engine/migration_helpers/alert_rule.py
describe("the metric monitor of a legacy alert", () => {
  it.each<[string, Partial<SentryAlert>, readonly string[]]>([
    ["is over at its level", {}, ["gt 10 high", "lte 10 ok"]],
    ["is over at the level of its warning", { warning: 5 }, ["gt 10 high", "gt 5 medium", "lte 5 ok"]],
    [
      "is over at the level that is written",
      { warning: 5, resolve: 3 },
      ["gt 10 high", "gt 5 medium", "lte 3 ok"],
    ],
    ["turns round where less is bad", { direction: "below" }, ["lt 10 high", "gte 10 ok"]],
  ])("%s", (_, changes, expected) => {
    const { conditions } = metricMonitorOf(alertOf(changes));
    expect(conditions.map(({ comparison, result, type }) => `${type} ${comparison} ${result}`)).toEqual(
      expected,
    );
  });

  it("compares with the past where the alert does", () => {
    expect(metricMonitorOf(alertOf({ comparisonDelta: 120 }))).toMatchObject({
      comparisonDelta: 120,
      detection: "percent",
    });
    expect(metricMonitorOf(alertOf()).detection).toBe("static");
  });

  it("fires again at once, where the alert waits ten minutes", () => {
    const history = historyOf({ "count()": answerOf([0, 11, 0, 11, 0]) });
    expect(changesOf(simulateSentryMonitor(metricMonitorOf(alertOf()), history)).map(([at]) => at)).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });
});
