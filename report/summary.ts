import { written, writtenDuration } from "../model/quantity";
import { referencedId } from "../model/source";
import type { Guardrail, GuardrailOf } from "../plan/types";
import { isDraft } from "./draft";

/** What a guardrail does, in a few words with its numbers. */
export function summaryOf(guardrail: Guardrail): string {
  switch (guardrail.kind) {
    case "monitor": {
      const { comparator, critical, draft, over, sustainedFor, unit, warning } = guardrail;
      const level = (value: number): string => written({ value, unit });
      const warn = warning === null ? "" : ` (warn ${level(warning)})`;
      const during =
        sustainedFor > 0 ? `throughout ${writtenDuration(over)}` : `over ${writtenDuration(over)}`;
      return `${comparator} ${level(critical)}${warn} ${during}${draft ? ", not measured yet" : ""}`;
    }
    case "objective":
      return `${guardrail.target} % over ${writtenDuration(guardrail.period)}${countedBy(guardrail)}${isDraft(guardrail) ? ", not measured yet" : ""}`;
    case "burn-rate":
      return `${guardrail.factor}x over ${writtenDuration(guardrail.longWindow)} and ${writtenDuration(guardrail.shortWindow)}`;
    case "synthetic":
      return `every ${writtenDuration(guardrail.every)} from ${guardrail.locations.length} locations`;
    case "certificate":
      return `< ${guardrail.critical} d left${guardrail.warning === null ? "" : ` (warn ${guardrail.warning} d)`}`;
    case "autoscaling":
      return `${guardrail.minimum} to ${guardrail.maximum} replicas, CPU ${guardrail.utilization.cpu ?? "-"} %`;
    case "disruption-budget":
      return `at most ${guardrail.maxUnavailable} unavailable`;
    case "capacity":
      return `at most ${guardrail.maximum.cpu} CPU and ${guardrail.maximum.memory} a container`;
    case "backup":
      return `${guardrail.schedule} UTC; ${guardrail.tiers.map(({ deleteAfter, name }) => `${name} kept ${writtenDuration(deleteAfter)}`).join(", ")}${promised("loses at most", guardrail.recoveryPoint)}`;
    case "restore-test":
      return `${guardrail.schedule} UTC; counts ${guardrail.tables.join(", ")}${promised("back within", guardrail.recoveryTime)}`;
    case "backup-store":
      return `vault ${guardrail.vault}`;
    case "probe":
      return `${guardrail.schedule}; ${guardrail.metrics.length} metrics`;
    case "downtime":
      return `${guardrail.rrule} for ${writtenDuration(guardrail.duration)}`;
    case "reminder":
      return `${guardrail.schedule} ${guardrail.timezone}; ${guardrail.reminders.length} reminders${guardrail.suspended ? ", suspended" : ""}`;
    case "sentry-rule":
      return guardrail.rule.kind === "issue"
        ? "issue rule"
        : `${guardrail.rule.aggregate} ${guardrail.rule.direction === "above" ? ">" : "<"} ${written({ value: guardrail.rule.critical, unit: guardrail.rule.unit })}`;
    case "dashboard":
      return `${guardrail.widgets.length} widgets`;
    case "escalation":
      return guardrail.steps.map(({ after, role }) => `${role} at ${Math.round(after / 60)} min`).join(", ");
    case "log-metric":
      return guardrail.metric;
  }
}

/** The alert whose absence is counted. */
const countedBy = ({ indicator, service }: GuardrailOf<"objective">): string =>
  indicator.kind === "monitor"
    ? ` without alert of ${referencedId(indicator.monitor).slice(service.length + 1)}`
    : "";

/** A promise on recovery, marked where nothing shows that it is kept. */
function promised(
  words: string,
  promise: { readonly objective: number; readonly keptBy: string } | null,
): string {
  if (promise === null) return "";
  const unproven = promise.keptBy === "unproven" ? " (unproven)" : "";
  return `; ${words} ${writtenDuration(promise.objective)}${unproven}`;
}
