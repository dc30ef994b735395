import type { Guidance } from "../../model/declaration";
import { writtenDuration } from "../../model/quantity";
import { chainOf, type Alerting } from "../alerting";
import type { PlanContext } from "../context";
import { linksOf, type LinkParts } from "./links";

/** What an alert says beside whom it tells. */
export interface MessageParts {
  /** What is wrong at the alerting level, in words with its number and unit; Markdown. */
  readonly alert: string;
  /** The same for the warning level; null without one. */
  readonly warning: string | null;
  /** What silence means; null where silence tells nobody. */
  readonly silence: string | null;
  /** What has happened when the alert is over. */
  readonly recovery: string;
  /** When that will be, in a sentence. */
  readonly ends: string;
  /** What users notice, what is usually behind it and what to do first. */
  readonly guidance: Guidance;
  /** What the links narrow to. */
  readonly links: Omit<LinkParts, "runbook">;
}

/**
 * The message of an alert. What is wrong comes first, since a phone shows little more than the title and that line; then
 * how urgent it is and who else is told, what users notice, what to do first, why it may be, and where to look. A
 * recovery says only that it is over.
 *
 * Conditional variables: https://docs.datadoghq.com/monitors/notify/variables/#conditional-variables
 */
export function messageOf(context: PlanContext, alerting: Alerting, parts: MessageParts): string {
  const urgent = urgencyOf(context, alerting).join("\n");
  return composed([
    block("is_alert", `${parts.alert}\n${urgent}\n${parts.ends}`),
    parts.warning && block("is_warning", `${parts.warning}\n${informs}`),
    parts.silence &&
      block("is_no_data", `${parts.silence}\n${urgent}\nIt is over once it is measured again.`),
    ...shared(parts, linksOf(context, { ...parts.links, runbook: alerting.runbook })),
    told("is_alert", alerting.notify.alert),
    parts.warning && told("is_warning", alerting.notify.warning),
    parts.silence && told("is_no_data", alerting.notify.noData),
    told("is_recovery", alerting.notify.recovery),
  ]);
}

/** The message of an object that only warns, whose warning is an alert to Datadog. */
export function warningMessageOf(context: PlanContext, alerting: Alerting, parts: MessageParts): string {
  return composed([
    block("is_alert", `${parts.alert}\n${informs}\n${parts.ends}`),
    ...shared(parts, linksOf(context, { ...parts.links, runbook: alerting.runbook })),
    told("is_alert", alerting.notify.warning),
    told("is_recovery", alerting.notify.warning),
  ]);
}

const informs = "This informs and wakes nobody.";

/** What every state but the recovery says, and the links. */
function shared({ guidance, recovery }: MessageParts, links: string): readonly string[] {
  const advice = [
    `What users notice: ${guidance.impact}`,
    list("First steps", guidance.firstSteps, (index) => `${index + 1}.`),
    list("Usual causes", guidance.causes, () => "-"),
  ].filter((each) => each !== null);
  return [
    block("is_recovery", recovery),
    `{{^is_recovery}}\n${advice.join("\n\n")}\n{{/is_recovery}}`,
    links,
  ];
}

function urgencyOf(context: PlanContext, alerting: Alerting): readonly string[] {
  const { environment } = context;
  const { respondWithin, severity, severityLabel } = alerting;
  const label = severityLabel === severity ? "" : ` (${severityLabel})`;
  return [
    ...(environment.pages ? [] : [`This is ${environment.name}: nobody is paged.`]),
    `Severity ${severity}${label}: act within ${writtenDuration(respondWithin)}.`,
    ...chainOf(context, alerting),
  ];
}

/** A title as the start of a sentence. */
export const sentenceCase = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);

/** Where it happens, as a message names it. */
export const placeOf = ({ environment, service }: PlanContext): string =>
  `${service.title} (${environment.name})`;

const composed = (blocks: readonly (string | null)[]): string => blocks.filter(Boolean).join("\n\n");

const block = (condition: string, text: string): string => `{{#${condition}}}\n${text}\n{{/${condition}}}`;

/** A handle must be followed by a space: https://docs.datadoghq.com/monitors/notify/#notifications */
const told = (condition: string, handles: readonly string[]): string | null =>
  handles.length > 0 ? `{{#${condition}}} ${handles.join(" ")} {{/${condition}}}` : null;

const list = (title: string, items: readonly string[], bullet: (index: number) => string): string | null =>
  items.length > 0
    ? [`${title}:`, ...items.map((item, index) => `${bullet(index)} ${item}`)].join("\n")
    : null;
