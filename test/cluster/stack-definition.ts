import { z } from "zod";

import { stackSchema } from "../../operator/schema";
import { longestName } from "../../operator/stack-rules";
import type { KubernetesObject } from "./judge";

/**
 * A definition of Stacks with the fields that Belfry writes and no others, and the operator's own rule for their names, made
 * of the schema that holds them here. `--operator-definitions` names the operator's own instead.
 * https://github.com/pulumi/pulumi-kubernetes-operator/blob/v2.9.0/operator/api/pulumi/v1/stack_types.go
 */
export function stackDefinition(): KubernetesObject {
  const { properties } = z.toJSONSchema(stackSchema, { target: "openapi-3.0", io: "input" });
  const openAPIV3Schema = {
    type: "object",
    // Kinds and metadata are the API server's own.
    properties: { spec: structural(properties?.["spec"]) },
    "x-kubernetes-validations": [
      {
        rule: `size(self.metadata.name) <= ${longestName}`,
        message: `Stack name must be no more than ${longestName} characters in length.`,
      },
    ],
  };
  const names = { kind: "Stack", listKind: "StackList", plural: "stacks", singular: "stack" };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "stacks.pulumi.com" },
    spec: {
      group: "pulumi.com",
      names,
      scope: "Namespaced",
      versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}

/** https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema */
function structural(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(structural);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      // Fields that are not listed are refused anyway, and names of a map's keys cannot be told.
      .filter(
        ([key, value]) => !(key === "additionalProperties" && value === false) && key !== "propertyNames",
      )
      .map(([key, value]) => [key, structural(value)]),
  );
}
