import { defaultRenotify } from "../model/defaults";
import type { Guidance } from "../model/declaration";
import { inSeconds, writtenDuration, type Duration } from "../model/quantity";
import { mention, wakes } from "../model/route";
import { priorityOf, type Severity } from "../model/severity";
import { setting, type Sourced } from "../model/source";
import type { PlanContext } from "./context";
import { planEscalation } from "./escalation";
import { handlesOf } from "./receivers";
import type { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

/** The part of a guardrail that says whom it tells. */
export type Alerting = Pick<
  GuardrailOf<"monitor">,
  | "severity"
  | "severityLabel"
  | "respondWithin"
  | "route"
  | "pages"
  | "notify"
  | "priority"
  | "renotifyEvery"
  | "runbook"
>;

/** What decides whom a guardrail tells. */
export interface AlertingParts {
  /** How bad it is; decides route, priority, reminders and how soon to act. */
  readonly severity: Sourced<Severity>;
  /** How soon a person acts; as the severity says when undefined. */
  readonly respondWithin?: Sourced<Duration> | undefined;
  /** Name of a route of the service; the severity's own when undefined. */
  readonly route?: string | undefined;
  /** Anchor of its part of the runbook page. */
  readonly anchor: string;
}

/** Priority of everything in an environment that wakes nobody. */
const quietPriority = 5;

/** Whom an alert of this severity tells here: an environment that does not page keeps only handles that wake nobody. */
export function alertingOf(context: PlanContext, trail: SourceTrail, parts: AlertingParts): Alerting {
  const { environment, service } = context;
  const severity = trail.take("severity", parts.severity);
  const level = service.severities[severity];
  const routeName = parts.route ?? level.route;
  const handles = handlesOf(context, routeName);
  const informs = handlesOf(context, service.severities.medium.route).filter((handle) => !wakes(handle));
  const renotify = trail.take("renotifyEvery", defaultRenotify[severity]);
  const told = handles.map(mention);
  return {
    severity,
    severityLabel: level.label,
    respondWithin: inSeconds(trail.take("respondWithin", parts.respondWithin ?? level.respondWithin)),
    route: `${service.name}/${routeName}`,
    pages: handles.some(wakes),
    notify: { alert: told, warning: informs.map(mention), noData: told, recovery: told },
    priority: environment.pages ? priorityOf(severity) : quietPriority,
    renotifyEvery: renotify && environment.pages ? inSeconds(renotify) : null,
    runbook: `${setting("estate.runbooks")}/${service.runbook}#${parts.anchor}`,
  };
}

/** What an alert says beside whom it tells. */
export interface MessageParts {
  /** What is wrong at the alerting level, in words with its number and unit. */
  readonly alert: string;
  /** The same for the warning level; null without one. */
  readonly warning: string | null;
  /** What silence means; null where silence tells nobody. */
  readonly silence: string | null;
  /** What has to hold for the alert to be over. */
  readonly recovery: string;
  /** What users notice, what is usually behind it and what to do first. */
  readonly guidance: Guidance;
}

/**
 * The message of an alert: what, how urgent, what users notice, what to do first, where to read on, and for each state
 * who is told.
 *
 * Conditional variables: https://docs.datadoghq.com/monitors/notify/variables/
 */
export function messageOf(context: PlanContext, alerting: Alerting, parts: MessageParts): string {
  const { guidance } = parts;
  const urgency = [
    `Severity ${alerting.severity} (${alerting.severityLabel}): act within ${writtenDuration(alerting.respondWithin)}.`,
    ...chainOf(context, alerting),
  ].join("\n");
  const blocks = [
    block("is_alert", `**${parts.alert}**\n${urgency}`),
    parts.warning && block("is_warning", `**${parts.warning}**\nThis informs and wakes nobody.`),
    parts.silence && block("is_no_data", `**${parts.silence}**\n${urgency}`),
    block("is_recovery", `**Over.** ${parts.recovery}`),
    `What users notice: ${guidance.impact}`,
    list("Usual causes", guidance.causes, "-"),
    list("First steps", guidance.firstSteps, "1."),
    `Runbook: ${alerting.runbook}`,
    told("is_alert", alerting.notify.alert),
    parts.warning && told("is_warning", alerting.notify.warning),
    parts.silence && told("is_no_data", alerting.notify.noData),
    told("is_recovery", alerting.notify.recovery),
    context.environment.pages ? null : `This is ${context.environment.name}: nobody is paged.`,
  ];
  return blocks.filter(Boolean).join("\n\n");
}

/** Who is told now, and who next while nobody acknowledges: whoever is woken should know who else will be. */
function chainOf(context: PlanContext, { pages, severity }: Alerting): readonly string[] {
  const declaration = context.service.guardrails.find((each) => each.kind === "escalation");
  if (!declaration || !pages) return [];
  const { acknowledgeWithin, responses, steps } = planEscalation(context, declaration);
  const [first, ...later] = steps;
  if (!first) return [];
  const own = responses.find((each) => each.severity === severity)?.acknowledgeWithin;
  const next = later.map(({ after, role }) => `${role} after ${writtenDuration(after)}`);
  return [
    `Told now: ${first.role}, to acknowledge within ${writtenDuration(own ?? acknowledgeWithin)}.${next.length === 0 ? "" : ` While nobody acknowledges: ${next.join(", ")}.`}`,
  ];
}

/** A title as the start of a sentence. */
export const sentenceCase = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);

const block = (condition: string, text: string): string => `{{#${condition}}}\n${text}\n{{/${condition}}}`;

/** A handle must be followed by a space: https://docs.datadoghq.com/monitors/notify/#notifications */
const told = (condition: string, handles: readonly string[]): string | null =>
  handles.length > 0 ? `{{#${condition}}} ${handles.join(" ")} {{/${condition}}}` : null;

const list = (title: string, items: readonly string[], bullet: string): string | null =>
  items.length > 0
    ? [
        `${title}:`,
        ...items.map((item, index) => `${bullet === "1." ? `${index + 1}.` : bullet} ${item}`),
      ].join("\n")
    : null;
