import type { Guardrail } from "../../plan/types";
import type { Replayed } from "../history/wanted";
import { stands } from "./alerts";
import { burnRateMutants, objectiveMutants } from "./budget-mutants";
import { monitorMutants } from "./monitor-mutants";
import type { Mutant } from "./mutant";
import { passes } from "./run";
import { sentryMutants } from "./sentry-mutants";
import type { Result } from "./suite";

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

type Trial = Pick<Result, "test"> & { readonly alert: Replayed };

/** Changes each tested guardrail in one place at a time, and asks its tests whether they notice. */
export function mutateTested(
  results: readonly Pick<Result, "alerts" | "test">[],
  guardrails: readonly Guardrail[],
  said: (done: number, all: number) => void = () => undefined,
): Mutation {
  const trials = results.flatMap(({ alerts, test }) => alerts.map((alert): Trial => ({ alert, test })));
  const tested = guardrails.flatMap((guardrail) => {
    const own = trials.filter(({ alert }) => stands(guardrail, alert.id));
    return own.length === 0 ? [] : mutantsOf(guardrail).map((mutant) => ({ mutant, own }));
  });
  let tried = 0;
  const survivors: Survivor[] = [];
  tested.forEach(({ mutant, own }, index) => {
    said(index, tested.length);
    const noticed = notices(mutant, own, guardrails);
    if (noticed === undefined) return;
    tried += 1;
    if (!noticed) survivors.push({ guardrail: mutant.guardrail.id, change: mutant.change });
  });
  return { tried, survivors };
}

/** Whether a test notices; undefined where one that does not cannot be run on the mutant, which says nothing about it. */
function notices(
  { guardrail }: Mutant,
  trials: readonly Trial[],
  guardrails: readonly Guardrail[],
): boolean | undefined {
  const among = { guardrails: guardrails.map((each) => (each.id === guardrail.id ? guardrail : each)) };
  let unknown = false;
  for (const { alert, test } of trials) {
    const passed = passes(test, alert.id === guardrail.id ? (guardrail as Replayed) : alert, among);
    if (passed === false) return true;
    unknown ||= passed === undefined;
  }
  return unknown ? undefined : false;
}

/** Every mutant of a guardrail. */
export function mutantsOf(guardrail: Guardrail): readonly Mutant[] {
  switch (guardrail.kind) {
    case "monitor":
      return monitorMutants(guardrail);
    case "burn-rate":
      return burnRateMutants(guardrail);
    case "objective":
      return objectiveMutants(guardrail);
    case "sentry-rule":
      return sentryMutants(guardrail);
    default:
      return [];
  }
}
