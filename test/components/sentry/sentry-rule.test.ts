import { SentryRule } from "../../../components/sentry/sentry-rule";
import { sentryRuleOf } from "../../support/infrastructure-guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const place = { name: "Shop: issues", organization: "acme", project: "shop", environment: "production" };
const under = "belfry:sentry:SentryRule";

const metricRule = {
  kind: "metric",
  dataset: "events",
  aggregate: "count()",
  query: "level:error",
  eventTypes: ["error"],
  over: 600,
  direction: "above",
  warning: 20,
  critical: 50,
  resolve: 10,
  unit: "count",
  actions: [
    { type: "slack", targetType: "specific", target: "C0123", integration: "42" },
    { type: "email", targetType: "team", target: "7", integration: null },
  ],
} as const;

describe("SentryRule", () => {
  it("registers a rule on issues as maps of texts", async () => {
    const engine = await PulumiRecorder.install();

    new SentryRule("shop/issues", { guardrail: sentryRuleOf() });

    expect(await engine.registrations()).toEqual([
      { type: under, name: "shop/issues", under: "", inputs: {} },
      {
        type: "sentry:index/sentryIssueAlert:SentryIssueAlert",
        name: "shop/issues-issue",
        under,
        inputs: {
          ...place,
          actionMatch: "any",
          filterMatch: "all",
          frequency: 30,
          conditions: [{ id: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition" }],
          filters: [{ id: "sentry.rules.filters.level.LevelFilter", match: "gte", level: "40" }],
          actions: [{ id: "sentry.mail.actions.NotifyEmailAction", targetType: "IssueOwners" }],
        },
      },
    ]);
  });

  it("registers a rule on a metric with its levels sorted and minutes for a window", async () => {
    const engine = await PulumiRecorder.install();

    new SentryRule("shop/issues", {
      guardrail: sentryRuleOf({ ...metricRule, eventTypes: ["error"], actions: [...metricRule.actions] }),
    });

    const actions = [
      { type: "slack", targetType: "specific", targetIdentifier: "C0123", integrationId: 42 },
      { type: "email", targetType: "team", targetIdentifier: "7" },
    ];
    expect(await engine.registrations()).toEqual([
      { type: under, name: "shop/issues", under: "", inputs: {} },
      {
        type: "sentry:index/sentryMetricAlert:SentryMetricAlert",
        name: "shop/issues-metric",
        under,
        inputs: {
          ...place,
          dataset: "events",
          aggregate: "count()",
          query: "level:error",
          eventTypes: ["error"],
          timeWindow: 10,
          thresholdType: 0,
          resolveThreshold: 10,
          triggers: [
            { label: "critical", alertThreshold: 50, thresholdType: 0, actions },
            { label: "warning", alertThreshold: 20, thresholdType: 0, actions },
          ],
        },
      },
    ]);
  });

  it("turns round for a number that may not fall, and leaves out the levels that are not there", async () => {
    const engine = await PulumiRecorder.install();

    new SentryRule("shop/issues", {
      guardrail: sentryRuleOf({
        ...metricRule,
        eventTypes: ["error"],
        direction: "below",
        warning: null,
        resolve: null,
        actions: [],
      }),
    });

    const inputs = await engine.inputsOf("shop/issues-metric");
    expect(inputs).toMatchObject({
      thresholdType: 1,
      triggers: [{ label: "critical", alertThreshold: 50, thresholdType: 1, actions: [] }],
    });
    expect(inputs).not.toHaveProperty("resolveThreshold");
  });
});
