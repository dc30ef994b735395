import { nearest } from "../../model/nearest";
import type { Problem } from "../../model/problem";
import { decimal, written, writtenDuration, type Unit } from "../../model/quantity";
import { reference } from "../../model/source";
import { sliceFormula } from "../slice-formula";
import type { Guardrail, GuardrailOf } from "../types";
import { isReachable, mostOf } from "./levels";

const day = 86_400;

/** Checks of one objective: a target that can be held and missed, a period that Datadog has, a measured indicator. */
export function checkObjective(
  objective: GuardrailOf<"objective">,
  guardrails: readonly Guardrail[],
): readonly Problem[] {
  const { id, period, target } = objective;
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
  return [
    ...problems,
    ...checkLevel(objective),
    ...checkPrecision(objective),
    ...checkSlices(objective),
    ...checkMonitor(objective, guardrails),
  ];
}

/**
 * Datadog takes so many places after the point: three of what is counted, and of the time of a monitor two, or three over
 * 90 days.
 *
 * Limits: https://docs.datadoghq.com/service_level_objectives/#setting-slo-targets
 */
function checkPrecision({ id, indicator, period, target }: GuardrailOf<"objective">): readonly Problem[] {
  const places = { ratio: 3, "time-slice": Infinity, monitor: period > 30 * day ? 3 : 2 }[indicator.kind];
  const digits = decimal(target).split(".")[1] ?? "";
  if (digits.length <= places) return [];
  return [
    {
      code: "objective/precision",
      path: `${id}.target`,
      value: `${target} %`,
      rule: `Datadog takes at most ${places} places after the point of such a target over ${writtenDuration(period)}.`,
      remedy: "Round the target.",
    },
  ];
}

/** An objective that counts the time of a monitor names one of the same service. */
function checkMonitor(
  { id, indicator, service }: GuardrailOf<"objective">,
  guardrails: readonly Guardrail[],
): readonly Problem[] {
  if (indicator.kind !== "monitor") return [];
  const monitors = guardrails.filter((each) => each.service === service && each.kind === "monitor");
  if (monitors.some((each) => indicator.monitor === reference("monitor", each.id))) return [];
  const names = monitors.map((each) => each.id.slice(service.length + 1));
  const near = nearest(indicator.monitor.replace(/^.*\/|\}$/g, ""), names);
  return [
    {
      code: "objective/monitor",
      path: `${id}.indicator`,
      value: indicator.monitor,
      rule: "its service has no monitor of this name.",
      remedy: near === undefined ? "Name a monitor of the same service." : `Did you mean ${near}?`,
    },
  ];
}

/** Some values lie on the good side of a slice's level, and some on the bad. */
function checkLevel({ id, indicator }: GuardrailOf<"objective">): readonly Problem[] {
  if (indicator.kind !== "time-slice") return [];
  const { comparator, level, signal } = indicator;
  const unit = indicator.unit as Unit;
  const most = mostOf({ signal, unit });
  const parts = comparator.startsWith("<") ? level > 0 : level !== most;
  if (isReachable(level, most) && parts) return [];
  return [
    {
      code: "objective/level",
      path: `${id}.level`,
      value: written({ value: level, unit }),
      rule: `values of ${signal} lie all on one side of it, so every slice would be judged alike.`,
      remedy: `Write a level above 0${most === null ? "" : ` and below ${written({ value: most, unit })}`}.`,
    },
  ];
}

/** A time slice's value is measured, or the service says what is missing; Datadog takes it as a formula over metrics. */
function checkSlices({ id, indicator, telemetry }: GuardrailOf<"objective">): readonly Problem[] {
  if (indicator.kind !== "time-slice") return [];
  const path = `${id}.indicator`;
  if (!telemetry)
    return [
      {
        code: "objective/unmeasured",
        path,
        value: null,
        rule: "the service does not say where the signal of this objective is measured.",
        remedy: `Add ${indicator.signal} to its telemetry, or declare it uninstrumented with the reason.`,
      },
    ];
  if (indicator.query === null || sliceFormula(indicator.query)) return [];
  return [
    {
      code: "objective/formula",
      path,
      value: indicator.query,
      rule: "a slice of time is judged by one formula: metric queries, numbers, + - * / and brackets.",
      remedy: "Write the signal's expression with these alone, or count good events in a ratio instead.",
    },
  ];
}

/** An alert on a budget names the objective whose budget it is. */
export function checkBurnRate(
  burn: GuardrailOf<"burn-rate">,
  guardrails: readonly Guardrail[],
): readonly Problem[] {
  const known = guardrails.some(
    ({ id, kind }) => kind === "objective" && burn.objective === reference("objective", id),
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
