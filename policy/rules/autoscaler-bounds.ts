import type { ResourceRule } from "../rule";
import { at } from "../value";

interface Bounds {
  readonly minimum: string;
  readonly maximum: string;
}

const horizontal: Bounds = { minimum: "spec.minReplicas", maximum: "spec.maxReplicas" };

const bounds: Readonly<Record<string, Bounds>> = {
  "kubernetes:autoscaling/v1:HorizontalPodAutoscaler": horizontal,
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler": horizontal,
  "kubernetes:autoscaling/v2beta1:HorizontalPodAutoscaler": horizontal,
  "kubernetes:autoscaling/v2beta2:HorizontalPodAutoscaler": horizontal,
  "aws:appautoscaling/target:Target": { minimum: "minCapacity", maximum: "maxCapacity" },
  "aws:autoscaling/group:Group": { minimum: "minSize", maximum: "maxSize" },
};

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ */
export const autoscalerBounds: ResourceRule = {
  name: "autoscaler-bounds",
  title: "An autoscaler's minimum is no more than its maximum",
  because: "The provider refuses it only once everything before it is deployed.",
  severity: "high",
  types: Object.keys(bounds),
  check: ({ props, type }) => {
    const { maximum, minimum } = bounds[type] ?? horizontal;
    // Kubernetes' minimum is 1 where it is left out.
    const [least, most] = [at(props, minimum) ?? 1, at(props, maximum)];
    if (typeof least !== "number" || typeof most !== "number" || least <= most) return [];
    return [
      {
        path: minimum,
        value: String(least),
        rule: `it is above ${maximum}, which is ${most}.`,
        remedy: "Lower the minimum or raise the maximum.",
      },
    ];
  },
};
