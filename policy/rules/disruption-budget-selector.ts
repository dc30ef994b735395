import type { ResourceRule } from "../rule";
import { at, bagOf, listOf, unknown, type Value } from "../value";

/** https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors */
export const disruptionBudgetSelector: ResourceRule = {
  name: "disruption-budget-selector",
  title: "A disruption budget selects its pods",
  because:
    "An empty selector takes every pod of the namespace into one budget, and none at all protects nothing.",
  severity: "high",
  types: ["kubernetes:policy/v1:PodDisruptionBudget", "kubernetes:policy/v1beta1:PodDisruptionBudget"],
  check: ({ props }) =>
    selects(at(props, "spec.selector"))
      ? []
      : [
          {
            path: "spec.selector",
            value: null,
            rule: "it is missing or empty.",
            remedy: "Select the pods by their labels: matchLabels, such as app: shop, or matchExpressions.",
          },
        ],
};

function selects(selector: Value | undefined): boolean {
  if (selector === unknown) return true;
  const { matchExpressions, matchLabels } = bagOf(selector);
  return (
    matchLabels === unknown ||
    Object.keys(bagOf(matchLabels)).length > 0 ||
    listOf(matchExpressions).length > 0
  );
}
