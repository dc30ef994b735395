import { z } from "zod";

/** Values of variables are never written: those that are secret come from Secrets, by the Stack's envRefs. */
const variableSchema = z.strictObject({ name: z.string(), value: z.string() });

/** https://kubernetes.io/docs/tasks/configure-pod-container/security-context/ */
const containerSecuritySchema = z.strictObject({
  allowPrivilegeEscalation: z.boolean().optional(),
  capabilities: z.strictObject({ drop: z.array(z.string()) }).optional(),
  readOnlyRootFilesystem: z.boolean().optional(),
  runAsNonRoot: z.boolean().optional(),
  seccompProfile: z.strictObject({ type: z.enum(["RuntimeDefault"]) }).optional(),
});

/** https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ */
const resourcesSchema = z.strictObject({
  requests: z.record(z.string(), z.string()).optional(),
  limits: z.record(z.string(), z.string()).optional(),
});

const containerSchema = z.strictObject({
  name: z.string(),
  image: z.string().optional(),
  command: z.array(z.string()).optional(),
  workingDir: z.string().optional(),
  resources: resourcesSchema.optional(),
  securityContext: containerSecuritySchema.optional(),
  volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string() })).optional(),
});

/** What is merged into the pod that the operator makes, by the names of containers and volumes. */
const podSpecSchema = z.strictObject({
  containers: z.array(containerSchema),
  initContainers: z.array(containerSchema).optional(),
  securityContext: z
    .strictObject({
      runAsNonRoot: z.boolean(),
      seccompProfile: z.strictObject({ type: z.enum(["RuntimeDefault"]) }),
    })
    .optional(),
  volumes: z.array(z.strictObject({ name: z.string(), emptyDir: z.strictObject({}) })).optional(),
});

/**
 * What a Stack changes in the workspace that the operator makes for it.
 * https://github.com/pulumi/pulumi-kubernetes-operator/blob/v2.9.0/docs/workspaces.md
 */
export const workspaceTemplateSchema = z.strictObject({
  spec: z.strictObject({
    image: z.string().optional(),
    imagePullPolicy: z.enum(["Always", "IfNotPresent", "Never"]).optional(),
    securityProfile: z.enum(["baseline", "restricted"]).optional(),
    env: z.array(variableSchema).optional(),
    resources: resourcesSchema.optional(),
    podTemplate: z.strictObject({ spec: podSpecSchema }).optional(),
  }),
});

/** What a Stack changes in its workspace. */
export type WorkspaceTemplate = z.infer<typeof workspaceTemplateSchema>;

/** A container of the workspace's pod, as far as a Stack changes it. */
export type WorkspaceContainer = z.infer<typeof containerSchema>;
