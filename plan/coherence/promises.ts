import { decimal, writtenDuration } from "../../model/quantity";
import { reference } from "../../model/source";
import type { GuardrailOf } from "../types";
import { ofKind, type CoherenceRule, type Coherent, type Finding } from "./rule";

type Objective = GuardrailOf<"objective">;

/** A promise is not finer than what measures it. */
export const objectiveSampling: CoherenceRule = {
  code: "coherence/objective-sampling",
  title: "An objective's budget holds at least one failed check, one bad slice of time, or one alert",
  because:
    "When the least that can be measured spends more than the whole budget, the objective is lost by one lost packet.",
  example: "99.99 % over 7 days allows 60 s of failure, and the check behind it runs every 5 min.",
  fix: "Check more often, or promise less.",
  find: (plan) =>
    ofKind(plan.guardrails, "objective").flatMap((objective) => [
      ...tooFewRuns(objective, plan),
      ...tooLongSlice(objective),
      ...tooLongAlert(objective, plan),
    ]),
};

/**
 * Checks count in runs, one for each location: at each of its times a check spends as many as it has locations, and all
 * checks of the service that the objective counts make the total.
 */
function tooFewRuns(objective: Objective, { guardrails }: Coherent): readonly Finding[] {
  const { id, indicator, period, service, target } = objective;
  if (indicator.kind !== "ratio" || !indicator.total.includes("synthetics.test_runs")) return [];
  const counted: readonly string[] = indicator.total.match(/\bcheck:\w+/g) ?? [];
  const checks = ofKind(guardrails, "synthetic").filter(
    (each) => each.service === service && counted.every((tag) => each.tags.includes(tag)),
  );
  const runs = checks.reduce((sum, { every, locations }) => sum + (period / every) * locations.length, 0);
  const allowed = Math.floor((runs * (100 - target)) / 100 + 1e-6);
  const least = Math.max(0, ...checks.map(({ locations }) => locations.length));
  if (least <= allowed) return [];
  return [
    {
      path: `${id}.target`,
      value: `${target} %`,
      rule: `of ${decimal(Math.floor(runs))} runs in ${writtenDuration(period)} ${allowed} may fail, and one failed check fails ${least}.`,
      remedy: "Check more often, or promise less.",
    },
  ];
}

/** Seconds that may be bad. */
const budgetOf = ({ period, target }: Objective): number => Math.round(((100 - target) / 100) * period);

function tooLongSlice(objective: Objective): readonly Finding[] {
  const { id, indicator, target } = objective;
  const budget = budgetOf(objective);
  if (indicator.kind !== "time-slice" || indicator.slice <= budget) return [];
  return [
    {
      path: `${id}.target`,
      value: `${target} %`,
      rule: `its budget is ${writtenDuration(budget)}, and the least that can be bad is a slice of ${writtenDuration(indicator.slice)}.`,
      remedy: "Promise less, or over a longer period.",
    },
  ];
}

/**
 * What a burst brings into a window keeps the monitor alerting until the window has passed it. One that asks for the whole
 * window ends with the first good value: Datadog evaluates it every minute.
 */
function tooLongAlert(objective: Objective, { guardrails }: Coherent): readonly Finding[] {
  const { id, indicator, target } = objective;
  if (indicator.kind !== "monitor") return [];
  const watched = ofKind(guardrails, "monitor").find(
    (each) => indicator.monitor === reference("monitor", each.id),
  );
  const least = watched === undefined || watched.sustainedFor > 0 ? 60 : watched.over;
  const budget = budgetOf(objective);
  if (least <= budget) return [];
  return [
    {
      path: `${id}.target`,
      value: `${target} %`,
      rule: `its budget is ${writtenDuration(budget)}, and one burst keeps the alert on for ${writtenDuration(least)}.`,
      remedy: "Promise less, or over a longer period.",
    },
  ];
}

/** An alert on a budget can fire. */
export const burnReachable: CoherenceRule = {
  code: "coherence/burn-reachable",
  title: "A budget can burn as fast as its alerts ask",
  because:
    "When everything fails, a budget burns 1 / (1 - target) times faster than it may; an alert that asks for more never fires.",
  example: "At 90 % a budget burns at most 10 times too fast, and its fast alert asks for 14.4 times.",
  fix: "Set a stricter target, let the objective only open tickets, or choose a longer window for that alert.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "burn-rate").flatMap(({ factor, id, objective }) => {
      const watched = ofKind(guardrails, "objective").find(
        (each) => objective === reference("objective", each.id),
      );
      // Rounded: 1 / (1 - 0.999) is 999.9999999999991 in floating point.
      const most = watched ? Math.round((100 / (100 - watched.target)) * 1e6) / 1e6 : Infinity;
      if (!watched || factor < most) return [];
      return [
        {
          path: `${id}.factor`,
          value: decimal(factor),
          rule: `with a target of ${watched.target} % the budget never burns more than ${decimal(Math.round(most * 100) / 100)} times too fast.`,
          remedy: "Set a stricter target, let it only open tickets, or lengthen the alert's window.",
        },
      ];
    }),
};
