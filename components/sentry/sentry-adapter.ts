import * as sentry from "@pulumi/sentry";
import type * as pulumi from "@pulumi/pulumi";

/**
 * The one place that knows Sentry's Pulumi package. The package follows a provider that its makers have replaced
 * (`sentry_issue_alert` and `sentry_metric_alert` are deprecated there), so that only this file changes when it goes.
 */

/** What both kinds of rule have. */
interface SentryAlert {
  /** Name in Sentry's console. */
  readonly name: string;
  /** Slug of the organization. */
  readonly organization: string;
  /** Slug of the project. */
  readonly project: string;
  /** Environment whose events count. */
  readonly environment: string;
}

/** A condition, filter or action of an issue rule; the provider takes texts only, and ids are Python class paths. */
type Pairs = Readonly<Record<string, string>>;

/** A rule on single issues. */
export interface IssueAlert extends SentryAlert {
  /** How many of the conditions must hold: `all` or `any`. */
  readonly actionMatch: string;
  /** How many of the filters must hold: `all`, `any` or `none`. */
  readonly filterMatch: string;
  /** Minutes before the same issue is acted on again. */
  readonly frequency: number;
  /** What starts the rule. */
  readonly conditions: readonly Pairs[];
  /** What narrows it. */
  readonly filters: readonly Pairs[];
  /** What it does. */
  readonly actions: readonly Pairs[];
}

/** What a level of a metric rule does. */
export interface MetricAction {
  /** Integration or channel, such as `slack` or `email`. */
  readonly type: string;
  /** Kind of receiver, such as `specific`, `team` or `user`. */
  readonly targetType: string;
  /** Who receives it. */
  readonly targetIdentifier?: string;
  /** Number of the integration, for those that Sentry reaches through one. */
  readonly integrationId?: number;
}

/** A rule on a number that Sentry counts. */
export interface MetricAlert extends SentryAlert {
  /** What Sentry counts in, such as `events` or `transactions`. */
  readonly dataset: string;
  /** What it counts, such as `count()`. */
  readonly aggregate: string;
  /** Which events it counts. */
  readonly query: string;
  /** Kinds of event it counts. */
  readonly eventTypes: readonly string[];
  /** Minutes that are looked at. */
  readonly timeWindow: number;
  /** Which side is bad. */
  readonly direction: "above" | "below";
  /** Level at which an alert ends by itself. */
  readonly resolveThreshold?: number;
  /** The levels, in the order in which Sentry keeps them. */
  readonly levels: readonly { readonly label: "critical" | "warning"; readonly at: number }[];
  /** What each level does; Sentry refuses a level that does nothing. */
  readonly actions: readonly MetricAction[];
}

/** Registers a rule on issues; returns its id. */
export function issueAlert(
  name: string,
  { environment, conditions, filters, actions, ...rule }: IssueAlert,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const args = {
    ...rule,
    environment,
    conditions: [...conditions],
    filters: [...filters],
    actions: [...actions],
  };
  return new sentry.SentryIssueAlert(name, args, opts).id;
}

/**
 * Sentry's numbers for the two directions.
 *
 * https://github.com/getsentry/sentry/blob/master/src/sentry/incidents/models/alert_rule.py (`AlertRuleThresholdType`)
 */
const thresholdTypes = { above: 0, below: 1 };

/** Registers a rule on a metric; returns its id. */
export function metricAlert(
  name: string,
  { levels, actions, direction, eventTypes, ...rule }: MetricAlert,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const thresholdType = thresholdTypes[direction];
  const triggers = levels.map(({ label, at }) => ({
    label,
    alertThreshold: at,
    thresholdType,
    actions: [...actions],
  }));
  return new sentry.SentryMetricAlert(
    name,
    { ...rule, eventTypes: [...eventTypes], thresholdType, triggers },
    opts,
  ).id;
}
