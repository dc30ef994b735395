import type { Finding } from "./finding";
import { isSsh, repositoryFault, type RepositoryFault } from "./repository";
import type { OperatorObject, SecretRef, Stack } from "./schema";

/** Characters of a Stack's name. https://github.com/pulumi/pulumi-kubernetes-operator/blob/v2.9.0/operator/api/pulumi/v1/stack_types.go */
export const longestName = 42;

/** Seconds below which the operator polls no faster, whatever is written. */
export const shortestResync = 60;

/** By which EKS knows the role of a service account: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
export const roleAnnotation = "eks.amazonaws.com/role-arn";

/** A Service's name: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names */
const label = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/;

/** What is wrong with one Stack by itself; the operator would stall on it, or do something else than it says. */
export function stackFindings(stack: Stack): readonly Finding[] {
  const object = stack.metadata.name;
  return [
    nameRule,
    namespaceRule,
    stackRule,
    sourceRule,
    repositoryRule,
    imageRule,
    stateRule,
    resyncRule,
    secretRules,
  ]
    .flatMap((rule) => rule(stack))
    .map((each) => ({ object, ...each }));
}

/** What is wrong with the identity of the pods. */
export function accountFindings({ kind, metadata }: OperatorObject): readonly Finding[] {
  if (kind !== "ServiceAccount") return [];
  const role = metadata.annotations?.[roleAnnotation];
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
  if (role === undefined || /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role)) return [];
  return [
    {
      code: "operator/aws-role",
      object: metadata.name,
      field: "metadata.annotations",
      value: role,
      rule: "it is no ARN of a role.",
      remedy: "Write such as arn:aws:iam::123456789012:role/belfry.",
    },
  ];
}

type Found = Omit<Finding, "object">;

function nameRule({ metadata: { name } }: Stack): readonly Found[] {
  const found = { code: "operator/name", field: "metadata.name", value: name };
  if (name.length > longestName)
    return [
      {
        ...found,
        rule: `the operator takes names of at most ${longestName} characters, and this one has ${name.length}.`,
        remedy: "Give the environment, or the service, a shorter name.",
      },
    ];
  if (label.test(name)) return [];
  return [
    {
      ...found,
      rule: "a Service is named after it, so it is lower-case letters, digits and hyphens, and begins with a letter.",
      remedy: "Name the environment so.",
    },
  ];
}

function namespaceRule({ metadata: { namespace } }: Stack): readonly Found[] {
  if (namespace === undefined || (namespace.length <= 63 && label.test(namespace))) return [];
  return [
    {
      code: "operator/namespace",
      field: "metadata.namespace",
      value: namespace,
      rule: "a namespace is lower-case letters, digits and hyphens, at most 63, and begins with a letter.",
      remedy: "Name another with --namespace.",
    },
  ];
}

/** https://www.pulumi.com/docs/iac/concepts/stacks/#create-stack */
function stackRule({ spec: { stack } }: Stack): readonly Found[] {
  if (/^(?:[\w-]+\/){0,2}[\w.-]{1,100}$/.test(stack)) return [];
  return [
    {
      code: "operator/stack",
      field: "spec.stack",
      value: stack,
      rule: "Pulumi knows stacks by a name such as acme/prod.",
      remedy: "Name the owner with --organization as Pulumi Cloud does.",
    },
  ];
}

function sourceRule({ spec: { branch, commit } }: Stack): readonly Found[] {
  if ((branch === undefined) === (commit === undefined)) {
    const both = branch !== undefined;
    return [
      {
        code: "operator/source",
        field: "spec.branch",
        value: branch ?? null,
        rule: both
          ? "a commit is named too, and the operator takes one of both."
          : "neither branch nor commit is named.",
        remedy: "Name --branch to follow, or --commit to stay at.",
      },
    ];
  }
  if (commit === undefined || /^[0-9a-f]{40}$/.test(commit)) return [];
  return [
    {
      code: "operator/commit",
      field: "spec.commit",
      value: commit,
      rule: "the operator reads anything but a full hash as a branch's name, and finds no such branch.",
      remedy: "Write all forty digits, as `git rev-parse` prints them.",
    },
  ];
}

