import { measured, type TelemetryOf } from "../../model/telemetry";

const kubelet = "https://docs.datadoghq.com/integrations/kubelet/";
const state = "https://docs.datadoghq.com/integrations/kubernetes_state_core/";

/** Where a deployment runs. Each part may be a setting. */
export interface KubernetesPlace {
  readonly cluster: string;
  readonly namespace: string;
  readonly deployment: string;
}

/**
 * What the Datadog Agent measures of a deployment. Kubernetes state metrics carry no `env` tag unless the objects are
 * labelled for it, so all are scoped by cluster, namespace and deployment:
 * https://docs.datadoghq.com/integrations/kubernetes_state_core/.
 *
 * Percentages are `fraction`s (0 to 1) in the Agent's metadata, hence the factor of 100.
 */
export function kubernetes(
  place: KubernetesPlace,
): TelemetryOf<"cpuUsage" | "memoryUsage" | "diskUsage" | "replicasUnavailable" | "replicasAtMaximum"> {
  const { cluster, deployment, namespace } = place;
  const where = `kube_cluster_name:${cluster},kube_namespace:${namespace}`;
  const scope = `{${where},kube_deployment:${deployment}}`;
  const byPod = `${scope} by {pod_name}`;
  const autoscaler = `{${where},horizontalpodautoscaler:${deployment}}`;
  return {
    cpuUsage: measured({
      via: "kubernetes",
      metrics: ["kubernetes.cpu.usage.total", "kubernetes.cpu.limits"],
      docs: kubelet,
      expression: `100 * sum:kubernetes.cpu.usage.total${byPod} / 1000000000 / sum:kubernetes.cpu.limits${byPod}`,
      unit: "percent",
      groupBy: ["pod_name"],
    }),
    memoryUsage: measured({
      via: "kubernetes",
      metrics: ["kubernetes.memory.working_set", "kubernetes.memory.limits"],
      docs: kubelet,
      expression: `100 * sum:kubernetes.memory.working_set${byPod} / sum:kubernetes.memory.limits${byPod}`,
      unit: "percent",
      groupBy: ["pod_name"],
    }),
    diskUsage: measured({
      via: "kubernetes",
      metrics: ["kubernetes.filesystem.usage_pct"],
      docs: kubelet,
      expression: `100 * max:kubernetes.filesystem.usage_pct${byPod}`,
      unit: "percent",
      groupBy: ["pod_name"],
    }),
    replicasUnavailable: measured({
      via: "kubernetes",
      metrics: ["kubernetes_state.deployment.replicas_unavailable"],
      docs: state,
      expression: `max:kubernetes_state.deployment.replicas_unavailable${scope}`,
      unit: "count",
    }),
    replicasAtMaximum: measured({
      via: "kubernetes",
      metrics: ["kubernetes_state.hpa.max_replicas", "kubernetes_state.hpa.desired_replicas"],
      docs: state,
      expression: `max:kubernetes_state.hpa.max_replicas${autoscaler} - max:kubernetes_state.hpa.desired_replicas${autoscaler}`,
      unit: "count",
    }),
  };
}
