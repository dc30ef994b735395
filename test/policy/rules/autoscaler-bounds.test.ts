import { autoscalerBounds } from "../../../policy/rules/autoscaler-bounds";
import { describeRule } from "../../support/policy-rule";

const current = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const target = "aws:appautoscaling/target:Target";
const group = "aws:autoscaling/group:Group";

describeRule(autoscalerBounds, {
  keeps: {
    "a range": { type: current, props: { spec: { minReplicas: 2, maxReplicas: 4 } } },
    "one number": { type: current, props: { spec: { minReplicas: 2, maxReplicas: 2 } } },
    "a maximum alone": { type: current, props: { spec: { maxReplicas: 1 } } },
    "a range of AWS": { type: target, props: { minCapacity: 0, maxCapacity: 1 } },
  },
  breaks: {
    "a minimum above the maximum": {
      type: current,
      props: { spec: { minReplicas: 5, maxReplicas: 2 } },
      found: [{ path: "spec.minReplicas", value: "5", rule: "it is above spec.maxReplicas, which is 2." }],
    },
    "a maximum under Kubernetes' own minimum": {
      type: current,
      props: { spec: { maxReplicas: 0 } },
      found: [{ path: "spec.minReplicas", value: "1" }],
    },
    "a target of AWS": {
      type: target,
      props: { minCapacity: 5, maxCapacity: 2 },
      found: [{ path: "minCapacity" }],
    },
    "a group of AWS": { type: group, props: { minSize: 5, maxSize: 2 }, found: [{ path: "minSize" }] },
  },
});
