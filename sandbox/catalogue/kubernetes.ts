import { isWireBag, type WireBag } from "../wire/values";
import type { KindTable, PackageCatalogue, ResourceKind } from "./kind";
import { at, textOf, uuid } from "./ids";

// Kinds that live outside namespaces (kubectl api-resources --namespaced=false), those a stack may hold.
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  "Namespace",
  "Node",
  "PersistentVolume",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "PriorityClass",
  "StorageClass",
  "IngressClass",
  "RuntimeClass",
  "CSIDriver",
  "VolumeSnapshotClass",
  "MutatingWebhookConfiguration",
  "ValidatingWebhookConfiguration",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "APIService",
  "ClusterIssuer",
  "FlowSchema",
  "PriorityLevelConfiguration",
]);

const IDENTITY = ["apiVersion", "kind", "metadata.name", "metadata.namespace"];

// The provider's own table of immutable fields (pulumi-kubernetes provider/pkg/provider/diff.go, forceNew).
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  "core/v1:ConfigMap": ["binaryData", "data", "immutable"],
  "core/v1:Secret": ["binaryData", "data", "immutable", "stringData", "type"],
  "core/v1:PersistentVolumeClaim": ["spec.accessModes", "spec.storageClassName", "spec.volumeName"],
  "apps/v1:Deployment": ["spec.selector"],
  "apps/v1:StatefulSet": [
    "spec.podManagementPolicy",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  "batch/v1:Job": ["spec.completions", "spec.selector", "spec.template"],
  "rbac.authorization.k8s.io/v1:RoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/v1:ClusterRoleBinding": ["roleRef"],
};

const KINDS: KindTable = Object.fromEntries(
  Object.entries(IMMUTABLE).map(([suffix, forces]) => [`kubernetes:${suffix}`, objectKind(forces)]),
);

/** Tells whether objects of a kind live in a namespace; custom kinds do unless listed. */
export function isNamespaced(kind: string): boolean {
  return !CLUSTER_SCOPED.has(kind);
}

/** Kubernetes' kinds of objects: named `namespace/name`, with the metadata an API server adds. */
export const kubernetesCatalogue: PackageCatalogue = {
  name: "kubernetes",
  kindOf: (type) => KINDS[type] ?? objectKind([]),
  autonamed: (_type, inputs) => {
    const isNamed =
      at(inputs, "metadata", "name") !== undefined || at(inputs, "metadata", "generateName") !== undefined;
    return isNamed ? undefined : { path: ["metadata", "name"], digits: 8 };
  },
  normalise: withNamespace,
};

/** The real provider writes the namespace it will use into the inputs, so that a later change of default is a change. */
function withNamespace(_type: string, inputs: WireBag): WireBag {
  const metadata = inputs["metadata"];
  const isPlaced = metadata !== undefined && (!isWireBag(metadata) || metadata["namespace"] !== undefined);
  if (isPlaced || !isNamespaced(textOf(inputs["kind"]))) return inputs;
  return { ...inputs, metadata: { ...(isWireBag(metadata) ? metadata : {}), namespace: "default" } };
}

function objectKind(immutable: readonly string[]): ResourceKind {
  return {
    identify: objectId,
    compute: computed,
    recompute: recomputed,
    forcesReplacement: [...IDENTITY, ...immutable],
    namedBy: "metadata.name",
    conflict: (id, inputs) =>
      `resource "${id}" was not successfully created by the Kubernetes API server: ` +
      `${plural(textOf(inputs["kind"]))} "${textOf(at(inputs, "metadata", "name"))}" already exists`,
  };
}

function objectId(inputs: WireBag): string {
  const name = textOf(at(inputs, "metadata", "name"));
  if (!isNamespaced(textOf(inputs["kind"]))) return name;
  return `${textOf(at(inputs, "metadata", "namespace"), "default")}/${name}`;
}

function computed(): WireBag {
  const created = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  return { metadata: { uid: uuid(), resourceVersion: "1", generation: 1, creationTimestamp: created } };
}

function recomputed(_inputs: WireBag, _id: string, old: WireBag): WireBag {
  const metadata = old["metadata"];
  const before = isWireBag(metadata) ? metadata : {};
  const version = Number(before["resourceVersion"] ?? 0) + 1;
  return { metadata: { ...before, resourceVersion: String(version), generation: version } };
}

/** Plural as the API server spells a kind in its messages. */
export function plural(kind: string): string {
  const word = kind.toLowerCase();
  if (/(?:s|x|ch)$/.test(word)) return `${word}es`;
  return word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`;
}
