import { decimal } from "../../model/quantity";
import type { Guardrail, GuardrailOf } from "../../plan/types";
import { runTest } from "./run";
import type { AlertTest } from "./read";

/** A monitor with one number or rule changed. */
export interface Mutant {
  /** What was changed, such as `critical 85 -> 93.5`. */
  readonly change: string;
  /** The changed monitor. */
  readonly monitor: Monitor;
}

/** A change that no test of its guardrail notices. */
export interface Survivor {
  /** The guardrail. */
  readonly guardrail: string;
  /** What was changed. */
  readonly change: string;
}

/** How many changes the tests notice. */
export interface Mutation {
  /** All that were tried. */
  readonly tried: number;
  /** Those that no test notices. */
  readonly survivors: readonly Survivor[];
}

type Monitor = GuardrailOf<"monitor">;

/** Changes each tested monitor in one place at a time, and asks its tests whether they notice. */
export function mutateTested(tests: readonly AlertTest[], guardrails: readonly Guardrail[]): Mutation {
  let tried = 0;
  const survivors: Survivor[] = [];
  for (const monitor of guardrails) {
    const own = tests.filter(({ guardrail }) => guardrail === monitor.id);
    if (monitor.kind !== "monitor" || own.length === 0) continue;
    for (const { change, monitor: mutant } of mutantsOf(monitor)) {
      const runs = own.map((test) => runTest(test, mutant)).flatMap((run) => (run.ok ? [run.value] : []));
      // A mutant that cannot be simulated on a test's points says nothing about the test.
      if (runs.length < own.length) continue;
      tried += 1;
      if (runs.every(({ failures }) => failures.length === 0))
        survivors.push({ guardrail: monitor.id, change });
    }
  }
  return { tried, survivors };
}

/** Every mutant of a monitor. */
export function mutantsOf(monitor: Monitor): readonly Mutant[] {
  return [
    ...levelMutants(monitor),
    ...windowMutants(monitor),
    ...comparatorMutants(monitor),
    ...silenceMutants(monitor),
  ];
}

const countUnits: readonly string[] = ["count", "perMinute", "perHour"];

/** A tenth, and of what is counted at least one: half a login changes nothing. */
const stepOf = (level: number, unit: string): number =>
  countUnits.includes(unit) ? Math.max(1, Math.round(Math.abs(level) / 10)) : Math.abs(level) / 10;

function levelMutants(monitor: Monitor): readonly Mutant[] {
  const { critical, criticalRecovery, unit, warning, warningRecovery } = monitor;
  const mutants: Mutant[] = [];
  for (const sign of [1, -1]) {
    const level = Number(decimal(critical + sign * stepOf(critical, unit)));
    // The recovery level keeps its distance, or it would stand on the wrong side.
    const recovery = criticalRecovery === null ? null : criticalRecovery + level - critical;
    mutants.push({
      change: `critical ${decimal(critical)} -> ${decimal(level)}`,
      monitor: withCondition({ ...monitor, critical: level, criticalRecovery: recovery }),
    });
    if (warning === null) continue;
    const other = Number(decimal(warning + sign * stepOf(warning, unit)));
    mutants.push({
      change: `warning ${decimal(warning)} -> ${decimal(other)}`,
      monitor: {
        ...monitor,
        warning: other,
        warningRecovery: warningRecovery === null ? null : warningRecovery + other - warning,
      },
    });
  }
  return mutants;
}

/** A fifth more and a fifth less, in whole minutes. */
function windowMutants(monitor: Monitor): readonly Mutant[] {
  const minutes = monitor.over / 60;
  const step = Math.max(1, Math.round(minutes / 5));
  return [minutes + step, minutes - step]
    .filter((each) => each >= 1)
    .map((each) => ({
      change: `window ${minutes} min -> ${each} min`,
      monitor: {
        ...monitor,
        over: each * 60,
        query:
          monitor.query?.replace(/last_\w+|\.last\("\w+"\)/, (written) =>
            written.startsWith(".") ? `.last("${each}m")` : `last_${each}m`,
          ) ?? null,
      },
    }));
}

const otherComparators = {
  ">": [">=", "<"],
  ">=": [">", "<="],
  "<": ["<=", ">"],
  "<=": ["<", ">="],
} as const;

function comparatorMutants(monitor: Monitor): readonly Mutant[] {
  return otherComparators[monitor.comparator].map((comparator) => ({
    change: `comparator ${monitor.comparator} -> ${comparator}`,
    monitor: withCondition({ ...monitor, comparator }),
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
    monitor: { ...monitor, silence },
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
