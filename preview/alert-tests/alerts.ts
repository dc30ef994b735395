import { nearest } from "../../model/nearest";
import type { Problem } from "../../model/problem";
import type { Guardrail } from "../../plan/types";
import { isReplayed, type Among, type Replayed } from "../history/wanted";
import type { AlertTest } from "./read";

/** The alerts that a test tries, or all that is wrong with the ids that it names. */
export interface NamedAlerts {
  /** Those of an objective, or the one. */
  readonly alerts: readonly Replayed[];
  /** Empty where all ids are known. */
  readonly problems: readonly Problem[];
}

/** The alerts that a test tries: the one that it names, or all on the error budget of the objective that it names. */
export function alertsOf(test: AlertTest, guardrails: Among["guardrails"]): NamedAlerts {
  const named = guardrails.find(({ id }) => id === test.guardrail);
  const alerts =
    named === undefined ? [] : guardrails.filter(isReplayed).filter(({ id }) => stands(named, id));
  if (alerts.length === 0) return { alerts, problems: [notTried(test, named, guardrails)] };
  const ids = alerts.map(({ id }) => id);
  const problems = test.expect.flatMap(({ guardrail, line }) =>
    guardrail === undefined || ids.includes(guardrail) ? [] : [notAmong(test, { guardrail, ids, line })],
  );
  return { alerts, problems };
}

/** Whether a guardrail stands for an alert: it is that one, or it is the objective whose budget the alert watches. */
export const stands = (named: Guardrail, alert: string): boolean =>
  named.id === alert || (named.kind === "objective" && named.burnRates.includes(alert));

function notTried(
  { file, guardrail: id, lines }: AlertTest,
  found: Guardrail | undefined,
  guardrails: Among["guardrails"],
): Problem {
  const ids = guardrails
    .filter((each) => isReplayed(each) || each.kind === "objective")
    .map((each) => each.id);
  // Ids begin with their service, which is easily left out.
  const near = nearest(id, ids) ?? ids.find((each) => each.endsWith(`/${id}`));
  return {
    code: "alert-test/guardrail",
    path: `${file}:${lines.guardrail} guardrail`,
    value: id,
    rule: found ? `it is a ${found.kind}: ${whyNot(found)}` : "the plan has no such guardrail.",
    remedy:
      found || near === undefined
        ? "Name a monitor, a burn-rate alert, an objective or a metric rule of Sentry; `npx belfry plan` lists the ids."
        : `Did you mean ${near}?`,
  };
}

function whyNot(guardrail: Guardrail): string {
  if (guardrail.kind === "sentry-rule")
    return "one on issues, which are told as they come, so there is no series of values to try it on.";
  if (guardrail.kind === "objective") return "no alert watches its error budget, so there is nothing to try.";
  return "it does not alert on a series of values.";
}

const notAmong = (
  { file, guardrail: named }: AlertTest,
  {
    guardrail,
    ids,
    line,
  }: { readonly guardrail: string; readonly ids: readonly string[]; readonly line: number },
): Problem => ({
  code: "alert-test/guardrail",
  path: `${file}:${line} guardrail`,
  value: guardrail,
  rule: `the test of ${named} does not try it.`,
  remedy:
    ids.length === 1 ? "Leave it out." : `Write one of ${ids.join(", ")}, or leave it out for all of them.`,
});
