import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { labels } from "../identity";
import { objectName } from "../object-name";

/** What a {@link DisruptionBudget} needs to know. */
export interface DisruptionBudgetArgs {
  /** The planned budget. */
  readonly guardrail: GuardrailOf<"disruption-budget">;
}

/** Limits how many pods of a service a drain or an upgrade may take down at once. */
export class DisruptionBudget extends pulumi.ComponentResource {
  /** Name of the budget in its namespace. */
  readonly budgetName: pulumi.Output<string>;

  constructor(name: string, { guardrail }: DisruptionBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:kubernetes:DisruptionBudget", name, {}, opts);

    const budget = new kubernetes.policy.v1.PodDisruptionBudget(`${name}-budget`, toBudgetArgs(guardrail), {
      parent: this,
    });
    this.budgetName = budget.metadata.name;

    this.registerOutputs({ budgetName: this.budgetName });
  }
}

/** The budget as Kubernetes' policy/v1 states it. */
export function toBudgetArgs(
  guardrail: GuardrailOf<"disruption-budget">,
): kubernetes.policy.v1.PodDisruptionBudgetArgs {
  return {
    metadata: {
      name: objectName({ guardrail }),
      namespace: guardrail.namespace,
      labels: labels({ guardrail }),
    },
    spec: {
      maxUnavailable: guardrail.maxUnavailable,
      selector: { matchLabels: guardrail.selector },
      // By default pods that never become ready count against the budget, and a crash loop blocks every drain for ever:
      // https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}
