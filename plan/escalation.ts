import type { EscalationDeclaration, Rotation, RotationLayer } from "../model/escalation";
import { inSeconds } from "../model/quantity";
import { wakes } from "../model/route";
import { severities, type Severity } from "../model/severity";
import { setting } from "../model/source";
import { commonOf, displayName, type PlanContext } from "./context";
import { handlesOf, pagerDutyService, teamHandle } from "./receivers";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

type Escalation = GuardrailOf<"escalation">;
type Pager = Escalation["pager"];
type Layer = Extract<Pager, { kind: "datadog" }>["layers"][number];

/** Plans who is told, and who next when nobody answers. */
export function planEscalation(context: PlanContext, declaration: EscalationDeclaration): Escalation {
  const trail = SourceTrail.of(context, declaration);
  const pager = pagerOf(context, trail, declaration.rotation);
  const steps = declaration.steps.map(({ after, person, role }, index) => ({
    role,
    after: inSeconds(trail.take(`steps.${index}.after`, after)),
    notify: person === null ? ("rotation" as const) : ("person" as const),
    // PagerDuty knows its own people; Datadog's ids would tell it nothing.
    person: person === null || pager.kind === "pagerduty" ? null : setting(person),
  }));
  const acknowledgeWithin = inSeconds(trail.take("acknowledgeWithin", declaration.acknowledgeWithin));
  const responses = responsesOf(context, trail, acknowledgeWithin);
  const unproven = responses.flatMap(({ severity }) => {
    const entry = declaration.unproven?.[severity];
    return entry ? [{ severity, person: trail.take(`unproven.${severity}`, entry) }] : [];
  });
  return {
    ...commonOf(context, { kind: "escalation", declared: declaration, trail }),
    pager,
    steps,
    acknowledgeWithin,
    responses,
    unproven,
  };
}

function pagerOf(context: PlanContext, trail: SourceTrail, rotation: Rotation | null): Pager {
  const { environment, service } = context;
  const team = {
    handle: teamHandle(environment, service.name),
    name: displayName(context, "on call"),
    description: `Answers for ${service.title} (${service.stack}).`,
  };
  if (environment.pager === "pagerduty" || rotation === null)
    return { kind: "pagerduty", team, service: pagerDutyService(service.name) };
  return {
    kind: "datadog",
    team,
    timezone: rotation.timezone,
    layers: rotation.layers.map((layer) => layerOf(trail, layer)),
    urgency: environment.pages ? "high" : "low",
  };
}

function layerOf(trail: SourceTrail, layer: RotationLayer): Layer {
  const { handover, hours, length, name, people, until } = layer;
  return {
    name,
    handover: trail.take(`${name}.handover`, handover),
    until: until ? trail.take(`${name}.until`, until) : null,
    length: inSeconds(trail.take(`${name}.length`, length)),
    users: [setting(people)],
    hours: [...(hours ?? [])],
  };
}

/** How soon each severity that pages here wants an answer. */
function responsesOf(
  context: PlanContext,
  trail: SourceTrail,
  acknowledgeWithin: number,
): Escalation["responses"] {
  const paging = (severity: Severity): boolean =>
    handlesOf(context, context.service.severities[severity].route).some(wakes);
  return severities.filter(paging).map((severity) => {
    const level = context.service.severities[severity];
    const field = `responses.${severity}`;
    // Alerts take it from the severity themselves: a change here would prove what they do not say.
    trail.note(`${field}.respondWithin`, level.respondWithin);
    return {
      severity,
      label: level.label,
      respondWithin: inSeconds(level.respondWithin.value),
      acknowledgeWithin: level.acknowledgeWithin
        ? inSeconds(trail.take(`${field}.acknowledgeWithin`, level.acknowledgeWithin))
        : acknowledgeWithin,
    };
  });
}
