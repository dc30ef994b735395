import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { labels } from "../identity";
import { objectName } from "../object-name";

/** What {@link ContainerLimits} need to know. */
export interface ContainerLimitsArgs {
  /** The planned limits of a namespace. */
  readonly guardrail: GuardrailOf<"capacity">;
}

/** Bounds what one container of a namespace may use, and gives a request to containers that name none. */
export class ContainerLimits extends pulumi.ComponentResource {
  /** Name of the limit range in its namespace. */
  readonly limitsName: pulumi.Output<string>;

  constructor(name: string, { guardrail }: ContainerLimitsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:kubernetes:ContainerLimits", name, {}, opts);

    const limits = new kubernetes.core.v1.LimitRange(`${name}-limits`, toLimitRangeArgs(guardrail), {
      parent: this,
    });
    this.limitsName = limits.metadata.name;

    this.registerOutputs({ limitsName: this.limitsName });
  }
}

/**
 * The limits as a LimitRange. Without `defaultRequest` the default limit would become the request of every container
 * that names none, and a few of them would fill a node.
 *
 * https://kubernetes.io/docs/tasks/administer-cluster/manage-resources/memory-default-namespace/
 */
export function toLimitRangeArgs(guardrail: GuardrailOf<"capacity">): kubernetes.core.v1.LimitRangeArgs {
  const { maximum, request } = guardrail;
  return {
    metadata: {
      name: objectName({ guardrail }),
      namespace: guardrail.namespace,
      labels: labels({ guardrail }),
    },
    spec: { limits: [{ type: "Container", max: maximum, default: maximum, defaultRequest: request }] },
  };
}
