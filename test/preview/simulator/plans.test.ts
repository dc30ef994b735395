import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Plan } from "../../../plan/types";
import { budgetOf } from "../../../preview/history/wanted";
import { simulateBurnRate } from "../../../preview/simulator/burn-rate";
import type { SimulatedIndicator } from "../../../preview/simulator/indicator";
import { historyKeys } from "../../../preview/simulator/measure";
import { parseIndicator, parseQuery } from "../../../preview/simulator/query/parse";
import type { Expression } from "../../../preview/simulator/query/syntax";
import { simulateSentryAlert } from "../../../preview/simulator/sentry-alert";
import { simulate } from "../../../preview/simulator/simulate";
import { answerOf, historyOf, seriesOf, times } from "../../support/histories";

const { guardrails } = JSON.parse(
  readFileSync(join(__dirname, "../../../rendered/prod.json"), "utf8"),
) as Plan;

/** Two days in which everything a query reads is 1, in one group. */
function steady(...texts: readonly string[]) {
  const expressions: readonly Expression[] = texts.flatMap((text) => {
    const query = parseQuery(text);
    const indicator = parseIndicator(text);
    return query.ok ? query.value.expression : indicator.ok ? indicator.value : [];
  });
  const minutes = times(2 * 1440, 1);
  const tags = { pod_name: "a" };
  const answer = { ...answerOf(minutes), series: [seriesOf(minutes, { tags })] };
  return historyOf(
    Object.fromEntries(expressions.flatMap((each) => historyKeys(each).parts).map((key) => [key, answer])),
  );
}

function textsOf(indicator: SimulatedIndicator): readonly string[] {
  switch (indicator.kind) {
    case "ratio":
      return [indicator.good, indicator.total];
    case "time-slice":
      return [indicator.query ?? ""];
    case "monitor":
      return [indicator.monitor.query ?? ""];
  }
}

const whyNot = (result: {
  readonly verdict: string;
  readonly reasons: readonly { readonly text: string }[];
}) => (result.verdict === "unsupported" ? result.reasons.map(({ text }) => text).join(" ") : null);

describe("production's plan", () => {
  it("has no monitor that cannot be simulated, but for a setting that it lacks", () => {
    const faults = guardrails.flatMap((guardrail) => {
      if (guardrail.kind !== "monitor" || guardrail.query === null) return [];
      const why = whyNot(simulate(guardrail, steady(guardrail.query), { phases: 1 }));
      return why && !/^the setting \S+ has no value/.test(why) ? [`${guardrail.id}: ${why}`] : [];
    });
    expect(faults).toEqual([]);
  });

  it("has no burn-rate alert that cannot be simulated", () => {
    const faults = guardrails.flatMap((guardrail) => {
      if (guardrail.kind !== "burn-rate") return [];
      const budget = budgetOf(guardrail, { guardrails });
      if (!budget) return [`${guardrail.id} has no objective`];
      const why = whyNot(
        simulateBurnRate(guardrail, budget, steady(...textsOf(budget.indicator)), { phases: 1 }),
      );
      return why ? [`${guardrail.id}: ${why}`] : [];
    });
    expect(faults).toEqual([]);
  });

  it("has no metric rule of Sentry that cannot be simulated", () => {
    const faults = guardrails.flatMap((guardrail) => {
      if (guardrail.kind !== "sentry-rule" || guardrail.rule.kind !== "metric") return [];
      const { rule } = guardrail;
      const why = whyNot(
        simulateSentryAlert(rule, historyOf({ [rule.aggregate]: answerOf(times(2000, 1)) })),
      );
      return why ? [`${guardrail.id}: ${why}`] : [];
    });
    expect(faults).toEqual([]);
  });
});
