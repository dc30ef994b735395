import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { awsTags } from "../identity";
import { objectName } from "../object-name";

/** What a {@link ServiceAutoscaler} needs to know. */
export interface ServiceAutoscalerArgs {
  /** The planned autoscaling rule, of a service that runs on ECS. */
  readonly guardrail: GuardrailOf<"autoscaling">;
}

/** A use of resources that is held at its target by adding and removing tasks. */
interface Tracked {
  /** What is measured. */
  readonly measured: "cpu" | "memory";
  /** Percent of what the tasks are given that they should use on average. */
  readonly percent: number;
}

/** Keeps an ECS service's processor and memory use at their targets by changing its number of tasks. */
export class ServiceAutoscaler extends pulumi.ComponentResource {
  /** ARN of the scalable target, what AWS lists the autoscaler by. */
  readonly targetArn: pulumi.Output<string>;

  constructor(name: string, { guardrail }: ServiceAutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:aws:ServiceAutoscaler", name, {}, opts);

    const target = new aws.appautoscaling.Target(`${name}-target`, toTargetArgs(guardrail), { parent: this });
    for (const tracked of trackedBy(guardrail)) {
      // AWS refuses a policy for a service that is not registered as scalable yet; no input of the policy says so.
      new aws.appautoscaling.Policy(`${name}-${tracked.measured}`, toPolicyArgs(guardrail, tracked), {
        parent: this,
        dependsOn: target,
      });
    }
    this.targetArn = target.arn;

    this.registerOutputs({ targetArn: this.targetArn });
  }
}

/** What the rule has a target for. */
function trackedBy({ utilization }: GuardrailOf<"autoscaling">): readonly Tracked[] {
  return (["cpu", "memory"] as const).flatMap((measured) => {
    const percent = utilization[measured];
    return percent === null ? [] : [{ measured, percent }];
  });
}

/** How Application Auto Scaling names an ECS service's number of tasks. */
function toScalable({ id, target }: GuardrailOf<"autoscaling">) {
  if (target.platform !== "aws") throw new Error(`${id} does not run on AWS.`);
  return {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: `service/${target.cluster}/${target.workload}`,
  };
}

/** The bounds as Application Auto Scaling states them. */
export function toTargetArgs(guardrail: GuardrailOf<"autoscaling">): aws.appautoscaling.TargetArgs {
  return {
    ...toScalable(guardrail),
    minCapacity: guardrail.minimum,
    maxCapacity: guardrail.maximum,
    tags: awsTags({ guardrail }),
  };
}

/**
 * One target as a target tracking policy. AWS chooses the step itself, so that the plan's percent and pods do not apply;
 * the stabilization windows become cooldowns. With two policies AWS scales out for either and in only for both.
 *
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function toPolicyArgs(
  guardrail: GuardrailOf<"autoscaling">,
  { measured, percent }: Tracked,
): aws.appautoscaling.PolicyArgs {
  return {
    ...toScalable(guardrail),
    // A policy has no tags: its name is its identity.
    name: objectName({ guardrail, part: measured }),
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: {
        predefinedMetricType:
          measured === "cpu" ? "ECSServiceAverageCPUUtilization" : "ECSServiceAverageMemoryUtilization",
      },
      targetValue: percent,
      scaleOutCooldown: guardrail.scaleUp.stabilization,
      scaleInCooldown: guardrail.scaleDown.stabilization,
      disableScaleIn: false,
    },
  };
}
