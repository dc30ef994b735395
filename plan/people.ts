import type { EscalationDeclaration } from "../model/platform-declaration";
import { inSeconds } from "../model/quantity";
import { setting } from "../model/source";
import { commonOf, displayName, type PlanContext } from "./context";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

/** Plans who is told, and who next when nobody answers. */
export function planEscalation(
  context: PlanContext,
  declaration: EscalationDeclaration,
): GuardrailOf<"escalation"> {
  const trail = SourceTrail.of(context, declaration);
  const { environment, service } = context;
  const users = [setting(`${service.name}.onCallUsers`)];
  const steps = declaration.steps.map(({ after, person, role }, index) => ({
    role,
    after: inSeconds(trail.take(`steps.${index}.after`, after)),
    notify: person === null ? ("rotation" as const) : ("person" as const),
    person: person && setting(person),
  }));
  const { timezone } = declaration.rotation;
  const rotation = {
    handover: trail.take("rotation.handover", declaration.rotation.handover),
    length: inSeconds(trail.take("rotation.length", declaration.rotation.length)),
    users,
  };
  const acknowledgeWithin = inSeconds(trail.take("acknowledgeWithin", declaration.acknowledgeWithin));
  return {
    ...commonOf(context, { kind: "escalation", declared: declaration, trail }),
    team: {
      handle: environment.name === "prod" ? service.name : `${service.name}-${environment.name}`,
      name: displayName(context, "on call"),
      description: `Answers for ${service.title} (${service.stack}).`,
    },
    timezone,
    rotation,
    steps,
    acknowledgeWithin,
  };
}
