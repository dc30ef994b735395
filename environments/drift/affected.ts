import { silences } from "../../plan/mute";
import type { Guardrail, Plan } from "../../plan/types";
import type { Affected } from "./finding";

/** Whom a guardrail tells by itself. */
export function affectedBy(guardrail: Guardrail): Affected {
  const { id } = guardrail;
  if (!("notify" in guardrail)) return { id, severity: null, route: null, pages: false, told: [] };
  const { notify, pages, route, severity } = guardrail;
  return { id, severity, route, pages, told: [...notify.alert] };
}

/**
 * The guardrails that a change of one touches: the alerts on the budget of an objective, the alerts that a downtime mutes or
 * muted, and otherwise itself.
 *
 * @param now - the guardrail as it is now; as it was deployed when left out
 */
export function touchedBy(
  guardrail: Guardrail,
  { guardrails }: Plan,
  now: Guardrail = guardrail,
): readonly Affected[] {
  const alerts = guardrails.filter((each) => "notify" in each && isTouched(each, guardrail, now));
  return (alerts.length > 0 ? alerts : [guardrail]).map(affectedBy);
}

function isTouched(alert: Guardrail, was: Guardrail, is: Guardrail): boolean {
  if (was.kind === "objective") return was.burnRates.includes(alert.id);
  if (was.kind !== "downtime" || is.kind !== "downtime") return false;
  return silences(was, alert) || silences(is, alert);
}
