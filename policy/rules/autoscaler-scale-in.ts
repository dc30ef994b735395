import type { ResourceRule, Subject, Violation } from "../rule";
import { at, isGiven, type Value } from "../value";

/** Zero is a decision, but one for no rest at all. */
const isResting = (value: Value | undefined): boolean => isGiven(value) && value !== 0;

const kubernetes = "kubernetes:autoscaling/";
const aws = "aws:appautoscaling/policy:Policy";

/**
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#stabilization-window
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html#target-tracking-cooldown
 */
export const autoscalerScaleIn: ResourceRule = {
  name: "autoscaler-scale-in",
  title: "An autoscaler rests before it removes replicas",
  because:
    "Without a stated rest it removes at each dip what the next minute needs, or rests as long as a default.",
  severity: "medium",
  types: [kubernetes, aws],
  check: (subject) => {
    if (subject.type === aws) return ofAws(subject);
    return subject.type.endsWith(":HorizontalPodAutoscaler") ? ofKubernetes(subject) : [];
  },
};

function ofKubernetes({ props, type }: Subject): readonly Violation[] {
  const path = "spec.behavior.scaleDown.stabilizationWindowSeconds";
  const hasBehaviour = /autoscaling\/v2(beta2)?:/.test(type);
  if (hasBehaviour && isResting(at(props, path))) return [];
  return [
    {
      path,
      value: null,
      rule: "it states no rest before scaling down.",
      remedy: hasBehaviour
        ? "Set it in seconds, such as 300."
        : "Write the autoscaler as autoscaling/v2, whose spec has a behavior, and set it in seconds, such as 300.",
    },
  ];
}

function ofAws({ props }: Subject): readonly Violation[] {
  const tracking = "targetTrackingScalingPolicyConfiguration";
  const isTracking = isGiven(props[tracking]);
  const path = isTracking ? `${tracking}.scaleInCooldown` : "stepScalingPolicyConfiguration.cooldown";
  const keepsAll = at(props, `${tracking}.disableScaleIn`) ?? false;
  const isForecast = isGiven(props["predictiveScalingPolicyConfiguration"]);
  if (keepsAll !== false || isForecast || isResting(at(props, path))) return [];
  return [
    {
      path,
      value: null,
      rule: "it states no rest before scaling in.",
      remedy: "Set it in seconds, such as 300.",
    },
  ];
}
