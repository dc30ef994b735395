import fc from "fast-check";

import type { Problem } from "../../model/problem";
import { checkObjects } from "../../operator/check-objects";
import { operatorObjects } from "../../operator/objects";
import type { OperatorRequest } from "../../operator/request";
import type { Stack } from "../../operator/schema";
import { knownServices } from "../../stacks/load-plan";
import { environmentName } from "../../stacks/raw-config";
import { digest, requestOf } from "./request";

const told = (problems: readonly Problem[]) => problems.map(({ code, path, value }) => [code, path, value]);

const of = (changes: Partial<OperatorRequest>) => told(checkObjects(operatorObjects(requestOf(changes))));

/** Good objects with one thing changed in the second Stack. */
function changed(change: (stack: Stack) => unknown): readonly unknown[] {
  const objects = operatorObjects(requestOf());
  return objects.map((each) =>
    each.kind === "Stack" && each.metadata.name === "prod-vendhub" ? change(each) : each,
  );
}

const spec = (changes: Readonly<Record<string, unknown>>) =>
  changed((stack) => ({ ...stack, spec: { ...stack.spec, ...changes } }));

/** Good objects with something changed in the second Stack's workspace. */
const workspace = (changes: Readonly<Record<string, unknown>>) =>
  changed(({ spec: own, ...stack }) => ({
    ...stack,
    spec: { ...own, workspaceTemplate: { spec: { ...own.workspaceTemplate?.spec, ...changes } } },
  }));

/** Good objects with something changed in a container of the second Stack. */
const container = (kind: "containers" | "initContainers", changes: Readonly<Record<string, unknown>>) =>
  changed((stack) => {
    const template = stack.spec.workspaceTemplate?.spec.podTemplate?.spec;
    const list = (template?.[kind] ?? []).map((each) => ({ ...each, ...changes }));
    const podTemplate = { spec: { ...template, [kind]: list } };
    const workspaceTemplate = { spec: { ...stack.spec.workspaceTemplate?.spec, podTemplate } };
    return { ...stack, spec: { ...stack.spec, workspaceTemplate } };
  });

/** Good objects with something changed in the second Stack's pod. */
const workspaceOfPod = (changes: Readonly<Record<string, unknown>>) =>
  changed(({ spec: own, ...stack }) => {
    const template = own.workspaceTemplate?.spec;
    const podTemplate = { spec: { ...template?.podTemplate?.spec, ...changes } };
    return { ...stack, spec: { ...own, workspaceTemplate: { spec: { ...template, podTemplate } } } };
  });

const pod = "spec.workspaceTemplate.spec.podTemplate.spec";

const both = "prod-estate and 1 more";

