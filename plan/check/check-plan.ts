import type { Problem } from "../../model/problem";
import type { PlanInputs } from "../build";
import type { Guardrail, Plan } from "../types";
import { checkAmounts } from "./amounts";
import { checkDuties } from "./duties";
import { checkCoverage, checkFacts, type FactBook } from "./facts";
import { checkMonitor } from "./levels";
import { checkDowntime } from "./maintenance";
import { checkMessages } from "./messages";
import { checkChains } from "./escalation";
import { checkExpressions } from "./expressions";
import { checkNames, checkServiceNames } from "./names";
import { checkBurnRate, checkObjective } from "./objectives";
import { checkPlatform } from "./platform";
import { checkReminders } from "./reminders";
import { checkSchedules } from "./schedules";
import { checkIds, checkOverrides, checkRoutes, checkSettings } from "./wiring";

/** Everything that is wrong with a plan, at once and in a stable order. Nothing is deployed while anything is. */
export function checkPlan(
  plan: Plan,
  { environment, estate, services }: PlanInputs,
  book: FactBook,
): readonly Problem[] {
  const { guardrails } = plan;
  const selected = services.filter(({ name }) => environment.services.includes(name));
  return [
    ...checkServiceNames([estate, ...services]),
    ...checkIds(guardrails),
    ...checkChains(guardrails),
    ...[estate, ...selected].flatMap(checkRoutes),
    ...selected.flatMap((service) => checkDuties(service, guardrails)),
    ...checkSettings(guardrails, [estate, ...selected]),
    ...checkOverrides(guardrails, environment),
    ...guardrails.flatMap((guardrail) => [
      ...checkGuardrail(guardrail, guardrails),
      ...checkAmounts(guardrail),
      ...checkNames(guardrail),
      ...checkExpressions(guardrail),
      ...checkMessages(guardrail),
      ...checkFacts(guardrail, book),
    ]),
    // An environment with fewer recovery points leaves facts out on purpose.
    ...(environment.backups === "full"
      ? selected.flatMap((service) => checkCoverage(service, guardrails, book))
      : []),
  ];
}

function checkGuardrail(guardrail: Guardrail, all: readonly Guardrail[]): readonly Problem[] {
  switch (guardrail.kind) {
    case "monitor":
      return checkMonitor(guardrail);
    case "objective":
      return checkObjective(guardrail, all);
    case "burn-rate":
      return checkBurnRate(guardrail, all);
    case "reminder":
      return [...checkSchedules(guardrail), ...checkReminders(guardrail)];
    case "downtime":
      return [...checkSchedules(guardrail), ...checkDowntime(guardrail, all)];
    default:
      return [...checkPlatform(guardrail), ...checkSchedules(guardrail)];
  }
}
