import { CATALOGUES } from "../../../sandbox/catalogue/catalogues";
import { listObjects } from "../../../sandbox/inventory";
import { RuleInspector } from "../../../sandbox/inspect/inspector";
import type { PackageName } from "../../../sandbox/packages";
import { SandboxProvider } from "../../../sandbox/provider/provider";
import { awsRules } from "../../../sandbox/rules/aws/book";
import { datadogRules } from "../../../sandbox/rules/datadog/book";
import { kubernetesRules } from "../../../sandbox/rules/kubernetes/book";
import type { RuleBook } from "../../../sandbox/rules/rule";
import { sentryRules } from "../../../sandbox/rules/sentry/book";
import { Deriver } from "../../../sandbox/schema/derive";
import { locateDeclaration } from "../../../sandbox/schema/locate";
import { Sealer } from "../../../sandbox/store/seal";
import { ObjectStore } from "../../../sandbox/store/store";
import { worldOf } from "../../../sandbox/store/world";
import { secret, UNKNOWN_MARK, type WireBag } from "../../../sandbox/wire/values";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder("provider");
const deriver = new Deriver();
const books: Readonly<Record<PackageName, RuleBook>> = {
  datadog: datadogRules,
  aws: awsRules,
  kubernetes: kubernetesRules,
  sentry: sentryRules,
};

function providerOf(name: PackageName): SandboxProvider {
  const store = new ObjectStore(folder);
  const schemas = {
    schemaOf: (type: string) => {
      const declaration = locateDeclaration(type);
      return Promise.resolve(declaration && deriver.derive(type, declaration));
    },
  };
  const { rules, references } = books[name];
  const inspector = new RuleInspector({
    package: name,
    schemas,
    rules,
    references,
    world: worldOf(name, store),
  });
  return new SandboxProvider({ catalogue: CATALOGUES[name], store, sealer: new Sealer(folder), inspector });
}

const datadog = providerOf("datadog");
const aws = providerOf("aws");
const kubernetes = providerOf("kubernetes");
const seed = Uint8Array.of(1, 2, 3);
const make = (provider: SandboxProvider, type: string, inputs: WireBag) =>
  provider.create({ type, name: "x", inputs, preview: false });

const MONITOR = "datadog:index/monitor:Monitor";
const OBJECTIVE = "datadog:index/serviceLevelObjective:ServiceLevelObjective";
const VAULT = "aws:backup/vault:Vault";
const BUCKET = "aws:s3/bucket:Bucket";
const monitor: WireBag = { name: "a", type: "query alert", query: "avg(last_5m):x{*} > 1", message: "m" };

describe("check", () => {
  it("does not repeat a secret in its complaint", async () => {
    const { failures } = await datadog.check({
      type: MONITOR,
      name: "x",
      olds: {},
      news: { ...monitor, priority: secret("s3cr3t-value") },
      seed,
    });
    expect(failures.map(({ property }) => property)).toEqual(["priority"]);
    expect(JSON.stringify(failures)).not.toContain("s3cr3t-value");
  });

  it("generates a name once and keeps it", async () => {
    const first = await aws.check({ type: VAULT, name: "main", olds: {}, news: {}, seed });
    expect(first.inputs["name"]).toMatch(/^main-[0-9a-f]{7}$/);
    const second = await aws.check({
      type: VAULT,
      name: "main",
      olds: first.inputs,
      news: {},
      seed: Uint8Array.of(9),
    });
    expect(second.inputs["name"]).toBe(first.inputs["name"]);
  });

  it("refuses types that the SDK does not declare", async () => {
    const { failures } = await datadog.check({
      type: "datadog:index/siren:Siren",
      name: "x",
      olds: {},
      news: {},
      seed,
    });
    expect(failures[0]?.reason).toMatch(/declares no type/);
  });

  it("turns a policy written as an object into text", async () => {
    const policy = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "kms:*", Principal: "*" }],
    };
    const { inputs, failures } = await aws.check({
      type: "aws:kms/key:Key",
      name: "k",
      olds: {},
      news: { policy },
      seed,
    });
    expect(failures).toEqual([]);
    expect(inputs["policy"]).toBe(JSON.stringify(policy));
  });

  it("puts objects without a namespace into the default one", async () => {
    const { inputs } = await kubernetes.check({
      type: "kubernetes:core/v1:ConfigMap",
      name: "c",
      olds: {},
      news: { apiVersion: "v1", kind: "ConfigMap", data: {} },
      seed,
    });
    expect(inputs["metadata"]).toMatchObject({ namespace: "default" });
  });
});