describe("checkObjects", () => {
  it("finds nothing wrong with what is asked for well", () => {
    expect(of({})).toEqual([]);
    expect(of({ branch: null, commit: "0123456789abcdef".repeat(3).slice(0, 40) })).toEqual([]);
    expect(of({ stacks: [{ stack: "prod", usesSentry: true }] })).toEqual([]);
  });

  it.each<readonly [Partial<OperatorRequest>, string, string, string | null]>([
    [{ commit: "a".repeat(40) }, "operator/source", `${both} spec.branch`, "main"],
    [{ branch: null }, "operator/source", `${both} spec.branch`, null],
    [{ branch: null, commit: "e1f60b1" }, "operator/commit", `${both} spec.commit`, "e1f60b1"],
    [
      { repository: "http://github.com/a/b" },
      "operator/repository",
      `${both} spec.projectRepo`,
      "http://github.com/a/b",
    ],
    [{ repository: "" }, "operator/repository", `${both} spec.projectRepo`, null],
    [
      { repository: "https://ann:secret@github.com/a/b" },
      "operator/repository",
      `${both} spec.projectRepo`,
      null,
    ],
    [
      { repository: "git@github.com:a/b.git" },
      "operator/repository-secret",
      `${both} spec.projectRepo`,
      "git@github.com:a/b.git",
    ],
    [
      { image: "pulumi/pulumi:latest" },
      "operator/image",
      `${both} spec.workspaceTemplate.spec.image`,
      "pulumi/pulumi:latest",
    ],
    [{ image: "" }, "operator/image", `${both} spec.workspaceTemplate.spec.image`, null],
    [
      { image: `pulumi/pulumi@${digest.slice(0, -1)}` },
      "operator/image",
      `${both} spec.workspaceTemplate.spec.image`,
      `pulumi/pulumi@${digest.slice(0, -1)}`,
    ],
    [{ backend: "file:///state" }, "operator/backend", `${both} spec.backend`, "file:///state"],
    [{ resyncSeconds: 59 }, "operator/resync", `${both} spec.resyncFrequencySeconds`, "59"],
    [{ organization: "a b" }, "operator/stack", "prod-estate spec.stack", "a b/prod.estate"],
    [{ namespace: "Belfry" }, "operator/namespace", `${both} metadata.namespace`, "Belfry"],
    [{ awsRole: "belfry" }, "operator/aws-role", "belfry-prod metadata.annotations", "belfry"],
    [
      { secrets: [{ name: "DD_API_KEY", secret: "", key: "" }] },
      "operator/secret",
      `${both} spec.envRefs.DD_API_KEY`,
      null,
    ],
    [
      { secrets: [{ name: "DD_API_KEY", secret: "a..b", key: "..key" }] },
      "operator/secret",
      `${both} spec.envRefs.DD_API_KEY`,
      "a..b/..key",
    ],
    [{ branch: "" }, "operator/source", `${both} spec.branch`, ""],
    [{ branch: "a".repeat(40) }, "operator/branch", `${both} spec.branch`, "a".repeat(40)],
    [{ branch: "feature..x" }, "operator/branch", `${both} spec.branch`, "feature..x"],
    [{ branch: "a branch" }, "operator/branch", `${both} spec.branch`, "a branch"],
    [
      { repository: "http://ann:secret@github.com/a/b" },
      "operator/repository",
      `${both} spec.projectRepo`,
      null,
    ],
    [
      { repository: "https://github.com/a/b?access_token=secret" },
      "operator/repository",
      `${both} spec.projectRepo`,
      null,
    ],
    [{ backend: "" }, "operator/backend", `${both} spec.backend`, ""],
    [{ backend: "state" }, "operator/backend", `${both} spec.backend`, "state"],
    [
      { backend: "http://pulumi.example" },
      "operator/backend",
      `${both} spec.backend`,
      "http://pulumi.example",
    ],
    [{ backend: "FILE:///state" }, "operator/backend", `${both} spec.backend`, "FILE:///state"],
    [{ backend: "postgres://ann:secret@db.example/state" }, "operator/backend", `${both} spec.backend`, null],
    [{ backend: "https://token@pulumi.example" }, "operator/backend", `${both} spec.backend`, null],
    [{ backend: "s3://state" }, "operator/owner", "prod-estate spec.stack", "acme/prod.estate"],
    [
      { image: `https://ghcr.io/acme/pulumi@${digest}` },
      "operator/image",
      `${both} spec.workspaceTemplate.spec.image`,
      `https://ghcr.io/acme/pulumi@${digest}`,
    ],
    [
      { repositorySecret: { name: "Git", key: "token" } },
      "operator/secret",
      `${both} spec.gitAuth.accessToken`,
      "Git/token",
    ],
  ])("says of %j: %s at %s", (changes, ...expected) => {
    expect(of(changes)[0]).toEqual(expected);
  });

  it.each<Partial<OperatorRequest>>([
    { namespace: "2belfry" },
    { branch: "refs/heads/release/1.x" },
    { backend: "s3://state?region=eu-central-1&awssdk=v2", organization: null },
    { backend: "azblob://state?storage_account=acme", organization: "organization" },
    { backend: "postgres://belfry@db.example/state", organization: null },
    { backend: "https://pulumi.acme.example" },
    { image: `ghcr.io:443/acme/belfry_runner/pulumi@${digest}` },
    { image: `localhost:5000/pulumi:3.259.0@${digest}` },
  ])("takes %j", (changes) => {
    expect(of(changes)).toEqual([]);
  });

  it("refuses what the API server would of an environment whose name ends with a hyphen", () => {
    const stacks = [{ stack: "prod-.estate", usesSentry: false }];

    expect(of({ environment: "prod-", stacks })).toEqual([
      ["operator/name", "belfry-prod- metadata.name", "belfry-prod-"],
      ["operator/label", "prod--estate metadata.labels.belfry/environment", "prod-"],
    ]);
  });

  it("takes a name of 42 characters, and not of 43", () => {
    const named = (length: number) => {
      const environment = "e".repeat(length - "-vendhub".length);
      return of({
        environment,
        stacks: [{ stack: `${environment}.vendhub`, usesSentry: false }],
      });
    };

    expect(named(42)).toEqual([]);
    expect(named(43)).toEqual([
      ["operator/name", `${"e".repeat(35)}-vendhub metadata.name`, `${"e".repeat(35)}-vendhub`],
    ]);
  });

  it("takes every name that an environment may have, with every service that there is", () => {
    const names = fc.stringMatching(environmentName);
    const services = fc.constantFrom(...knownServices.map(({ name }) => name));

    fc.assert(
      fc.property(names, services, (environment, service) => {
        const stacks = [{ stack: `${environment}.${service}`, usesSentry: false }];
        expect(of({ environment, stacks })).toEqual([]);
      }),
    );
  });

  it("refuses a name that a Service cannot have", () => {
    const stacks = [{ stack: "2prod", usesSentry: false }];

    expect(of({ environment: "2prod", stacks })[0]?.[0]).toBe("operator/name");
  });

  it.each<readonly [string, readonly unknown[], string, string, string | null]>([
    [
      "a field that v2.9.0 does not have",
      spec({ driftDetection: { enabled: true } }),
      "operator/field",
      "prod-vendhub spec.driftDetection",
      null,
    ],
    [
      "a value of another type",
      spec({ resyncFrequencySeconds: "1h" }),
      "operator/field",
      "prod-vendhub spec.resyncFrequencySeconds",
      null,
    ],
    [
      "a credential written out",
      spec({ envRefs: { DD_API_KEY: { type: "Literal", literal: { value: "0123" } } } }),
      "operator/field",
      "prod-vendhub spec.envRefs.DD_API_KEY.type",
      null,
    ],
    [
      "a Secret of another namespace",
      spec({
        envRefs: { DD_API_KEY: { type: "Secret", secret: { name: "a", key: "b", namespace: "other" } } },
      }),
      "operator/field",
      "prod-vendhub spec.envRefs.DD_API_KEY.secret.namespace",
      null,
    ],
    [
      "a prerequisite that is not there",
      spec({ prerequisites: [{ name: "prod-shop" }] }),
      "operator/prerequisite",
      "prod-vendhub spec.prerequisites",
      "prod-shop",
    ],
    [
      "a prerequisite of itself",
      spec({ prerequisites: [{ name: "prod-vendhub" }] }),
      "operator/prerequisite",
      "prod-vendhub spec.prerequisites",
      "prod-vendhub -> prod-vendhub",
    ],
    [
      "a time that the operator cannot read",
      spec({ prerequisites: [{ name: "prod-estate", requirement: { succeededWithinDuration: "10 min" } }] }),
      "operator/prerequisite",
      "prod-vendhub spec.prerequisites.prod-estate.requirement.succeededWithinDuration",
      "10 min",
    ],
    [
      "a Stack that is there twice",
      [...operatorObjects(requestOf()), ...changed((stack) => stack).slice(-1)],
      "operator/twice",
      "prod-vendhub metadata.name",
      "prod-vendhub",
    ],
    [
      "a stack that two Stacks deploy",
      spec({ stack: "acme/prod.estate" }),
      "operator/twice",
      "prod-vendhub spec.stack",
      "acme/prod.estate",
    ],
    [
      "a Stack apart from the others",
      changed((stack) => ({ ...stack, metadata: { ...stack.metadata, namespace: "other" } })),
      "operator/namespace",
      "prod-vendhub metadata.namespace",
      "other",
    ],
    [
      "an account that is not there",
      spec({ serviceAccountName: "belfry-prd" }),
      "operator/account",
      "prod-vendhub spec.serviceAccountName",
      "belfry-prd",
    ],
    [
      "an account that may ask nobody",
      operatorObjects(requestOf()).filter(({ kind }) => kind !== "ClusterRoleBinding"),
      "operator/account",
      `${both} spec.serviceAccountName`,
      "belfry-prod",
    ],
    [
      "another environment's settings",
      container("initContainers", { command: ["cp", "Pulumi.staging.yaml", "Pulumi.prod.vendhub.yaml"] }),
      "operator/configuration",
      `prod-vendhub ${pod}.initContainers`,
      "cp Pulumi.staging.yaml Pulumi.prod.vendhub.yaml",
    ],
    [
      "no settings at all",
      container("initContainers", { command: ["true"] }),
      "operator/configuration",
      `prod-vendhub ${pod}.initContainers`,
      null,
    ],
    [
      "an image by its tag in place of Pulumi's",
      container("containers", { image: "acme/pulumi:latest" }),
      "operator/image",
      `prod-vendhub ${pod}.containers.pulumi.image`,
      "acme/pulumi:latest",
    ],
    [
      "an image by its tag before it",
      container("initContainers", { image: "busybox" }),
      "operator/image",
      `prod-vendhub ${pod}.initContainers.configuration.image`,
      "busybox",
    ],
    [
      "settings in no volume",
      container("initContainers", { volumeMounts: [] }),
      "operator/configuration",
      `prod-vendhub ${pod}.initContainers`,
      "cp Pulumi.prod.yaml Pulumi.prod.vendhub.yaml",
    ],
    [
      "a volume that is not there",
      workspaceOfPod({ volumes: [] }),
      "operator/volume",
      `prod-vendhub ${pod}.containers.pulumi.volumeMounts`,
      "temporary",
    ],
    [
      "no token",
      spec({ envRefs: {} }),
      "operator/token",
      "prod-vendhub spec.envRefs.PULUMI_ACCESS_TOKEN",
      null,
    ],
    [
      "a service that does not wait",
      spec({ prerequisites: undefined }),
      "operator/prerequisite",
      "prod-vendhub spec.prerequisites",
      null,
    ],
    [
      "a wider profile",
      workspace({ securityProfile: "baseline" }),
      "operator/security",
      "prod-vendhub spec.workspaceTemplate.spec.securityProfile",
      null,
    ],
    [
      "a right to gain more rights",
      container("containers", { securityContext: { allowPrivilegeEscalation: true } }),
      "operator/security",
      `prod-vendhub ${pod}.containers.pulumi.securityContext.allowPrivilegeEscalation`,
      null,
    ],
    [
      "an added container that says nothing of rights",
      container("initContainers", { securityContext: undefined }),
      "operator/security",
      `prod-vendhub ${pod}.initContainers.configuration.securityContext.capabilities.drop`,
      null,
    ],
    [
      "a container that may be root",
      container("containers", { securityContext: { runAsNonRoot: false } }),
      "operator/security",
      `prod-vendhub ${pod}.containers.pulumi.securityContext.runAsNonRoot`,
      null,
    ],
    [
      "a quantity that is none",
      workspace({ resources: { limits: { memory: "2GB" } } }),
      "operator/resources",
      "prod-vendhub spec.workspaceTemplate.spec.resources.limits.memory",
      "2GB",
    ],
    [
      "more asked for than allowed",
      workspace({
        resources: { requests: { cpu: "1500m", memory: "1Gi" }, limits: { cpu: "1", memory: "1.1e9" } },
      }),
      "operator/resources",
      "prod-vendhub spec.workspaceTemplate.spec.resources.requests.cpu",
      "1500m, of at most 1",
    ],
    ["something that is no object", [null], "operator/field", "an object (the object)", null],
    [
      "an object of another kind",
      [{ kind: "Secret", metadata: { name: "keys" } }],
      "operator/field",
      "keys kind",
      null,
    ],
  ])("finds in a file: %s", (_what, objects, ...expected) => {
    expect(told(checkObjects(objects))).toContainEqual(expected);
  });

  it("never shows what stands where a Secret should be named", () => {
    const objects = spec({ envRefs: { DD_API_KEY: { type: "Literal", literal: { value: "hunter2" } } } });

    expect(JSON.stringify(checkObjects(objects))).not.toContain("hunter2");
  });

  it("finds Stacks that wait for each other", () => {
    const waiting = operatorObjects(requestOf()).map((each) =>
      each.kind === "Stack" && each.metadata.name === "prod-estate"
        ? { ...each, spec: { ...each.spec, prerequisites: [{ name: "prod-vendhub" }] } }
        : each,
    );

    expect(told(checkObjects(waiting))).toEqual([
      [
        "operator/prerequisite",
        "prod-estate spec.prerequisites",
        "prod-estate -> prod-vendhub -> prod-estate",
      ],
      [
        "operator/prerequisite",
        "prod-vendhub spec.prerequisites",
        "prod-vendhub -> prod-estate -> prod-vendhub",
      ],
    ]);
  });
});
