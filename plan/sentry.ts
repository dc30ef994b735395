import type { SentryRuleDeclaration } from "../model/platform-declaration";
import { inSeconds, type Unit, units } from "../model/quantity";
import { wakes, type Handle } from "../model/route";
import { setting } from "../model/source";
import { takeLevel } from "./adapt";
import { commonOf, type PlanContext } from "./context";
import { hasWayBack, takeRecovery } from "./levels";
import { handlesOf } from "./receivers";
import { inUnitOf, SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

type SentryRule = GuardrailOf<"sentry-rule">;

/** Plans one rule that Sentry evaluates. */
export function planSentryRule(context: PlanContext, declaration: SentryRuleDeclaration): SentryRule {
  const trail = SourceTrail.of(context, declaration);
  const { environment, service } = context;
  const severity = trail.take("severity", declaration.severity);
  const route = service.severities[severity].route;
  const handles = handlesOf(context, route);
  const pages = handles.some(wakes);
  const rule =
    declaration.rule.kind === "issue"
      ? issueRule(context, declaration.rule, handles)
      : metricRule(context, trail, { rule: declaration.rule, handles });
  const common = commonOf(context, {
    kind: "sentry-rule",
    declared: declaration,
    trail,
    telemetry: {
      status: "integration",
      via: "sentry",
      metrics: [],
      docs: "https://docs.sentry.io/product/alerts/",
      source: null,
    },
  });
  return {
    ...common,
    name: nameOf(context, common.name),
    organization: setting("estate.sentryOrganization"),
    project: setting(`${service.name}.sentryProject`),
    sentryEnvironment: environment.name === "prod" ? "production" : environment.name,
    severity,
    route: `${service.name}/${route}`,
    pages,
    rule,
  };
}

/** https://docs.sentry.io/api/alerts/create-an-issue-alert-rule-for-a-project/, and the provider's schema */
export const longestSentryName = 64;

/** A name that is too long, as in an environment of a long name, leaves out the service: the rule stands in its project. */
const nameOf = ({ service }: PlanContext, name: string): string =>
  name.length <= longestSentryName ? name : name.replace(`${service.title}: `, "");

type IssueRule = Extract<SentryRuleDeclaration["rule"], { kind: "issue" }>;

/** Conditions and filters by Sentry's own class paths; a rule with neither would match every event. */
function issueRule(
  { service }: PlanContext,
  { when }: IssueRule,
  handles: readonly Handle[],
): SentryRule["rule"] {
  const fatal = when === "any-fatal-event";
  const level = {
    id: "sentry.rules.filters.level.LevelFilter",
    match: "gte",
    level: fatal ? "50" : "40",
  };
  const condition = fatal
    ? {
        id: "sentry.rules.conditions.event_frequency.EventFrequencyCondition",
        value: "0",
        interval: "1m",
        comparisonType: "count",
      }
    : { id: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition" };
  return {
    kind: "issue",
    match: "any",
    filterMatch: "all",
    frequency: fatal ? 5 : 60,
    conditions: [condition],
    filters: [level],
    actions: [
      ...channelsOf(handles).map(slackAction),
      ...(handles.some(wakes) ? [pagerDutyAction(service.name)] : []),
    ],
  };
}

/** Slack channels of a route, as Sentry names them. */
const channelsOf = (handles: readonly Handle[]): readonly string[] =>
  handles.filter(({ kind }) => kind === "slack").map(({ name }) => `#${name}`);

const slackAction = (channel: string): Record<string, string> => ({
  id: "sentry.integrations.slack.notify_action.SlackNotifyServiceAction",
  workspace: setting("estate.sentrySlackIntegration"),
  channel,
});

const pagerDutyAction = (service: string): Record<string, string> => ({
  id: "sentry.integrations.pagerduty.notify_action.PagerDutyNotifyServiceAction",
  account: setting("estate.sentryPagerDutyIntegration"),
  service: setting(`${service}.sentryPagerDutyService`),
  severity: "critical",
});

type MetricRule = Extract<SentryRuleDeclaration["rule"], { kind: "metric" }>;

/** Sentry counts durations in milliseconds and failures as a fraction. */
function sentryUnit({ aggregate, critical }: MetricRule): Unit {
  if (aggregate.startsWith("failure_rate")) return "fraction";
  return aggregate.includes("duration") ? "milliseconds" : critical.value.unit;
}

interface MetricParts {
  /** The rule as declared. */
  readonly rule: MetricRule;
  /** Whom it tells. */
  readonly handles: readonly Handle[];
}

function metricRule(
  { environment }: PlanContext,
  trail: SourceTrail,
  { handles, rule }: MetricParts,
): SentryRule["rule"] {
  const like = { value: 0, unit: sentryUnit(rule) };
  const direction = rule.direction ?? "above";
  const most = units[like.unit].dimension === "share" ? 100 : null;
  const kind = { direction, most, lenience: "relaxed" } as const;
  const written = takeLevel(trail, environment, "critical", { kind, level: rule.critical });
  const warned = rule.warning
    ? takeLevel(trail, environment, "warning", { kind, level: rule.warning })
    : null;
  const critical = inUnitOf(written, like);
  // A rule has one end for all its levels: the first that is reached is the last that is left.
  const level = warned ?? written;
  const resolve = hasWayBack(level, direction) ? takeRecovery(trail, "resolve", { level, direction }) : null;
  return {
    kind: "metric",
    dataset: rule.dataset,
    aggregate: rule.aggregate,
    query: rule.query,
    eventTypes: rule.dataset === "events" ? ["default", "error"] : ["transaction"],
    over: inSeconds(trail.take("over", rule.over)),
    direction,
    warning: warned && inUnitOf(warned, like).value,
    critical: critical.value,
    resolve: resolve && inUnitOf(resolve, like).value,
    unit: critical.unit,
    actions: channelsOf(handles).map((target) => ({
      type: "slack",
      targetType: "specific",
      target,
      integration: setting("estate.sentrySlackIntegration"),
    })),
  };
}
