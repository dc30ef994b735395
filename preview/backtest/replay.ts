import type { Plan } from "../../plan/types";
import { budgetOf, type Replayed } from "../history/wanted";
import { simulateBurnRate } from "../simulator/burn-rate";
import type { History } from "../simulator/history";
import type { SimulationOptions } from "../simulator/options";
import { simulateSentryAlert } from "../simulator/sentry-alert";
import { simulate } from "../simulator/simulate";
import { unsupported, type Simulation } from "../simulator/result";

/** What a planned guardrail would have done. */
export function replay(
  guardrail: Replayed,
  plan: Plan,
  history: History,
  options: SimulationOptions = {},
): Simulation {
  switch (guardrail.kind) {
    case "monitor":
      return simulate(guardrail, history, options);
    case "burn-rate": {
      const budget = budgetOf(guardrail, plan);
      return budget
        ? simulateBurnRate(guardrail, budget, history, options)
        : unsupported(
            "option",
            "The plan has no objective of this alert, or not the monitor that it counts.",
          );
    }
    case "sentry-rule":
      return guardrail.rule.kind === "metric"
        ? simulateSentryAlert(guardrail.rule, history, options)
        : unsupported("query", "A rule on issues has no series of values.");
  }
}