describe("diff", () => {
  const diff = (type: string, oldInputs: WireBag, news: WireBag) =>
    (type.startsWith("aws") ? aws : datadog).diff({
      type,
      name: "x",
      id: "1",
      oldInputs,
      news,
      ignoreChanges: [],
    });

  it("names each property and what it means", () => {
    const { changes } = diff(
      MONITOR,
      { ...monitor, priority: "1", tags: ["a", "b"] },
      { ...monitor, type: "log alert", tags: ["a", "c"] },
    );
    expect(changes).toEqual([
      { path: "type", kind: "update", replaces: true },
      { path: "priority", kind: "delete", replaces: false },
      { path: "tags[1]", kind: "update", replaces: false },
    ]);
  });

  it("takes the two words for a monitor of metrics for one", () => {
    const news = { ...monitor, type: "metric alert", priority: "1" };
    expect(diff(MONITOR, monitor, news).changes).toEqual([
      { path: "priority", kind: "add", replaces: false },
    ]);
    expect(diff(MONITOR, news, monitor).changes).toEqual([
      { path: "priority", kind: "delete", replaces: false },
    ]);
  });

  it("sees no change in another key order or a secret mark", () => {
    const left = { a: { x: 1, y: secret("s") } };
    const right = { a: { y: "s", x: 1 } };
    expect(diff(MONITOR, left, right).changes).toEqual([]);
    const hidden = { a: secret({ b: 1, c: 2 }) };
    expect(diff(MONITOR, hidden, { a: { b: 1, c: 3 } }).changes.map(({ path }) => path)).toEqual(["a.c"]);
  });

  it("counts an unknown as a change and honours ignored paths", () => {
    expect(diff(MONITOR, monitor, { ...monitor, query: UNKNOWN_MARK }).changes).toHaveLength(1);
    const ignoring = {
      type: MONITOR,
      name: "x",
      id: "1",
      oldInputs: monitor,
      news: { ...monitor, query: "y" },
      ignoreChanges: ["query"],
    };
    expect(datadog.diff(ignoring).changes).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ["name", ["namespace", "nested.name", '["a.b"]', "rules[0].name", "rules[0].level", "rules[1].name"]],
    ["nested", ["name", "namespace", '["a.b"]', "rules[0].name", "rules[0].level", "rules[1].name"]],
    ["nested.name", ["name", "namespace", '["a.b"]', "rules[0].name", "rules[0].level", "rules[1].name"]],
    ['nested["name"]', ["name", "namespace", '["a.b"]', "rules[0].name", "rules[0].level", "rules[1].name"]],
    ['["a.b"]', ["name", "namespace", "nested.name", "rules[0].name", "rules[0].level", "rules[1].name"]],
    ["rules", ["name", "namespace", "nested.name", '["a.b"]']],
    ["rules[0]", ["name", "namespace", "nested.name", '["a.b"]', "rules[1].name"]],
    ["rules[0].level", ["name", "namespace", "nested.name", '["a.b"]', "rules[0].name", "rules[1].name"]],
    ["rules[*].name", ["name", "namespace", "nested.name", '["a.b"]', "rules[0].level"]],
    ["*", []],
    ["*.name", ["name", "namespace", '["a.b"]', "rules[0].name", "rules[0].level", "rules[1].name"]],
  ])("overlooks with %s all of it and nothing that is only called alike", (ignored, left) => {
    const news = {
      name: "new",
      namespace: "new",
      nested: { name: "new" },
      "a.b": "new",
      rules: [
        { name: "new", level: "new" },
        { name: "new", level: "old" },
      ],
    };
    const oldInputs = {
      name: "old",
      namespace: "old",
      nested: { name: "old" },
      "a.b": "old",
      rules: [
        { name: "old", level: "old" },
        { name: "old", level: "old" },
      ],
    };
    const call = { type: MONITOR, name: "x", id: "1", oldInputs, news, ignoreChanges: [ignored] };

    expect(datadog.diff(call).changes.map(({ path }) => path)).toEqual(left);
  });

  it("deletes before it replaces what carries a name given by hand", () => {
    const byHand = diff(VAULT, { name: "v", kmsKeyArn: "a" }, { name: "v", kmsKeyArn: "b" });
    expect(byHand).toMatchObject({
      deleteBeforeReplace: true,
      changes: [{ path: "kmsKeyArn", replaces: true }],
    });
    const generated = diff(
      VAULT,
      { name: "x-1234567", kmsKeyArn: "a" },
      { name: "x-1234567", kmsKeyArn: "b" },
    );
    expect(generated.deleteBeforeReplace).toBe(false);
  });
});

