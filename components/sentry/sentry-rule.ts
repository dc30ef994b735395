import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { toMinutes } from "../duration";
import {
  type IssueAlert,
  type MetricAction,
  type MetricAlert,
  issueAlert,
  metricAlert,
} from "./sentry-adapter";

/** What a {@link SentryRule} needs to know. */
export interface SentryRuleArgs {
  /** The planned rule. */
  readonly guardrail: GuardrailOf<"sentry-rule">;
}

type Rule<K extends "issue" | "metric"> = Extract<GuardrailOf<"sentry-rule">["rule"], { kind: K }>;

/** A rule that Sentry itself evaluates, on issues or on a metric. */
export class SentryRule extends pulumi.ComponentResource {
  /** Sentry's id of the rule. */
  readonly ruleId: pulumi.Output<string>;

  constructor(name: string, { guardrail }: SentryRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:sentry:SentryRule", name, {}, opts);
    const { rule } = guardrail;
    const within = { parent: this };

    this.ruleId =
      rule.kind === "issue"
        ? issueAlert(`${name}-issue`, toIssueAlert(guardrail, rule), within)
        : metricAlert(`${name}-metric`, toMetricAlert(guardrail, rule), within);

    this.registerOutputs({ ruleId: this.ruleId });
  }
}

/** Rules have no tags: the name is the identity. */
function toPlace({ name, organization, project, sentryEnvironment }: GuardrailOf<"sentry-rule">) {
  return { name, organization, project, environment: sentryEnvironment };
}

/** A rule on issues in the adapter's words. */
export function toIssueAlert(guardrail: GuardrailOf<"sentry-rule">, rule: Rule<"issue">): IssueAlert {
  return {
    ...toPlace(guardrail),
    actionMatch: rule.match,
    filterMatch: rule.filterMatch,
    frequency: rule.frequency,
    conditions: rule.conditions,
    filters: rule.filters,
    actions: rule.actions,
  };
}

/** A rule on a metric in the adapter's words. */
export function toMetricAlert(guardrail: GuardrailOf<"sentry-rule">, rule: Rule<"metric">): MetricAlert {
  const { dataset, aggregate, query, eventTypes, direction, warning, critical, resolve } = rule;
  return {
    ...toPlace(guardrail),
    dataset,
    aggregate,
    query,
    eventTypes,
    timeWindow: toMinutes(rule.over),
    direction,
    ...(resolve !== null && { resolveThreshold: resolve }),
    levels: [
      { label: "critical", at: critical },
      ...(warning === null ? [] : [{ label: "warning" as const, at: warning }]),
    ],
    actions: rule.actions.map(toAction),
  };
}

function toAction({
  type,
  targetType,
  target,
  integration,
}: Rule<"metric">["actions"][number]): MetricAction {
  return {
    type,
    targetType,
    ...(target !== null && { targetIdentifier: target }),
    ...(integration !== null && { integrationId: Number(integration) }),
  };
}
