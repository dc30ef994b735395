import { writtenDuration } from "../../model/quantity";
import { ofKind, type CoherenceRule } from "./rule";

/** A promise is not finer than what measures it. */
export const objectiveSampling: CoherenceRule = {
  code: "coherence/objective-sampling",
  title: "An objective's budget holds at least one failed check",
  because:
    "When a single failed check spends more than the whole budget, the objective is lost by one lost packet.",
  example: "99.99 % over 7 days allows 60 s of failure, and the check behind it runs every 5 min.",
  fix: "Check more often, or promise less.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "objective").flatMap(({ id, indicator, period, service, target }) => {
      if (indicator.kind !== "ratio" || !indicator.total.includes("synthetics.test_runs")) return [];
      const checks = ofKind(guardrails, "synthetic").filter((each) => each.service === service);
      const slowest = Math.max(0, ...checks.map(({ every }) => every));
      const budget = Math.round(((100 - target) / 100) * period);
      if (slowest <= budget) return [];
      return [
        {
          path: `${id}.target`,
          value: `${target} %`,
          rule: `its budget is ${writtenDuration(budget)}, and a check behind it runs only every ${writtenDuration(slowest)}.`,
          remedy: "Check more often, or promise less.",
        },
      ];
    }),
};