describe("objects", () => {
  it("look like the real provider's", async () => {
    expect((await make(datadog, MONITOR, monitor)).id).toMatch(/^\d{9}$/);
    const bucket = await make(aws, BUCKET, { bucket: "dumps" });
    expect(bucket.outputs).toMatchObject({
      arn: "arn:aws:s3:::dumps",
      bucketDomainName: "dumps.s3.amazonaws.com",
    });
    const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c", namespace: "ops" } };
    const made = await make(kubernetes, "kubernetes:core/v1:ConfigMap", map);
    expect(made.id).toBe("ops/c");
    expect(made.outputs["metadata"]).toMatchObject({ name: "c", resourceVersion: "1" });
    await expect(make(kubernetes, "kubernetes:core/v1:ConfigMap", map)).rejects.toThrow(
      /configmaps "c" already exists/,
    );
  });

  it("promise nothing that a preview cannot know", async () => {
    const { id, outputs } = await aws.create({
      type: BUCKET,
      name: "x",
      inputs: { bucket: "b" },
      preview: true,
    });
    expect(id).toBe("");
    expect(outputs).toMatchObject({ arn: UNKNOWN_MARK, forceDestroy: false });
    expect(await listObjects(folder, { type: BUCKET, where: (object) => object.id === "b" })).toEqual([]);
  });

  it("refuse a taken name in the provider's words; Datadog takes twins", async () => {
    await make(aws, VAULT, { name: "twice" });
    await expect(make(aws, VAULT, { name: "twice" })).rejects.toThrow(
      /AlreadyExistsException: Backup vault with the same name/,
    );
    await make(datadog, MONITOR, monitor);
    await expect(make(datadog, MONITOR, monitor)).resolves.toBeDefined();
  });

  it("are read with inputs, updated in place, and gone when deleted twice", async () => {
    const { id } = await make(datadog, MONITOR, { ...monitor, escalationMessage: secret("pager-key") });
    const call = { type: MONITOR, name: "x", id };
    const known = { escalationMessage: secret("pager-key") };
    expect((await datadog.read({ ...call, known }))?.inputs).toEqual({ ...monitor, ...known });
    await datadog.update({ ...call, inputs: { ...monitor, name: "b" }, preview: false });
    expect((await datadog.read({ ...call, known: {} }))?.inputs["name"]).toBe("b");
    await datadog.delete(call);
    await datadog.delete(call);
    expect(await datadog.read({ ...call, known: {} })).toBeUndefined();
    await expect(datadog.update({ ...call, inputs: monitor, preview: false })).rejects.toThrow(/404/);
  });
});

