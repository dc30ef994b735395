import type { Finding, Found } from "./finding";
import { podFindings } from "./pod-rules";
import type { OperatorObject, SecretRef, Stack } from "./schema";
import { sourceFindings } from "./source-rules";

/** Characters of a Stack's name. https://github.com/pulumi/pulumi-kubernetes-operator/blob/v2.9.0/operator/api/pulumi/v1/stack_types.go */
export const longestName = 42;

/** Seconds below which the operator polls no faster, whatever is written. */
export const shortestResync = 60;

/** By which EKS knows the role of a service account: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
export const roleAnnotation = "eks.amazonaws.com/role-arn";

/** A Service's name: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names */
const label = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/;

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const namespaceName = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** What is wrong with one Stack by itself; the operator would stall on it, or do something else than it says. */
export function stackFindings(stack: Stack): readonly Finding[] {
  const object = stack.metadata.name;
  return [
    nameRule,
    namespaceRule,
    stackRule,
    sourceFindings,
    podFindings,
    stateRule,
    ownerRule,
    tokenRule,
    resyncRule,
    prerequisiteRule,
    secretRules,
  ]
    .flatMap((rule) => rule(stack))
    .map((each) => ({ object, ...each }));
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const labelValue = /^(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?$/;

/** What the API server refuses of any object's name and labels; a Stack's own name is held to more. */
export function metadataFindings({
  kind,
  metadata: { labels = {}, name },
}: OperatorObject): readonly Finding[] {
  const remedy =
    "Give the environment a name of lower-case letters, digits and hyphens that ends with no hyphen.";
  return [
    ...(kind !== "ServiceAccount" || secretName.test(name)
      ? []
      : [
          {
            code: "operator/name",
            object: name,
            field: "metadata.name",
            value: name,
            rule: "a ServiceAccount's name is lower-case letters, digits, hyphens and dots, and ends with a letter or a digit.",
            remedy,
          },
        ]),
    ...Object.entries(labels)
      .filter(([, value]) => !labelValue.test(value))
      .map(([key, value]) => ({
        code: "operator/label",
        object: name,
        field: `metadata.labels.${key}`,
        value,
        rule: "a label is at most 63 letters, digits, hyphens, dots and underscores, and ends with a letter or a digit.",
        remedy,
      })),
  ];
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
  if (namespace === undefined || (namespace.length <= 63 && namespaceName.test(namespace))) return [];
  return [
    {
      code: "operator/namespace",
      field: "metadata.namespace",
      value: namespace,
      rule: "a namespace is lower-case letters, digits and hyphens, at most 63, and begins and ends with no hyphen.",
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

/** Backends outside of the pod. https://www.pulumi.com/docs/iac/concepts/state-and-backends/ */
const backends = ["https:", "s3:", "gs:", "azblob:", "postgres:"];

function stateRule({ spec: { backend } }: Stack): readonly Found[] {
  if (backend === undefined) return [];
  const found = { code: "operator/backend", field: "spec.backend", value: backend };
  const remedy =
    "Name a backend outside the pod, such as s3://bucket, or leave --backend out for Pulumi Cloud.";
  if (/^file:/i.test(backend))
    return [{ ...found, rule: "the state would be a file in the pod, and gone with it.", remedy }];
  const url = URL.canParse(backend) ? new URL(backend) : null;
  if (/:[^/@]+@/.test(backend) || (url?.protocol === "https:" && url.username !== ""))
    return [
      {
        ...found,
        value: null,
        rule: "its user or password would be readable for everyone who sees the Stack.",
        remedy: "Leave them out, and name the Secret of the backend's own variables with --secret.",
      },
    ];
  if (url !== null && backends.includes(url.protocol) && url.host !== "") return [];
  return [{ ...found, rule: "Pulumi knows no such backend, or none that is safe on the way.", remedy }];
}

/** https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/backend/diy/store.go (parseStackReference) */
function ownerRule({ spec: { backend, stack } }: Stack): readonly Found[] {
  const [owner = "", ...rest] = stack.split("/");
  const isCloud = backend === undefined || backend.startsWith("https://");
  if (isCloud || rest.length === 0 || owner === "organization") return [];
  return [
    {
      code: "operator/owner",
      field: "spec.stack",
      value: stack,
      rule: "a backend of one's own has no organizations, and finds no stack under one.",
      remedy: "Leave --organization out.",
    },
  ];
}

/** https://www.pulumi.com/docs/iac/cli/environment-variables/ */
function tokenRule({ spec: { backend, envRefs = {} } }: Stack): readonly Found[] {
  const isCloud = backend === undefined || backend.startsWith("https://");
  if (!isCloud || Object.hasOwn(envRefs, "PULUMI_ACCESS_TOKEN")) return [];
  return [
    {
      code: "operator/token",
      field: "spec.envRefs.PULUMI_ACCESS_TOKEN",
      value: null,
      rule: "nobody reads a stack of Pulumi Cloud without a token.",
      remedy: "Name the Secret that has it: --secret PULUMI_ACCESS_TOKEN=secret/key.",
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

/** A length of time as Go writes it, longer than none: https://pkg.go.dev/time#ParseDuration */
const duration = /^\+?(?=[^1-9]*[1-9])(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;

/** The API server takes any text here; the operator cannot read the Stack then, nor any other. */
function prerequisiteRule({ spec: { prerequisites = [] } }: Stack): readonly Found[] {
  return prerequisites.flatMap(({ name, requirement }) => {
    const within = requirement?.succeededWithinDuration;
    if (within === undefined || duration.test(within)) return [];
    return [
      {
        code: "operator/prerequisite",
        field: `spec.prerequisites.${name}.requirement.succeededWithinDuration`,
        value: within,
        rule: "it is no length of time as the operator reads it, and it would read no Stack at all.",
        remedy: "Write such as 10m or 1h30m.",
      },
    ];
  });
}

/** https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
const secretName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const secretKey = /^(?!\.\.)(?!\.$)[A-Za-z0-9._-]{1,253}$/;

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
      // One word alone may be the secret itself, written where its place belongs.
      value: secret.key === "" ? null : `${secret.name}/${secret.key}`,
      rule: "it names no key of a Secret, and the pod would never start.",
      remedy:
        "Write the Secret's name and the key within it, as in --secret DD_API_KEY=belfry-datadog/api-key.",
    }));
}
