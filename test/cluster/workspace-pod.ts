import type { Stack } from "../../operator/schema";
import type { KubernetesObject } from "./judge";

type Container = Readonly<Record<string, unknown>> & { readonly name: string };

/** What the operator's restricted profile says of each container of its own. */
const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] },
};

const share = { name: "share", mountPath: "/share" };

/**
 * The pod in which the operator runs a Stack, as far as security and its template decide it: its own containers under the
 * restricted profile, and the template merged into them by name.
 * https://github.com/pulumi/pulumi-kubernetes-operator/blob/v2.9.0/operator/internal/controller/auto/workspace_controller.go (newStatefulSet)
 */
export function workspacePod({ metadata, spec }: Stack): KubernetesObject {
  const { env, image, imagePullPolicy, podTemplate, resources } = spec.workspaceTemplate?.spec ?? {};
  const template = podTemplate?.spec;
  const own = (name: string, more: object): Container => ({
    name,
    image: "pulumi/pulumi-kubernetes-operator:2.9.0",
    securityContext: restricted,
    volumeMounts: [share],
    ...more,
  });
  const initial = [own("bootstrap", {}), own("fetch", {})];
  const pulumi = own("pulumi", { image, imagePullPolicy, env, resources, workingDir: "/share/workspace" });
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `${metadata.name}-workspace-0`, namespace: metadata.namespace ?? "default" },
    spec: {
      serviceAccountName: spec.serviceAccountName,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        seccompProfile: { type: "RuntimeDefault" },
        ...template?.securityContext,
      },
      initContainers: merged(initial, template?.initContainers ?? []),
      containers: merged([pulumi], template?.containers ?? []),
      volumes: [{ name: "share", emptyDir: {} }, ...(template?.volumes ?? [])],
    },
  };
}

/** A strategic merge: containers by name, mounts by path, security by field. https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/ */
function merged(own: readonly Container[], patches: readonly Container[]): readonly Container[] {
  const changed = own.map((each) => {
    const patch = patches.find(({ name }) => name === each.name);
    if (!patch) return each;
    const security = (from: Container) =>
      from["securityContext"] as Readonly<Record<string, object>> | undefined;
    return {
      ...each,
      ...patch,
      volumeMounts: [...list(each["volumeMounts"]), ...list(patch["volumeMounts"])],
      securityContext: {
        ...security(each),
        ...security(patch),
        capabilities: { ...security(each)?.["capabilities"], ...security(patch)?.["capabilities"] },
      },
    };
  });
  const known = new Set(own.map(({ name }) => name));
  return [...changed, ...patches.filter(({ name }) => !known.has(name))];
}

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [];