describe("references", () => {
  it("want the objective of a burn-rate alert, and a factor that it can reach", async () => {
    const burn = (id: string, factor: number) => ({
      ...monitor,
      type: "slo alert",
      query: `burn_rate("${id}").over("30d").long_window("1h").short_window("5m") > ${factor}`,
    });
    await expect(make(datadog, MONITOR, burn("nobody", 2))).rejects.toThrow(/SLO nobody not found/);
    const { id } = await make(datadog, OBJECTIVE, {
      name: "o",
      type: "metric",
      thresholds: [{ timeframe: "30d", target: 90 }],
    });
    await expect(make(datadog, MONITOR, burn(id, 14.4))).rejects.toThrow(/must be below 10/);
    await expect(make(datadog, MONITOR, burn(id, 6))).resolves.toBeDefined();
  });

  it("want a monitor on metrics for an objective on its time that has alerts", async () => {
    const on = (id: string) => ({
      name: "o",
      type: "monitor",
      monitorIds: [Number(id)],
      thresholds: [{ timeframe: "30d", target: 95 }],
    });
    const burn = (id: string) => ({
      ...monitor,
      type: "slo alert",
      query: `burn_rate("${id}").over("30d").long_window("6h").short_window("30m") > 6`,
    });
    const check = {
      ...monitor,
      type: "service check",
      query: '"datadog.agent.up".over("env:prod").by("host").last(2).count_by_status()',
    };
    const events = {
      ...monitor,
      type: "event-v2 alert",
      query: 'events("a:b").rollup("count").last("5m") > 0',
    };

    await expect(make(datadog, OBJECTIVE, on("1"))).rejects.toThrow(/monitor 1 does not exist/);
    const event = await make(datadog, MONITOR, events);
    await expect(make(datadog, OBJECTIVE, on(event.id))).rejects.toThrow(/is a event-v2 alert, which no SLO/);
    const counted = await make(datadog, OBJECTIVE, on((await make(datadog, MONITOR, check)).id));
    await expect(make(datadog, MONITOR, burn(counted.id))).rejects.toThrow(
      /a service check, and has no alerts/,
    );
    const metric = await make(datadog, MONITOR, monitor);
    const alerted = await make(datadog, OBJECTIVE, on(metric.id));
    await expect(make(datadog, MONITOR, burn(alerted.id))).resolves.toBeDefined();
    const call = { type: MONITOR, name: "x", id: metric.id };
    await expect(datadog.delete(call)).rejects.toThrow(/is referenced in slos/);
  });

  it("want a versioned bucket for a backup", async () => {
    await make(aws, BUCKET, { bucket: "unversioned" });
    await make(aws, VAULT, { name: "vault" });
    const plan = await make(aws, "aws:backup/plan:Plan", {
      name: "p",
      rules: [{ targetVaultName: "vault" }],
    });
    const selection = { name: "s", planId: plan.id, resources: ["arn:aws:s3:::unversioned"] };
    await expect(make(aws, "aws:backup/selection:Selection", selection)).rejects.toThrow(/not versioned/);
    await make(aws, "aws:s3/bucketVersioning:BucketVersioning", {
      bucket: "unversioned",
      versioningConfiguration: { status: "Enabled" },
    });
    await expect(make(aws, "aws:backup/selection:Selection", selection)).resolves.toBeDefined();
    const call = { type: "aws:backup/plan:Plan", name: "x", id: plan.id };
    await expect(aws.delete(call)).rejects.toThrow(/selections must be deleted prior/);
  });

  it.each([
    ["aws:backup/plan:Plan", { rules: [{ targetVaultName: "nowhere" }] }, /vault nowhere does not exist/],
    ["aws:iam/rolePolicy:RolePolicy", { role: "nobody", name: "p" }, /role with name nobody cannot be found/],
    ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "nothing" }, /NoSuchBucket/],
  ])("want what %s names", async (type, inputs, words) => {
    await expect(make(aws, type, inputs)).rejects.toThrow(words);
  });
});

describe("functions", () => {
  it("answer who is calling, and say no to what they cannot know", () => {
    expect(aws.invoke({ token: "aws:index/getCallerIdentity:getCallerIdentity", args: {} })).toMatchObject({
      accountId: "111122223333",
    });
    expect(() => aws.invoke({ token: "aws:ec2/getVpc:getVpc", args: {} })).toThrow(
      /does not answer the function "aws:ec2\/getVpc:getVpc"/,
    );
  });
});
