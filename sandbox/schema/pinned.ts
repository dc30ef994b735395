import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { TypeSchema } from "./shape";

const FOLDER = join(__dirname, "..", "schemas");

/** The schema written by hand for a type whose declaration says "anything"; `undefined` when there is none. */
export function pinnedSchema(type: string): TypeSchema | undefined {
  const file = join(FOLDER, `${type.replaceAll(/[:/]/g, "_")}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as TypeSchema) : undefined;
}

/** What every Kubernetes object has; all that can be said of a custom kind that nobody described. */
export function customResourceSchema(type: string): TypeSchema {
  return {
    type,
    source: "@pulumi/kubernetes apiextensions/customResource.d.ts",
    root: "CustomResourceArgs",
    definitions: {
      CustomResourceArgs: {
        properties: {
          apiVersion: { shape: { kind: "text" }, required: true },
          kind: { shape: { kind: "text" }, required: true },
          metadata: { shape: { kind: "object", name: "ObjectMeta" }, required: false },
        },
        others: { kind: "any" },
      },
      ObjectMeta,
    },
  };
}

/** Metadata that a client may set (kubernetes/apimachinery meta/v1 types.go, ObjectMeta). */
const ObjectMeta: TypeSchema["definitions"][string] = {
  properties: {
    name: { shape: { kind: "text" }, required: false },
    generateName: { shape: { kind: "text" }, required: false },
    namespace: { shape: { kind: "text" }, required: false },
    labels: { shape: { kind: "map", of: { kind: "text" } }, required: false },
    annotations: { shape: { kind: "map", of: { kind: "text" } }, required: false },
    finalizers: { shape: { kind: "list", of: { kind: "text" } }, required: false },
    ownerReferences: { shape: { kind: "list", of: { kind: "any" } }, required: false },
  },
};
