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
      "/",
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
