import type { WorkspaceContainer, WorkspaceTemplate } from "./workspace-schema";

/** Where the operator puts the checkout of the repository in each pod. */
export const checkoutFolder = "/share/workspace";

/** Container of the operator's pod in which Pulumi runs. */
const pulumiContainer = "pulumi";

/** A pod of one run has nothing to keep: these folders are its own, and all that it may write beside the checkout. */
const writable = [
  { name: "temporary", mountPath: "/tmp" },
  { name: "home", mountPath: "/home/belfry" },
] as const;

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
const security: NonNullable<WorkspaceContainer["securityContext"]> = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

/**
 * Node, the engine and four providers side by side; the operator's agent takes the request as its own limit too. A stack of
 * a shard has some hundred resources at most, so a core is enough for all of them.
 */
const resources = { requests: { cpu: "250m", memory: "1Gi" }, limits: { cpu: "1", memory: "2Gi" } };

/** In what a stack runs. */
export interface WorkspaceNeeds {
  /** Image of the container in which Pulumi runs. */
  readonly image: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Name of its environment, whose file it reads. */
  readonly environment: string;
}

/**
 * The workspace of a stack. The restricted profile of the operator leaves the root's files writable, and knows nothing of
 * containers that are added: both are said here.
 */
export function workspaceOf({ environment, image, stack }: WorkspaceNeeds): WorkspaceTemplate {
  const initContainers = stack === environment ? [] : [configurationOf({ environment, image, stack })];
  return {
    spec: {
      image,
      // A digest names one content for ever.
      imagePullPolicy: "IfNotPresent",
      securityProfile: "restricted",
      env: [
        { name: "HOME", value: "/home/belfry" },
        { name: "PULUMI_SKIP_UPDATE_CHECK", value: "true" },
      ],
      resources,
      podTemplate: {
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          ...(initContainers.length > 0 ? { initContainers } : {}),
          containers: [
            {
              name: pulumiContainer,
              securityContext: security,
              volumeMounts: writable.map((each) => ({ ...each })),
            },
          ],
          volumes: writable.map(({ name }) => ({ name, emptyDir: {} })),
        },
      },
    },
  };
}

/** What makes an environment's file the one that Pulumi reads for a stack of another name. */
export const configurationCommand = (environment: string, stack: string): readonly string[] => [
  "cp",
  `Pulumi.${environment}.yaml`,
  `Pulumi.${stack}.yaml`,
];

/**
 * Pulumi looks for a stack's settings under the stack's own name, and the operator has no field for another file. So the
 * environment's one file is copied after the checkout was fetched, and what a commit changes in it holds with that commit.
 */
function configurationOf({ environment, image, stack }: WorkspaceNeeds): WorkspaceContainer {
  return {
    name: "configuration",
    image,
    command: [...configurationCommand(environment, stack)],
    workingDir: checkoutFolder,
    securityContext: security,
    // The operator's own volume, with the checkout.
    volumeMounts: [{ name: "share", mountPath: "/share" }],
  };
}