const repositoryRules: Readonly<Record<RepositoryFault, readonly [rule: string, remedy: string]>> = {
  form: ["it is no address of a git repository.", "Write such as https://github.com/owner/name.git."],
  plain: [
    "whoever is between could change the program that gets every key.",
    "Write an address that begins with https, or one for ssh.",
  ],
  secret: [
    "its user or password would be readable for everyone who sees the Stack.",
    "Leave it out, and name the Secret that has it with --repository-secret.",
  ],
  path: [
    "of more than two parts the operator takes the first two as the repository.",
    "End the address with .git.",
  ],
};

function repositoryRule({ spec: { gitAuth, projectRepo = "" } }: Stack): readonly Found[] {
  const fault = repositoryFault(projectRepo);
  const found = { field: "spec.projectRepo", value: fault === "secret" ? null : projectRepo || null };
  if (fault !== null) {
    const [rule, remedy] = repositoryRules[fault];
    return [{ ...found, code: "operator/repository", rule, remedy }];
  }
  if (!isSsh(projectRepo) || gitAuth?.sshAuth !== undefined) return [];
  return [
    {
      ...found,
      code: "operator/repository-secret",
      rule: "nobody may read over ssh without a key.",
      remedy: "Name the Secret with the private key: --repository-secret name/key.",
    },
  ];
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const pinned = /^[^\s@]+@sha256:[0-9a-f]{64}$/;

function imageRule({ spec: { workspaceTemplate } }: Stack): readonly Found[] {
  const { image, podTemplate } = workspaceTemplate?.spec ?? {};
  const added = (podTemplate?.spec.initContainers ?? []).flatMap((each) => each.image ?? []);
  return [image, ...added.filter((each) => each !== image)]
    .filter((each) => each === undefined || !pinned.test(each))
    .map((each) => ({
      code: "operator/image",
      field: "spec.workspaceTemplate.spec.image",
      value: each || null,
      rule: "a tag can be moved to another content, and this one gets every key: an image is pinned by its digest.",
      remedy:
        "Name --image with @sha256:…, as `docker buildx imagetools inspect pulumi/pulumi:3.259.0-nonroot` prints it.",
    }));
}

/** A workspace's files are gone with its pod. */
function stateRule({ spec: { backend } }: Stack): readonly Found[] {
  if (backend === undefined || !backend.startsWith("file:")) return [];
  return [
    {
      code: "operator/backend",
      field: "spec.backend",
      value: backend,
      rule: "the state would be a file in the pod, and gone with it.",
      remedy: "Name a backend outside the pod, such as s3://bucket, or leave --backend out for Pulumi Cloud.",
    },
  ];
}

function resyncRule({ spec: { resyncFrequencySeconds: seconds } }: Stack): readonly Found[] {
  if (seconds === undefined || seconds >= shortestResync) return [];
  return [
    {
      code: "operator/resync",
      field: "spec.resyncFrequencySeconds",
      value: String(seconds),
      rule: `the operator raises it to ${shortestResync} without a word.`,
      remedy: `Write at least ${shortestResync} seconds.`,
    },
  ];
}

/** https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
const secretName = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const secretKey = /^[A-Za-z0-9._-]{1,253}$/;

/** A Secret that a Stack names, and where. */
export interface NamedSecret {
  /** Field of the Stack. */
  readonly field: string;
  /** What it names. */
  readonly ref: SecretRef;
}

/** Every Secret that a Stack names. */
export function secretRefs({
  spec: { envRefs = {}, gitAuth = {}, secretsRef = {} },
}: Stack): readonly NamedSecret[] {
  const fields = { accessToken: gitAuth.accessToken, sshAuth: gitAuth.sshAuth?.sshPrivateKey };
  const groups = { envRefs, secretsRef, gitAuth: fields };
  return Object.entries(groups).flatMap(([group, refs]) =>
    Object.entries(refs).flatMap(([name, ref]) => (ref ? [{ field: `spec.${group}.${name}`, ref }] : [])),
  );
}

function secretRules(stack: Stack): readonly Found[] {
  return secretRefs(stack)
    .filter(({ ref: { secret } }) => !secretName.test(secret.name) || !secretKey.test(secret.key))
    .map(({ field, ref: { secret } }) => ({
      code: "operator/secret",
      field,
      value: `${secret.name}/${secret.key}`,
      rule: "it names no key of a Secret, and the pod would never start.",
      remedy:
        "Write the Secret's name and the key within it, as in --secret DD_API_KEY=belfry-datadog/api-key.",
    }));
}
