import { checkObjects } from "../../operator/check-objects";
import { operatorObjects } from "../../operator/objects";
import type { OperatorRequest } from "../../operator/request";
import { shardStacks, type PlannedEnvironment } from "../../operator/shards";
import type { Stack } from "../../operator/schema";
import type { KubernetesObject } from "./judge";
import type { Refused } from "./objects";
import { workspacePod } from "./workspace-pod";

/** Everything that `belfry operator` can ask for, in production's shards. */
export function operatorObjectsOf(prod: Omit<PlannedEnvironment, "name">): readonly KubernetesObject[] {
  const request: OperatorRequest = {
    environment: "prod",
    stacks: shardStacks({ name: "prod", ...prod }, "shards"),
    protected: true,
    // The only owner that a backend of one's own knows.
    organization: "organization",
    repository: "git@github.com:acme/guardrails.git",
    branch: "main",
    commit: null,
    image: `pulumi/pulumi:3.259.0-nonroot@sha256:${"0".repeat(64)}`,
    namespace: "belfry-stacks",
    backend: "s3://state",
    resyncSeconds: 3600,
    correctDrift: true,
    create: false,
    secrets: [{ name: "kubernetes:kubeconfig", secret: "operations-cluster", key: "kubeconfig" }],
    repositorySecret: { name: "git", key: "private-key" },
    awsRole: "arn:aws:iam::123456789012:role/belfry",
  };
  const objects = operatorObjects(request);
  const [problem] = checkObjects(objects);
  if (problem) throw new Error(`What is sent is wrong by our own rules: ${problem.path}: ${problem.rule}`);
  return objects as readonly KubernetesObject[];
}

/** Stacks that no operator may take, and a pod that no restricted namespace may, each with one thing wrong. */
export function knownBadStacks(objects: readonly KubernetesObject[]): readonly Refused[] {
  const stack = objects.find(({ kind }) => kind === "Stack") as (KubernetesObject & Stack) | undefined;
  if (!stack) throw new Error("There is no Stack of which a bad one could be made.");
  const spec = (changes: Readonly<Record<string, unknown>>): KubernetesObject => ({
    ...stack,
    spec: { ...stack.spec, ...changes },
  });
  return [
    {
      what: "a Stack with a name of 43 characters",
      object: { ...stack, metadata: { ...stack.metadata, name: "a".repeat(43) } },
    },
    {
      what: "a Stack with a field that this operator does not have",
      object: spec({ driftDetection: { enabled: true } }),
    },
    { what: "a Stack whose resync is no number", object: spec({ resyncFrequencySeconds: "1h" }) },
    { what: "a Stack of no stack", object: spec({ stack: undefined }) },
    {
      what: "a Stack whose prerequisite has no name",
      object: spec({ prerequisites: [{ requirement: {} }] }),
    },
    { what: "a workspace whose added container says nothing of privileges", object: careless(stack) },
  ];
}

/** The pod of a Stack that adds a container as the operator's profile does not see it. */
function careless(stack: Stack): KubernetesObject {
  const pod = workspacePod(stack);
  const { initContainers = [] } = pod["spec"] as {
    readonly initContainers?: readonly { readonly name: string }[];
  };
  const bare = initContainers.map(({ name, ...rest }) =>
    name === "configuration" ? { name, ...rest, securityContext: undefined } : { name, ...rest },
  );
  return { ...pod, spec: { ...(pod["spec"] as object), initContainers: bare } };
}
