import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { labels } from "../identity";

/** What a {@link HorizontalAutoscaler} needs to know. */
export interface HorizontalAutoscalerArgs {
  /** The planned autoscaling rule, of a Deployment. */
  readonly guardrail: GuardrailOf<"autoscaling">;
}

/**
 * Scales a Deployment between two bounds. The Deployment belongs to its service: nothing here sets its replicas, and
 * its own manifest must leave them out.
 */
export class HorizontalAutoscaler extends pulumi.ComponentResource {
  /** Name of the autoscaler in its namespace. */
  readonly autoscalerName: pulumi.Output<string>;

  constructor(name: string, { guardrail }: HorizontalAutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:kubernetes:HorizontalAutoscaler", name, {}, opts);

    const autoscaler = new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      `${name}-autoscaler`,
      toAutoscalerArgs(guardrail),
      { parent: this },
    );
    this.autoscalerName = autoscaler.metadata.name;

    this.registerOutputs({ autoscalerName: this.autoscalerName });
  }
}

/** The rule as Kubernetes' autoscaling/v2 states it. */
export function toAutoscalerArgs(
  guardrail: GuardrailOf<"autoscaling">,
): kubernetes.autoscaling.v2.HorizontalPodAutoscalerArgs {
  const { target } = guardrail;
  if (target.platform !== "kubernetes") throw new Error(`${guardrail.id} does not run on Kubernetes.`);
  return {
    // Named like its workload: Datadog tags an autoscaler's metrics by this name alone.
    metadata: { name: target.deployment, namespace: target.namespace, labels: labels({ guardrail }) },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: target.deployment },
      minReplicas: guardrail.minimum,
      maxReplicas: guardrail.maximum,
      metrics: toMetrics(guardrail),
      behavior: toBehavior(guardrail),
    },
  };
}

/** Each target as the share of what the containers request, averaged over the pods. */
function toMetrics({
  utilization,
}: GuardrailOf<"autoscaling">): kubernetes.types.input.autoscaling.v2.MetricSpec[] {
  return (["cpu", "memory"] as const).flatMap((name) => {
    const averageUtilization = utilization[name];
    return averageUtilization === null
      ? []
      : [{ type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } }];
  });
}

/**
 * Both directions, spelled out: as soon as one is given the API server fills in the other, which a refresh would then
 * show as drift. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
 */
function toBehavior({
  scaleUp,
  scaleDown,
}: GuardrailOf<"autoscaling">): kubernetes.types.input.autoscaling.v2.HorizontalPodAutoscalerBehavior {
  return {
    scaleUp: {
      stabilizationWindowSeconds: scaleUp.stabilization,
      selectPolicy: "Max",
      policies: [
        { type: "Pods", value: scaleUp.pods, periodSeconds: scaleUp.every },
        { type: "Percent", value: scaleUp.percent, periodSeconds: scaleUp.every },
      ],
    },
    scaleDown: {
      stabilizationWindowSeconds: scaleDown.stabilization,
      selectPolicy: "Max",
      policies: [{ type: "Percent", value: scaleDown.percent, periodSeconds: scaleDown.every }],
    },
  };
}
