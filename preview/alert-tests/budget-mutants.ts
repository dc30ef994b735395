import { decimal } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import { levelsAround, minutesAround, type Mutant } from "./mutant";
import { otherComparators } from "./monitor-mutants";

/** Every mutant of a burn-rate alert: of its factor and of both windows. */
export function burnRateMutants(alert: GuardrailOf<"burn-rate">): readonly Mutant[] {
  const { factor, longWindow, shortWindow } = alert;
  return [
    ...levelsAround(factor, "").map((each) => ({
      change: `factor ${decimal(factor)} -> ${decimal(each)}`,
      guardrail: { ...alert, factor: each },
    })),
    ...minutesAround(longWindow).map((each) => ({
      change: `long window ${longWindow / 60} min -> ${each} min`,
      guardrail: { ...alert, longWindow: each * 60 },
    })),
    ...minutesAround(shortWindow).map((each) => ({
      change: `short window ${shortWindow / 60} min -> ${each} min`,
      guardrail: { ...alert, shortWindow: each * 60 },
    })),
  ];
}

/** Every mutant of an objective: of its budget, and of the level and comparator that a slice of time is held to. */
export function objectiveMutants(objective: GuardrailOf<"objective">): readonly Mutant[] {
  const { indicator, target } = objective;
  const targets = levelsAround(100 - target, "").map((budget) => ({
    change: `target ${decimal(target)} -> ${decimal(100 - budget)}`,
    guardrail: { ...objective, target: Number(decimal(100 - budget)) },
  }));
  // The level of a monitor whose time counts is the monitor's own, with tests of its own.
  if (indicator.kind !== "time-slice") return targets;
  const { comparator, level, unit } = indicator;
  return [
    ...targets,
    ...levelsAround(level, unit).map((each) => ({
      change: `level ${decimal(level)} -> ${decimal(each)}`,
      guardrail: { ...objective, indicator: { ...indicator, level: each } },
    })),
    ...otherComparators[comparator].map((each) => ({
      change: `comparator ${comparator} -> ${each}`,
      guardrail: { ...objective, indicator: { ...indicator, comparator: each } },
    })),
  ];
}
