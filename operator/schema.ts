import { z } from "zod";

import { workspaceTemplateSchema } from "./workspace-schema";

/**
 * Objects of the Pulumi Kubernetes Operator as Belfry writes them: fields and types of its v2.9.0, and no field that its API
 * has and Belfry does not use. https://github.com/pulumi/pulumi-kubernetes-operator/blob/v2.9.0/docs/stacks.md
 */
export const operatorVersion = "2.9.0";

const texts = z.record(z.string(), z.string());

/** Name, namespace and what finds an object again. */
const metadataSchema = z.strictObject({
  name: z.string(),
  namespace: z.string().optional(),
  labels: texts.optional(),
  annotations: texts.optional(),
});

/** A value in a Kubernetes Secret of the same namespace: the operator refuses those of another. */
export const secretRefSchema = z.strictObject({
  type: z.literal("Secret"),
  secret: z.strictObject({ name: z.string(), key: z.string() }),
});

/** Who may read the repository; one of both. */
const gitAuthSchema = z.strictObject({
  accessToken: secretRefSchema.optional(),
  sshAuth: z.strictObject({ sshPrivateKey: secretRefSchema }).optional(),
});

/** A Stack that must have succeeded before, and how long ago at most. */
const prerequisiteSchema = z.strictObject({
  name: z.string(),
  requirement: z.strictObject({ succeededWithinDuration: z.string() }).optional(),
});

/** What the operator shall keep up to date, from which source and with what. */
const stackSpecSchema = z.strictObject({
  stack: z.string(),
  projectRepo: z.string().optional(),
  branch: z.string().optional(),
  commit: z.string().optional(),
  shallow: z.boolean().optional(),
  gitAuth: gitAuthSchema.optional(),
  backend: z.string().optional(),
  envRefs: z.record(z.string(), secretRefSchema).optional(),
  secretsRef: z.record(z.string(), secretRefSchema).optional(),
  prerequisites: z.array(prerequisiteSchema).optional(),
  refresh: z.boolean().optional(),
  continueResyncOnCommitMatch: z.boolean().optional(),
  resyncFrequencySeconds: z.int().optional(),
  retryOnUpdateConflict: z.boolean().optional(),
  useLocalStackOnly: z.boolean().optional(),
  destroyOnFinalize: z.boolean().optional(),
  serviceAccountName: z.string().optional(),
  workspaceReclaimPolicy: z.enum(["Retain", "Delete"]).optional(),
  workspaceTemplate: workspaceTemplateSchema.optional(),
});

/** A stack that the operator deploys. */
export const stackSchema = z.strictObject({
  apiVersion: z.literal("pulumi.com/v1"),
  kind: z.literal("Stack"),
  metadata: metadataSchema,
  spec: stackSpecSchema,
});

/** Who the pods of the Stacks are. https://kubernetes.io/docs/concepts/security/service-accounts/ */
export const serviceAccountSchema = z.strictObject({
  apiVersion: z.literal("v1"),
  kind: z.literal("ServiceAccount"),
  metadata: metadataSchema,
});

/** What they may do. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export const clusterRoleBindingSchema = z.strictObject({
  apiVersion: z.literal("rbac.authorization.k8s.io/v1"),
  kind: z.literal("ClusterRoleBinding"),
  metadata: metadataSchema,
  roleRef: z.strictObject({
    apiGroup: z.literal("rbac.authorization.k8s.io"),
    kind: z.literal("ClusterRole"),
    name: z.string(),
  }),
  subjects: z.array(
    z.strictObject({ kind: z.literal("ServiceAccount"), name: z.string(), namespace: z.string() }),
  ),
});

/** Everything that `belfry operator` writes. */
export const operatorObjectSchema = z.discriminatedUnion("kind", [
  serviceAccountSchema,
  clusterRoleBindingSchema,
  stackSchema,
]);

/** A value in a Kubernetes Secret. */
export type SecretRef = z.infer<typeof secretRefSchema>;

/** A stack that the operator deploys. */
export type Stack = z.infer<typeof stackSchema>;

/** One object that `belfry operator` writes. */
export type OperatorObject = z.infer<typeof operatorObjectSchema>;
