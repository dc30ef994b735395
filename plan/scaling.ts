import type {
  AutoscalingDeclaration,
  CapacityDeclaration,
  DisruptionBudgetDeclaration,
} from "../model/platform-declaration";
import { decimal, inSeconds, minutes, seconds, type Quantity } from "../model/quantity";
import { house } from "../model/source";
import { takeReplicas } from "./adapt";
import { commonOf, type PlanContext } from "./context";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

const up = {
  stabilization: house(
    seconds(0),
    "Growing waits for nothing: users are already slow.",
    "May scaling up wait?",
  ),
  percent: house(
    100,
    "Doubling each period reaches any ceiling of the runbooks in two steps.",
    "How fast may it grow?",
  ),
  pods: house(2, "Two pods at once even from a small start.", "How fast may it grow?"),
  every: house(
    seconds(60),
    "A minute lets new pods take load before more are added.",
    "How fast may it grow?",
  ),
};

const down = {
  stabilization: house(
    minutes(5),
    "Five minutes without need before shrinking, the default of Kubernetes, keeps a lull from flapping.",
    "How long must load stay low before it shrinks?",
  ),
  percent: house(50, "Half at a time, so that a wrong step can be caught.", "How fast may it shrink?"),
  every: house(seconds(60), "A minute between steps.", "How fast may it shrink?"),
};

/** Plans how a workload grows and shrinks. */
export function planAutoscaling(
  context: PlanContext,
  declaration: AutoscalingDeclaration,
): GuardrailOf<"autoscaling"> {
  const trail = SourceTrail.of(context, declaration);
  const { environment } = context;
  const least = leastReplicas(context);
  // What can grow still can: an alert on the ceiling would never end where there is nothing below it.
  const room = declaration.maximum.value.value > declaration.minimum.value.value ? 1 : 0;
  const scaling = {
    minimum: takeReplicas(trail, environment, "minimum", { declared: declaration.minimum, least }).value,
    maximum: takeReplicas(trail, environment, "maximum", {
      declared: declaration.maximum,
      least: least + room,
    }).value,
    utilization: {
      cpu: declaration.cpu ? trail.take("cpu", declaration.cpu).value : null,
      memory: declaration.memory ? trail.take("memory", declaration.memory).value : null,
    },
    scaleUp: {
      stabilization: inSeconds(trail.take("scaleUp.stabilization", up.stabilization)),
      percent: trail.take("scaleUp.percent", up.percent),
      pods: trail.take("scaleUp.pods", up.pods),
      every: inSeconds(trail.take("scaleUp.every", up.every)),
    },
    scaleDown: {
      stabilization: inSeconds(trail.take("scaleDown.stabilization", down.stabilization)),
      percent: trail.take("scaleDown.percent", down.percent),
      every: inSeconds(trail.take("scaleDown.every", down.every)),
    },
  };
  return {
    ...commonOf(context, { kind: "autoscaling", declared: declaration, trail }),
    target: { ...declaration.target },
    ...scaling,
  };
}

/** What scaling down leaves: one replica, or one more than its service's disruption budgets may take. */
function leastReplicas(context: PlanContext): number {
  const taken = context.service.guardrails.flatMap((each) =>
    each.kind === "disruption-budget" ? [planDisruptionBudget(context, each).maxUnavailable] : [],
  );
  return Math.max(0, ...taken) + 1;
}

/** Plans how many replicas a planned disruption may take. */
export function planDisruptionBudget(
  context: PlanContext,
  declaration: DisruptionBudgetDeclaration,
): GuardrailOf<"disruption-budget"> {
  const trail = SourceTrail.of(context, declaration);
  const maxUnavailable = trail.take("maxUnavailable", declaration.maxUnavailable).value;
  return {
    ...commonOf(context, { kind: "disruption-budget", declared: declaration, trail }),
    namespace: declaration.namespace,
    selector: { ...declaration.selector },
    maxUnavailable,
  };
}

const suffixes: Readonly<Record<string, string>> = { mebibytes: "Mi", gibibytes: "Gi", millicores: "m" };

const kubernetesQuantity = ({ unit, value }: Quantity): string => `${decimal(value)}${suffixes[unit] ?? ""}`;

/** Plans the most that one container may have. */
export function planCapacity(
  context: PlanContext,
  declaration: CapacityDeclaration,
): GuardrailOf<"capacity"> {
  const trail = SourceTrail.of(context, declaration);
  const { maximum, request } = declaration;
  const limits = {
    maximum: {
      cpu: kubernetesQuantity(trail.take("maximum.cpu", maximum.cpu)),
      memory: kubernetesQuantity(trail.take("maximum.memory", maximum.memory)),
    },
    request: {
      cpu: kubernetesQuantity(trail.take("request.cpu", request.cpu)),
      memory: kubernetesQuantity(trail.take("request.memory", request.memory)),
    },
  };
  return {
    ...commonOf(context, { kind: "capacity", declared: declaration, trail }),
    namespace: declaration.namespace,
    ...limits,
  };
}
