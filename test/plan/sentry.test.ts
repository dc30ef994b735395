import { recoveryMargin } from "../../model/defaults";
import type { Environment, Override } from "../../model/environment";
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
import { checkPlatform } from "../../plan/check/platform";
import { planSentryRule } from "../../plan/sentry";
import { summaryOf } from "../../report/summary";
import { chosen, codesOf, contextOf, environmentOf, stagingOf } from "../support/models";

type Metric = SentryRuleDeclaration & { readonly rule: { readonly kind: "metric" } };

function metricOf(aggregate: string, critical: Quantity, warning?: Quantity): Metric {
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

describe("a Sentry metric rule whose number may not fall", () => {
  const falling = (aggregate: string, critical: Quantity, warning?: Quantity): SentryRuleDeclaration => {
    const declaration = metricOf(aggregate, critical, warning);
    return { ...declaration, rule: { ...declaration.rule, direction: "below" } };
  };

  it.each([
    ["apdex(300)", fraction(0.8), fraction(0.9), { critical: 0.8, warning: 0.9, resolve: 0.905 }],
    ["percentage(sessions_crashed, sessions)", percent(98), undefined, { critical: 98, resolve: 98.1 }],
    ["failure_rate()", percent(80), undefined, { critical: 0.8, resolve: 0.81 }],
    ["p95(transaction.duration)", seconds(1), undefined, { critical: 1000, resolve: 1050 }],
    ["count()", count(2), undefined, { critical: 2, resolve: null }],
  ] as const)("on %s resolves above its highest level", (aggregate, critical, warning, expected) => {
    const { rule } = planSentryRule(contextOf(), falling(aggregate, critical, warning));

    expect(rule).toMatchObject({ direction: "below", ...expected });
  });

  it("reads as it compares", () => {
    const said = [metricOf("count()", count(5)), falling("count()", count(5))].map((declaration) =>
      summaryOf(planSentryRule(contextOf(), declaration)),
    );

    expect(said).toEqual(["count() > 5", "count() < 5"]);
  });
});

describe("the level at which a Sentry metric rule resolves", () => {
  const errorsWith = (overrides: Environment["overrides"][string] = {}) =>
    planSentryRule(
      contextOf(environmentOf({ overrides: { "shop/x": overrides } })),
      metricOf("failure_rate()", percent(5)),
    );
  const saying = (value: Quantity): Override => ({ value, bare: false, because: "Trial.", until: null });
  const resolveOf = ({ rule, sources }: ReturnType<typeof errorsWith>) => ({
    resolve: "resolve" in rule ? rule.resolve : undefined,
    sources: sources
      .filter(({ field }) => field === "resolve")
      .map(({ ask, kind, stated }) => [kind, stated, ask]),
  });
  const ask = recoveryMargin.source.kind === "house" ? recoveryMargin.source.ask : null;

  it("is left by the house margin, with its source", () => {
    expect(resolveOf(errorsWith())).toEqual({ resolve: 0.0475, sources: [["house", "4.75 %", ask]] });
  });

  it("follows an override, which must keep it on the good side", () => {
    const changed = errorsWith({ resolve: saying(percent(4)) });
    const wrong = errorsWith({ resolve: saying(percent(6)) });

    expect(resolveOf(changed)).toEqual({
      resolve: 0.04,
      sources: [
        ["house", "4.75 %", ask],
        ["override", "4 %", null],
      ],
    });
    expect(codesOf(checkPlatform(changed))).toEqual([]);
    expect(codesOf(checkPlatform(wrong))).toEqual(["threshold/recovery"]);
  });

  it("is left out where the level is zero", () => {
    expect(resolveOf(planSentryRule(contextOf(), metricOf("count()", count(0))))).toEqual({
      resolve: null,
      sources: [],
    });
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

describe("the name of a rule", () => {
  it("leaves out the service where Sentry would not take it all", () => {
    const rule = { ...issueOf("new-error"), title: "new errors in the checkout of the web shop" };
    const name = (environment: string) =>
      planSentryRule(contextOf(environmentOf({ name: environment })), rule).name;

    expect(name("review")).toBe("[review] Shop: new errors in the checkout of the web shop");
    expect(name("review-of-the-winter")).toBe(
      "[review-of-the-winter] new errors in the checkout of the web shop",
    );
  });
});
