/** Type token of autoscalers. */
export const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
/** Type token of disruption budgets. */
export const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
/** Type token of scheduled jobs. */
export const CRON_JOB = "kubernetes:batch/v1:CronJob";
/** Type token of resource limits of a namespace. */
export const LIMIT_RANGE = "kubernetes:core/v1:LimitRange";
/** Type token of namespaces. */
export const NAMESPACE = "kubernetes:core/v1:Namespace";
/** Type token of configuration. */
export const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
/** Type token of secrets. */
export const SECRET = "kubernetes:core/v1:Secret";
/** Type token of identities of pods. */
export const SERVICE_ACCOUNT = "kubernetes:core/v1:ServiceAccount";
/** Type token of cert-manager's certificates. */
export const CERTIFICATE = "kubernetes:cert-manager.io/v1:Certificate";
