import type { SentryRuleDeclaration } from "../../model/platform-declaration";
import {
  count,
  fraction,
  milliseconds,
  minutes,
  percent,
  seconds,
  type Quantity,
} from "../../model/quantity";
import type { Severity } from "../../model/severity";
import { planSentryRule } from "../../plan/sentry";
import { chosen, contextOf, stagingOf } from "../support/models";

function metricOf(aggregate: string, critical: Quantity, warning?: Quantity): SentryRuleDeclaration {
  return {
    kind: "sentry-rule",
    name: "x",
    title: "x",
    severity: chosen("high"),
    rule: {
      kind: "metric",
      dataset: "transactions",
      aggregate,
      query: "",
      critical: chosen(critical),
      ...(warning && { warning: chosen(warning) }),
      over: chosen(minutes(10)),
    },
  };
}

const issueOf = (
  when: "any-fatal-event" | "new-error",
  severity: Severity = "high",
): SentryRuleDeclaration => ({
  kind: "sentry-rule",
  name: "x",
  title: "x",
  severity: chosen(severity),
  rule: { kind: "issue", when },
});

const actionsOf = (rule: SentryRuleDeclaration, context = contextOf()): readonly string[] =>
  planSentryRule(context, rule).rule.actions.map(
    (action) => /^sentry\.integrations\.(\w+)\./.exec(("id" in action && action.id) || "")?.[1] ?? "another",
  );

describe("a Sentry metric rule", () => {
  it.each([
    [
      "failure_rate()",
      percent(5),
      percent(2),
      { critical: 0.05, warning: 0.02, resolve: 0.019, unit: "fraction" },
    ],
    [
      "failure_rate()",
      fraction(0.05),
      undefined,
      { critical: 0.05, warning: null, resolve: 0.0475, unit: "fraction" },
    ],
    [
      "p95(transaction.duration)",
      seconds(2),
      seconds(1),
      { critical: 2000, warning: 1000, resolve: 950, unit: "milliseconds" },
    ],
    [
      "avg(transaction.duration)",
      milliseconds(500),
      undefined,
      { critical: 500, warning: null, resolve: 475, unit: "milliseconds" },
    ],
    ["count()", count(100), count(50), { critical: 100, warning: 50, resolve: 47.5, unit: "count" }],
  ] as const)("on %s counts %j as Sentry does", (aggregate, critical, warning, expected) => {
    expect(planSentryRule(contextOf(), metricOf(aggregate, critical, warning)).rule).toMatchObject(expected);
  });

  it("resolves on the good side of its lowest level", () => {
    const { rule } = planSentryRule(contextOf(), metricOf("count()", count(100), count(50)));

    expect(rule).toMatchObject({ direction: "above", over: 600, eventTypes: ["transaction"] });
  });
});

describe("a Sentry issue rule", () => {
  it("never matches every event: it has a condition and a filter", () => {
    for (const when of ["any-fatal-event", "new-error"] as const) {
      const { rule } = planSentryRule(contextOf(), issueOf(when));
      expect(rule).toMatchObject({
        conditions: [expect.anything()],
        filters: [expect.anything()],
        filterMatch: "all",
      });
    }
  });

  it.each([
    ["any-fatal-event", "50", 5],
    ["new-error", "40", 60],
  ] as const)("of kind %s looks at level %s, each issue again after %d minutes", (when, level, frequency) => {
    expect(planSentryRule(contextOf(), issueOf(when)).rule).toMatchObject({
      filters: [{ level }],
      frequency,
    });
  });

  it("wakes a person only where route and environment do", () => {
    expect(actionsOf(issueOf("any-fatal-event"))).toEqual(["slack", "pagerduty"]);
    expect(actionsOf(issueOf("any-fatal-event", "low"))).toEqual(["slack"]);
    expect(actionsOf(issueOf("any-fatal-event"), contextOf(stagingOf()))).toEqual(["slack"]);
  });
});

describe("a Sentry rule's environment", () => {
  it("is Sentry's own word for production, and the name of any other", () => {
    const named = [contextOf(), contextOf(stagingOf())].map((context) =>
      planSentryRule(context, issueOf("new-error")),
    );

    expect(named.map(({ sentryEnvironment }) => sentryEnvironment)).toEqual(["production", "staging"]);
  });
});
