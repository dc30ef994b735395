import { autoscalerScaleIn } from "../../../policy/rules/autoscaler-scale-in";
import { describeRule } from "../../support/policy-rule";

const current = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const first = "kubernetes:autoscaling/v1:HorizontalPodAutoscaler";
const aws = "aws:appautoscaling/policy:Policy";
const path = "spec.behavior.scaleDown.stabilizationWindowSeconds";
const rest = (seconds: number) => ({ behavior: { scaleDown: { stabilizationWindowSeconds: seconds } } });

describeRule(autoscalerScaleIn, {
  keeps: {
    "a rest": { type: current, props: { spec: rest(300) } },
    "a cooldown": {
      type: aws,
      props: { targetTrackingScalingPolicyConfiguration: { scaleInCooldown: 300 } },
    },
    "a policy that never scales in": {
      type: aws,
      props: { targetTrackingScalingPolicyConfiguration: { disableScaleIn: true } },
    },
    "steps with a cooldown": { type: aws, props: { stepScalingPolicyConfiguration: { cooldown: 60 } } },
    "a forecast": { type: aws, props: { predictiveScalingPolicyConfiguration: { mode: "ForecastOnly" } } },
    "another object of that group": { type: "kubernetes:autoscaling/v1:Scale", props: {} },
  },
  breaks: {
    "no behaviour": { type: current, props: { spec: { maxReplicas: 4 } }, found: [{ path }] },
    "a rest of nothing": { type: current, props: { spec: rest(0) }, found: [{ path }] },
    "an API without behaviour": {
      type: first,
      props: { spec: { maxReplicas: 4 } },
      found: [{ path, remedy: expect.stringContaining("autoscaling/v2") as string }],
    },
    "tracking without cooldown": {
      type: aws,
      props: { targetTrackingScalingPolicyConfiguration: { targetValue: 70, disableScaleIn: false } },
      found: [{ path: "targetTrackingScalingPolicyConfiguration.scaleInCooldown" }],
    },
    "steps without cooldown": {
      type: aws,
      props: { stepScalingPolicyConfiguration: { adjustmentType: "ChangeInCapacity" } },
      found: [{ path: "stepScalingPolicyConfiguration.cooldown" }],
    },
  },
});
