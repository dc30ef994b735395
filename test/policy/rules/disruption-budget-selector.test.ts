import { disruptionBudgetSelector } from "../../../policy/rules/disruption-budget-selector";
import { describeRule } from "../../support/policy-rule";

const spec = { maxUnavailable: 1 };
const expression = { key: "app", operator: "Exists" };

describeRule(disruptionBudgetSelector, {
  keeps: {
    labels: { props: { spec: { ...spec, selector: { matchLabels: { app: "shop" } } } } },
    expressions: { props: { spec: { ...spec, selector: { matchExpressions: [expression] } } } },
  },
  breaks: {
    "no selector": { props: { spec }, found: [{ path: "spec.selector" }] },
    "an empty selector": { props: { spec: { ...spec, selector: {} } }, found: [{ path: "spec.selector" }] },
    "empty choices": {
      props: { spec: { ...spec, selector: { matchLabels: {}, matchExpressions: [] } } },
      found: [{ path: "spec.selector" }],
    },
  },
});
