import { credentialsOf } from "./credentials";
import { isSsh } from "./repository";
import type { OperatorRequest, ShardStack } from "./request";
import type { OperatorObject, Stack } from "./schema";
import { roleAnnotation } from "./stack-rules";
import { workspaceOf } from "./workspace";

/**
 * How long ago the estate must have been deployed when a service is: shorter than any resync, so that a commit reaches what
 * services share before it reaches them, and long enough for six stacks to wait for one run.
 */
const estateWithin = "10m";

/** The key under which both the operator and people find what belongs together. */
const label = "app.kubernetes.io/part-of";

/** Everything that a cluster needs to deploy an environment, in the order in which it is applied. */
export function operatorObjects(request: OperatorRequest): readonly OperatorObject[] {
  const [first] = request.stacks;
  return [
    ...access(request),
    ...request.stacks.map((each) => stackObject(request, each, each === first ? null : (first ?? null))),
  ];
}

/** Name of a Stack: it becomes part of a Service's name, which can have no dot. */
const nameOf = ({ stack }: ShardStack): string => stack.replaceAll(".", "-");

const accountOf = ({ environment }: OperatorRequest): string => `belfry-${environment}`;

/**
 * The identity of the pods, and the right to ask the API server who calls them, which the operator's pods need.
 * https://github.com/pulumi/pulumi-kubernetes-operator/blob/v2.9.0/examples/git-source/stack.yaml
 */
function access(request: OperatorRequest): readonly OperatorObject[] {
  const { awsRole, environment, namespace } = request;
  const [name, role] = [accountOf(request), "system:auth-delegator"];
  const labels = { [label]: "belfry" };
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: {
        name,
        namespace,
        labels,
        ...(awsRole === null ? {} : { annotations: { [roleAnnotation]: awsRole } }),
      },
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name: `${namespace}:belfry-${environment}:${role}`, labels },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
  ];
}

function stackObject(request: OperatorRequest, shard: ShardStack, estate: ShardStack | null): Stack {
  const { environment, namespace, organization } = request;
  return {
    apiVersion: "pulumi.com/v1",
    kind: "Stack",
    metadata: {
      name: nameOf(shard),
      namespace,
      labels: { [label]: "belfry", "belfry/environment": environment },
    },
    spec: {
      stack: organization === null ? shard.stack : `${organization}/${shard.stack}`,
      serviceAccountName: accountOf(request),
      ...source(request),
      ...state(request, shard),
      ...(estate === null
        ? {}
        : {
            prerequisites: [{ name: nameOf(estate), requirement: { succeededWithinDuration: estateWithin } }],
          }),
      ...lifecycle(request),
      workspaceTemplate: workspaceOf({ environment, image: request.image, stack: shard.stack }),
    },
  };
}

/** A shallow checkout is enough: the program reads no history. */
function source({ branch, commit, repository, repositorySecret }: OperatorRequest): Partial<Stack["spec"]> {
  const secret =
    repositorySecret === null ? null : ({ type: "Secret", secret: { ...repositorySecret } } as const);
  const auth = isSsh(repository) ? { sshAuth: { sshPrivateKey: secret } } : { accessToken: secret };
  return {
    projectRepo: repository,
    ...(branch === null ? {} : { branch }),
    ...(commit === null ? {} : { commit }),
    shallow: true,
    ...(secret === null ? {} : { gitAuth: auth as NonNullable<Stack["spec"]["gitAuth"]> }),
  };
}

function state({ backend, secrets }: OperatorRequest, { usesSentry }: ShardStack): Partial<Stack["spec"]> {
  const { envRefs, secretsRef } = credentialsOf({
    named: secrets,
    pulumiCloud: backend === null || backend.startsWith("https://"),
    usesSentry,
  });
  return {
    ...(backend === null ? {} : { backend }),
    envRefs,
    ...(Object.keys(secretsRef).length > 0 ? { secretsRef } : {}),
  };
}

/**
 * v2.9.0 has no field that only tells drift: a run of the same commit with a refresh puts it back. Its
 * `expectNoRefreshChanges` is read by nothing (operator/internal/controller/pulumi/stack_controller.go, `newUp`).
 */
function lifecycle({
  correctDrift,
  create,
  protected: kept,
  resyncSeconds,
}: OperatorRequest): Partial<Stack["spec"]> {
  return {
    refresh: correctDrift,
    continueResyncOnCommitMatch: correctDrift,
    resyncFrequencySeconds: resyncSeconds,
    // Belfry's updates are idempotent, which is what the operator asks of a stack before it may try again.
    retryOnUpdateConflict: true,
    // A name that the backend does not have would be a second copy of everything.
    useLocalStackOnly: !create,
    destroyOnFinalize: !kept,
    // A pod of an hour ago is no use to the next run, which starts from its own commit.
    workspaceReclaimPolicy: "Delete",
  };
}
