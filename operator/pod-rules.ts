import { shardOf } from "../stacks/shard";
import type { Found } from "./finding";
import type { Stack } from "./schema";
import { configurationCommand, checkoutFolder } from "./workspace";
import type { WorkspaceContainer } from "./workspace-schema";

/** What is wrong with the pod in which a Stack runs. */
export const podFindings = (stack: Stack): readonly Found[] =>
  [imageRule, securityRule, resourcesRule, mountRule, configurationRule].flatMap((rule) => rule(stack));

const template = "spec.workspaceTemplate.spec";

/** Containers that the operator makes: https://github.com/pulumi/pulumi-kubernetes-operator/blob/v2.9.0/operator/internal/controller/auto/workspace_controller.go */
const operatorsOwn: readonly string[] = ["bootstrap", "fetch", "pulumi"];

interface Placed {
  readonly container: WorkspaceContainer;
  readonly field: string;
}

function containersOf({ spec: { workspaceTemplate } }: Stack): readonly Placed[] {
  const { containers = [], initContainers = [] } = workspaceTemplate?.spec.podTemplate?.spec ?? {};
  const placed = (list: readonly WorkspaceContainer[], kind: string): readonly Placed[] =>
    list.map((container) => ({ container, field: `${template}.podTemplate.spec.${kind}.${container.name}` }));
  return [...placed(initContainers, "initContainers"), ...placed(containers, "containers")];
}

const namePart = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";

/** https://github.com/distribution/reference/blob/v0.6.0/reference.go */
const pinned = new RegExp(
  `^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d+)?/)?${namePart}(?:/${namePart})*(?::\\w[\\w.-]{0,127})?@sha256:[0-9a-f]{64}$`,
);

