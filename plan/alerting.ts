import { defaultRenotify } from "../model/defaults";
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

/** Who is told now, and who next while nobody acknowledges: whoever is woken should know who else will be. */
export function chainOf(context: PlanContext, { pages, severity }: Alerting): readonly string[] {
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
