import { signals, type Signal } from "../model/signal";
import { reference } from "../model/source";
import type { Guardrail, GuardrailOf } from "./types";

/** The tag by which downtimes find what planned maintenance may silence. */
export const mutableTag = "maintenance:mutable";

/** The tags of an alert that say whether planned maintenance may silence it. */
export const mutableTags = ({ mutable }: Pick<Signal, "mutable">): readonly string[] =>
  mutable ? [mutableTag] : [];

/**
 * Whether a guardrail must be heard at all times: certificates, reminders, and whatever watches a signal that says so,
 * by its level or by the budget of a promise about it. Sentry's own rules are no monitors of Datadog, so no downtime
 * reaches them.
 */
export function isAlwaysHeard(guardrail: Guardrail, all: readonly Guardrail[]): boolean {
  switch (guardrail.kind) {
    case "certificate":
    case "reminder":
      return true;
    case "monitor":
      return !signals[guardrail.signal].mutable;
    case "burn-rate":
      return all.some(
        (each) =>
          each.kind === "objective" &&
          guardrail.objective === reference("objective", each.id) &&
          countsAlwaysHeard(each, all),
      );
    default:
      return false;
  }
}

/** Whether the budget of an objective is that of a signal that must be heard. */
function countsAlwaysHeard({ indicator }: GuardrailOf<"objective">, all: readonly Guardrail[]): boolean {
  switch (indicator.kind) {
    case "ratio":
      return false;
    case "time-slice":
      return !signals[indicator.signal].mutable;
    case "monitor":
      return all.some(
        (each) => indicator.monitor === reference("monitor", each.id) && isAlwaysHeard(each, all),
      );
  }
}

/** Whether a downtime silences a guardrail: Datadog asks for all of the downtime's tags among the monitor's. */
export const silences = ({ monitorTags }: GuardrailOf<"downtime">, { tags }: Guardrail): boolean =>
  monitorTags.every((tag) => tag === "*" || tags.includes(tag));
