import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { checkObjects } from "../../operator/check-objects";
import { documentOf, objectsIn } from "../../operator/document";
import { operatorObjects } from "../../operator/objects";
import type { OperatorRequest } from "../../operator/request";
import type { Stack } from "../../operator/schema";
import { requestOf } from "./request";

const golden = join(__dirname, "golden.yaml");

const stacksOf = (changes: Partial<OperatorRequest>): readonly Stack[] =>
  operatorObjects(requestOf(changes)).filter((each): each is Stack => each.kind === "Stack");

describe("operatorObjects", () => {
  it("makes of production what the committed file says, word for word", () => {
    const text = documentOf(
      operatorObjects(
        requestOf({
          repositorySecret: { name: "git", key: "token" },
          secrets: [{ name: "kubernetes:kubeconfig", secret: "operations-cluster", key: "kubeconfig" }],
          awsRole: "arn:aws:iam::123456789012:role/belfry",
        }),
      ),
      "yaml",
    );
    // Written anew by: UPDATE_GOLDEN=1 npx jest --selectProjects unit -- test/operator/objects.test.ts
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, text);

    expect(text).toBe(readFileSync(golden, "utf8"));
  });

  it.each(["yaml", "json"] as const)("can be read back as %s, and is right", (format) => {
    const objects = operatorObjects(requestOf());
    const read = objectsIn(documentOf(objects, format));

    expect(read).toEqual(objects);
    expect(checkObjects(read ?? [])).toEqual([]);
  });

  it("lets every service wait for what services share, and that for nothing", () => {
    expect(stacksOf({}).map(({ metadata, spec }) => [metadata.name, spec.prerequisites])).toEqual([
      ["prod-estate", undefined],
      ["prod-vendhub", [{ name: "prod-estate", requirement: { succeededWithinDuration: "10m" } }]],
    ]);
  });

  it("hands each shard the environment's file under its own name, and one stack its own file", () => {
    const commands = (changes: Partial<OperatorRequest>) =>
      stacksOf(changes).map(({ spec }) =>
        spec.workspaceTemplate?.spec.podTemplate?.spec.initContainers?.map(({ command }) => command),
      );

    expect(commands({})).toEqual([
      [["cp", "Pulumi.prod.yaml", "Pulumi.prod.estate.yaml"]],
      [["cp", "Pulumi.prod.yaml", "Pulumi.prod.vendhub.yaml"]],
    ]);
    expect(commands({ stacks: [{ stack: "prod", usesSentry: true }] })).toEqual([undefined]);
  });

  it("gives no shard a credential for what it does not deploy", () => {
    const named = stacksOf({}).map(({ spec }) => Object.keys(spec.envRefs ?? {}));

    expect(named).toEqual([
      ["PULUMI_ACCESS_TOKEN", "DD_API_KEY", "DD_APP_KEY"],
      ["PULUMI_ACCESS_TOKEN", "DD_API_KEY", "DD_APP_KEY", "SENTRY_AUTH_TOKEN"],
    ]);
  });

  it("lets a credential be named anew, and gives another backend no token of Pulumi Cloud", () => {
    const secrets = [{ name: "DD_API_KEY", secret: "other", key: "api" }];
    const [estate] = stacksOf({ backend: "s3://state", secrets });

    expect(estate?.spec.backend).toBe("s3://state");
    expect(Object.entries(estate?.spec.envRefs ?? {}).map(([name, { secret }]) => [name, secret])).toEqual([
      ["DD_API_KEY", { name: "other", key: "api" }],
      ["DD_APP_KEY", { name: "belfry-datadog", key: "app-key" }],
    ]);
  });

  it.each([
    [{ protected: false }, { destroyOnFinalize: true }],
    [{ protected: true }, { destroyOnFinalize: false }],
    [{ correctDrift: false }, { refresh: false, continueResyncOnCommitMatch: false }],
    [{ correctDrift: true }, { refresh: true, continueResyncOnCommitMatch: true }],
    [{ create: true }, { useLocalStackOnly: false }],
    [{ create: false }, { useLocalStackOnly: true }],
    [{ resyncSeconds: 900 }, { resyncFrequencySeconds: 900 }],
    [{ organization: null }, { stack: "prod.estate" }],
    [{ branch: null, commit: "a".repeat(40) }, { commit: "a".repeat(40) }],
    [
      { repository: "git@github.com:acme/guardrails.git", repositorySecret: { name: "git", key: "key" } },
      {
        gitAuth: { sshAuth: { sshPrivateKey: { type: "Secret", secret: { name: "git", key: "key" } } } },
      },
    ],
  ] as const)("makes of %j a spec with %j", (changes, expected) => {
    const [estate] = stacksOf(changes);

    expect(estate?.spec).toMatchObject(expected);
  });
});
