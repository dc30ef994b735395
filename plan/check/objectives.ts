import type { Problem } from "../../model/problem";
import { writtenDuration } from "../../model/quantity";
import type { Guardrail, GuardrailOf } from "../types";

const day = 86_400;

/** Checks of one objective: a target that can be held and missed, a period that Datadog has, a measured indicator. */
export function checkObjective(objective: GuardrailOf<"objective">): readonly Problem[] {
  const { id, indicator, period, target, telemetry } = objective;
  const problems: Problem[] = [];
  if (!(target > 0 && target < 100)) {
    problems.push({
      code: "objective/target",
      path: `${id}.target`,
      value: `${target} %`,
      rule: "a target must lie above 0 % and below 100 %: at 100 % there is no budget to burn.",
      remedy: "Write a target such as 99.9 %.",
    });
  }
  if (![7, 30, 90].includes(period / day)) {
    problems.push({
      code: "objective/period",
      path: `${id}.period`,
      value: writtenDuration(period),
      rule: "Datadog keeps objectives over 7, 30 or 90 days.",
      remedy: "Choose one of them.",
    });
  }
  if (
    indicator.kind === "time-slice" &&
    (indicator.query === "" || !telemetry || telemetry.status === "uninstrumented")
  ) {
    problems.push({
      code: "objective/unmeasured",
      path: `${id}.indicator`,
      value: null,
      rule: "nothing measures the signal of this objective.",
      remedy: "Say where the signal is measured, or leave the objective out until something measures it.",
    });
  }
  if (indicator.kind === "time-slice" && /\s[-+*/]\s/.test(indicator.query)) {
    problems.push({
      code: "objective/arithmetic",
      path: `${id}.indicator`,
      value: indicator.query,
      rule: "a time-slice objective reads one metric; Datadog refuses arithmetic in its query.",
      remedy: "Measure the signal by one metric, or count good events in a ratio instead.",
    });
  }
  return problems;
}

/** An alert on a budget names the objective whose budget it is. */
export function checkBurnRate(
  burn: GuardrailOf<"burn-rate">,
  guardrails: readonly Guardrail[],
): readonly Problem[] {
  const known = guardrails.some(
    ({ id, kind }) => kind === "objective" && burn.objective === `\${objective:${id}}`,
  );
  if (known) return [];
  return [
    {
      code: "objective/missing",
      path: `${burn.id}.objective`,
      value: burn.objective,
      rule: "no objective of the plan has this id.",
      remedy: "Name an objective of the same service.",
    },
  ];
}