function imageRule(stack: Stack): readonly Found[] {
  const { image } = stack.spec.workspaceTemplate?.spec ?? {};
  const images = containersOf(stack)
    // What the operator makes has the workspace's image, or its own, where nothing else is said.
    .filter(({ container }) => container.image !== undefined || !operatorsOwn.includes(container.name))
    .filter(({ container }) => container.image !== image)
    .map(({ container, field }) => ({ field: `${field}.image`, named: container.image }));
  return [{ field: `${template}.image`, named: image }, ...images]
    .filter(({ named }) => named === undefined || !pinned.test(named))
    .map(({ field, named }) => ({
      code: "operator/image",
      field,
      value: named || null,
      rule: "a tag can be moved to another content, and this one gets every key: an image is pinned by its digest.",
      remedy:
        "Name --image with @sha256:…, as `docker buildx imagetools inspect pulumi/pulumi:3.259.0-nonroot` prints it.",
    }));
}

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
function securityRule(stack: Stack): readonly Found[] {
  const { podTemplate, securityProfile = "restricted" } = stack.spec.workspaceTemplate?.spec ?? {};
  const pod = podTemplate?.spec.securityContext;
  const profile = securityProfile === "restricted" ? [] : [`${template}.securityProfile`];
  const weak = containersOf(stack).flatMap(({ container, field }) => {
    const said = container.securityContext ?? {};
    const isOwn = operatorsOwn.includes(container.name);
    const wrong = [
      // The operator's own containers have what is not said here.
      said.allowPrivilegeEscalation === true || (!isOwn && said.allowPrivilegeEscalation === undefined)
        ? "allowPrivilegeEscalation"
        : null,
      said.capabilities?.drop.includes("ALL") === false || (!isOwn && said.capabilities === undefined)
        ? "capabilities.drop"
        : null,
      (said.runAsNonRoot ?? pod?.runAsNonRoot ?? isOwn) ? null : "runAsNonRoot",
      (said.seccompProfile ?? pod?.seccompProfile ?? isOwn) ? null : "seccompProfile",
    ];
    return wrong.flatMap((each) => (each === null ? [] : [`${field}.securityContext.${each}`]));
  });
  return [...profile, ...weak].map((field) => ({
    code: "operator/security",
    field,
    value: null,
    rule: "a namespace that enforces the restricted Pod Security Standard refuses such a pod, and one that does not would run it with more rights than it needs.",
    remedy: "Write it as `belfry operator` does.",
  }));
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const quantity = /^\+?(\d+(?:\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

const decimals: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** A quantity as a number; null for a text that is none. */
function amountOf(text: string): number | null {
  const [, number, suffix = ""] = quantity.exec(text) ?? [];
  if (number === undefined) return null;
  const [power = ""] = suffix;
  if (suffix.endsWith("i")) return Number(number) * 1024 ** ("KMGTPE".indexOf(power) + 1);
  return Number(`${number}e${suffix.length > 1 ? suffix.slice(1) : (decimals[suffix] ?? 0)}`);
}

function resourcesRule(stack: Stack): readonly Found[] {
  const { resources } = stack.spec.workspaceTemplate?.spec ?? {};
  const all = [
    { field: `${template}.resources`, resources },
    ...containersOf(stack).map(({ container, field }) => ({
      field: `${field}.resources`,
      resources: container.resources,
    })),
  ];
  return all.flatMap(({ field, resources: { limits = {}, requests = {} } = {} }) => [
    ...Object.entries({ requests, limits }).flatMap(([kind, amounts]) =>
      Object.entries(amounts)
        .filter(([, amount]) => amountOf(amount) === null)
        .map(([name, amount]) => ({
          code: "operator/resources",
          field: `${field}.${kind}.${name}`,
          value: amount,
          rule: "it is no quantity of Kubernetes.",
          remedy: "Write such as 500m or 2Gi.",
        })),
    ),
    ...Object.entries(requests)
      .filter(([name, amount]) => (amountOf(amount) ?? 0) > (amountOf(limits[name] ?? "") ?? Infinity))
      .map(([name, amount]) => ({
        code: "operator/resources",
        field: `${field}.requests.${name}`,
        value: `${amount}, of at most ${limits[name] ?? ""}`,
        rule: "a pod cannot ask for more than it may have.",
        remedy: "Ask for less, or raise the limit.",
      })),
  ]);
}

/** Volume of the operator's own, with the checkout. */
const share = "share";

/** The API server refuses a pod that mounts what it does not have. */
function mountRule(stack: Stack): readonly Found[] {
  const { volumes = [] } = stack.spec.workspaceTemplate?.spec.podTemplate?.spec ?? {};
  const known = [share, ...volumes.map(({ name }) => name)];
  return containersOf(stack).flatMap(({ container: { volumeMounts = [] }, field }) =>
    volumeMounts
      .filter(({ name }) => !known.includes(name))
      .map(({ name }) => ({
        code: "operator/volume",
        field: `${field}.volumeMounts`,
        value: name,
        rule: "the pod has no volume of this name.",
        remedy: `Add it to volumes, or name one of ${known.join(", ")}.`,
      })),
  );
}

/** A shard whose settings are another environment's would deploy that environment's guardrails as its own. */
function configurationRule(stack: Stack): readonly Found[] {
  const name = stack.spec.stack.split("/").pop() ?? "";
  const { environment, shard } = shardOf(name);
  if (shard === null) return [];
  const wanted = configurationCommand(environment, name).join(" ");
  const copies = containersOf(stack).filter(({ container }) => container.command?.[0] === "cp");
  const isThere = copies.some(
    ({ container: { command, volumeMounts = [], workingDir } }) =>
      command?.join(" ") === wanted &&
      workingDir === checkoutFolder &&
      volumeMounts.some(({ mountPath, name: volume }) => volume === share && mountPath === "/share"),
  );
  if (isThere && copies.length === 1) return [];
  return [
    {
      code: "operator/configuration",
      field: `${template}.podTemplate.spec.initContainers`,
      value: copies.map(({ container }) => container.command?.join(" ")).join("; ") || null,
      rule: `the pod reads the settings of ${name} from a copy of Pulumi.${environment}.yaml, which nothing else makes.`,
      remedy: `Let one container with the volume ${share} at /share run ${wanted} in ${checkoutFolder}, as \`belfry operator\` writes it.`,
    },
  ];
}
