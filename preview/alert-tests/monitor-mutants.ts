import { decimal } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import { levelsAround, minutesAround, type Mutant } from "./mutant";

type Monitor = GuardrailOf<"monitor">;

/** Every mutant of a monitor: of its levels, its window, its comparator and what silence means. */
export function monitorMutants(monitor: Monitor): readonly Mutant[] {
  return [
    ...levelMutants(monitor),
    ...windowMutants(monitor),
    ...comparatorMutants(monitor),
    ...silenceMutants(monitor),
  ];
}

function levelMutants(monitor: Monitor): readonly Mutant[] {
  const { critical, criticalRecovery, unit, warning, warningRecovery } = monitor;
  // A recovery level keeps its distance, or it would stand on the wrong side.
  const kept = (recovery: number | null, by: number): number | null =>
    recovery === null ? null : recovery + by;
  const criticals = levelsAround(critical, unit).map((level) => ({
    change: `critical ${decimal(critical)} -> ${decimal(level)}`,
    guardrail: withCondition({
      ...monitor,
      critical: level,
      criticalRecovery: kept(criticalRecovery, level - critical),
    }),
  }));
  if (warning === null) return criticals;
  const warnings = levelsAround(warning, unit).map((level) => ({
    change: `warning ${decimal(warning)} -> ${decimal(level)}`,
    guardrail: { ...monitor, warning: level, warningRecovery: kept(warningRecovery, level - warning) },
  }));
  return [...criticals, ...warnings];
}

function windowMutants(monitor: Monitor): readonly Mutant[] {
  return minutesAround(monitor.over).map((each) => ({
    change: `window ${monitor.over / 60} min -> ${each} min`,
    guardrail: {
      ...monitor,
      over: each * 60,
      query:
        monitor.query?.replace(/last_\w+|\.last\("\w+"\)/, (written) =>
          written.startsWith(".") ? `.last("${each}m")` : `last_${each}m`,
        ) ?? null,
    },
  }));
}

/** The inclusive or exclusive comparator, and the other direction. */
export const otherComparators = {
  ">": [">=", "<"],
  ">=": [">", "<="],
  "<": ["<=", ">"],
  "<=": ["<", ">="],
} as const;

function comparatorMutants(monitor: Monitor): readonly Mutant[] {
  return otherComparators[monitor.comparator].map((comparator) => ({
    change: `comparator ${monitor.comparator} -> ${comparator}`,
    guardrail: withCondition({ ...monitor, comparator }),
  }));
}

const otherSilences = {
  alert: ["show", "resolve"],
  show: ["alert", "resolve"],
  resolve: ["alert", "show"],
  zero: ["alert", "show"],
} as const;

function silenceMutants(monitor: Monitor): readonly Mutant[] {
  return otherSilences[monitor.silence].map((silence) => ({
    change: `silence ${monitor.silence} -> ${silence}`,
    guardrail: { ...monitor, silence },
  }));
}

/** The query of a monitor ends with its condition: Datadog refuses one that says another. */
function withCondition(monitor: Monitor): Monitor {
  const { comparator, critical, query } = monitor;
  return {
    ...monitor,
    query: query?.replace(/(>=|<=|>|<)\s*-?[\d.]+\s*$/, `${comparator} ${decimal(critical)}`) ?? null,
  };
}
