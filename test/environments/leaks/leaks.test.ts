import { leavesOf } from "../../../environments/leaks/leaves";
import { leaksOf, type StateObject } from "../../../environments/leaks/leaks";
import { stateObjects, stateSecrets } from "../../../environments/leaks/state";
import type { Environment } from "../../../model/environment";
import type { Service } from "../../../model/service";
import type { SettingDeclaration } from "../../../model/setting";
import type { PlanInputs } from "../../../plan/build";
import { knownServices } from "../../../stacks/load-plan";
import { loadCommitted } from "../../support/models";

const declared = knownServices.flatMap(({ settings }) => settings);

/** What production would write: the runbook's answers, else what the examples show. */
const produced = ({ example, fallback }: SettingDeclaration): string => fallback ?? example;

/** Another value of the same form. */
function anothers({ key, shared, ...setting }: SettingDeclaration): string {
  const value = produced({ key, shared, ...setting });
  if (shared) return value;
  if (/^\d+$/.test(value)) return value.replaceAll(/\d/g, (digit) => String((Number(digit) + 3) % 10));
  if (value.includes("://")) return value.replace("://", "://demo.");
  if (value.includes("@") || /^[^.]+$/.test(value)) return `demo-${value}`;
  return `demo.${value}`;
}

const settingsOf = (value: (setting: SettingDeclaration) => string): Record<string, string> =>
  Object.fromEntries(declared.map((each) => [each.key, value(each)]));

const { inputs } = loadCommitted("prod");
const origin: PlanInputs = {
  ...inputs,
  // One service is enough, and its plan is made quickly.
  environment: { ...inputs.environment, services: ["vendhub"], settings: settingsOf(produced) },
};
const clone: Environment = {
  ...loadCommitted("staging").environment,
  name: "staging-demo",
  services: ["vendhub"],
  settings: settingsOf(anothers),
};

const deployed = (inputs: Record<string, unknown>, more: Partial<StateObject> = {}): StateObject => ({
  urn: "urn:pulumi:staging-demo::belfry::datadog:index/monitor:Monitor::vendhub/cpu",
  type: "datadog:index/monitor:Monitor",
  id: "88112233",
  inputs,
  outputs: inputs,
  ...more,
});

const clean = {
  name: "[staging-demo] VendHub: CPU",
  query: "avg(last_5m):avg:railway.cpu{env:staging-demo,service:vendhub} > 85",
  tags: ["env:staging-demo", "service:vendhub", "belfry:vendhub/cpu"],
  policy: JSON.stringify({
    Statement: [{ Resource: "arn:aws:s3:::belfry-staging-demo-vendhub-333333333333/*" }],
  }),
};

const secrets = new Map([["datadog:apiKey", "s3cr3t-K3y-of-prod"]]);
const originState: readonly StateObject[] = [deployed({}, { id: "70001234" })];

const leaks = (cloneState: readonly StateObject[], environment = clone, inputs = origin) =>
  leaksOf({ origin: inputs, clone: environment, originState, cloneState, secrets });

const told = (...args: Parameters<typeof leaks>): readonly string[] =>
  leaks(...args).map(({ code, path }) => `${code} ${path}`);

const at = "datadog:index/monitor:Monitor::vendhub/cpu";

describe("a clean clone", () => {
  it("holds nothing of its origin", () => {
    expect(leaks([deployed(clean)])).toEqual([]);
  });

  it.each(["prod-copy", "copy-of-prod", "prod2", "pr-17"])("may be called %s", (name) => {
    const renamed = JSON.parse(JSON.stringify(clean).replaceAll("staging-demo", name)) as typeof clean;

    expect(leaks([deployed(renamed)], { ...clone, name })).toEqual([]);
  });

  it("may have a host below its origin's", () => {
    expect(clone.settings["vendhub.domain"]).toBe(
      `demo.${origin.environment.settings["vendhub.domain"] ?? ""}`,
    );
    expect(
      leaks([deployed({ url: `https://${clone.settings["vendhub.domain"] ?? ""}/api/health` })]),
    ).toEqual([]);
  });

  it("has digits of its own, which may hold an account's by chance", () => {
    const { "estate.awsAccount": of = "" } = origin.environment.settings;

    expect(
      leaks([deployed({ ...clean, hash: `7${of}`, digest: `sha256:${of}ab`, id: Number(`${of}1`) })]),
    ).toEqual([]);
  });

  it.each(["live", "test", "dev", "full", "api"])(
    "of an environment called %s has the services' own words",
    (name) => {
      const inputs = { ...origin, environment: { ...origin.environment, name } };

      expect(leaks([deployed(clean)], clone, inputs)).toEqual([]);
      expect(
        told([deployed({ tags: [`env:${name}`], bucket: `belfry-${name}-archive` })], clone, inputs),
      ).toEqual([`leak/name ${at} inputs.tags[0]`, `leak/name ${at} inputs.bucket`]);
      expect(told([deployed({ title: `[${name}] CPU` })], clone, inputs)).toEqual([
        `leak/name ${at} inputs.title`,
      ]);
    },
  );
});

describe("a clone whose name is a part of its origin's", () => {
  it.each([
    ["pro", "prod"],
    ["p", "prod"],
    ["eu", "prod-eu"],
    ["staging", "staging-eu"],
    ["staging-eu", "staging"],
  ])("%s hides nothing of %s", (name, of) => {
    const inputs = { ...origin, environment: { ...origin.environment, name: of } };
    const clean = { tags: [`env:${name}`], query: `avg:shop.cpu{env:${name},service:vendhub}` };

    expect(leaks([deployed(clean)], { ...clone, name }, inputs)).toEqual([]);
    expect(told([deployed({ ...clean, tags: [`env:${of}`] })], { ...clone, name }, inputs)).toEqual([
      `leak/name ${at} inputs.tags[0]`,
    ]);
  });
});

const [account, domain, channel] = ["estate.awsAccount", "vendhub.domain", "vendhub.slackChannel"].map(
  (key) => origin.environment.settings[key] ?? "",
);

interface Seed {
  readonly what: string;
  readonly seed: Record<string, unknown>;
  readonly path: string;
  readonly code?: string;
}

const seedOf = (what: string, seed: Record<string, unknown>, path: string, code?: string): Seed => ({
  what,
  seed,
  path,
  ...(code !== undefined && { code }),
});

/** Each seed with the path at which it must be found. */
const seeds: readonly Seed[] = [
  seedOf("the name in a query", { query: "avg:railway.cpu{env:prod}" }, "inputs.query"),
  seedOf("the name in a tag", { tags: ["env:prod"] }, "inputs.tags[0]"),
  seedOf("the name as a whole text", { environment: "prod" }, "inputs.environment"),
  seedOf("the name in a title", { name: "[prod] VendHub: CPU" }, "inputs.name"),
  seedOf("the name as a key", { labels: { "belfry/prod": "yes" } }, "inputs.labels.belfry/prod (key)"),
  seedOf("a vault", { vault: "belfry-prod" }, "inputs.vault"),
  seedOf("a bucket that no plan knows", { bucket: "belfry-prod-archive" }, "inputs.bucket"),
  seedOf("a handle", { message: "CPU is high. @oncall-vendhub" }, "inputs.message"),
  seedOf("a channel's handle", { message: `CPU is high.\n@slack-${channel ?? ""}` }, "inputs.message"),
  seedOf("a host", { url: `https://${domain ?? ""}/api/health/check` }, "inputs.url"),
  seedOf("a host below its host", { url: `https://admin.${domain ?? ""}/` }, "inputs.url"),
  seedOf("a host in capitals", { url: `https://${(domain ?? "").toUpperCase()}/` }, "inputs.url"),
  seedOf("an account in an ARN", { role: `arn:aws:iam::${account ?? ""}:role/other` }, "inputs.role"),
  seedOf(
    "a role within JSON",
    { policy: JSON.stringify({ Statement: [{ Principal: { AWS: "belfry-prod-upload" } }] }) },
    "inputs.policy{Statement[0].Principal.AWS}",
  ),
  seedOf(
    "the name within JSON within JSON",
    { body: JSON.stringify({ text: JSON.stringify(["env:prod"]) }) },
    "inputs.body{text{[0]}}",
  ),
  seedOf(
    "the name in an address",
    { url: "https://app.example/logs?query=env%3Aprod" },
    "inputs.url (address)",
  ),
  seedOf(
    "a channel in base64",
    { data: Buffer.from(`channel: ${channel ?? ""}`).toString("base64") },
    "inputs.data (base64)",
  ),
  seedOf("a metric of the origin", { query: "sum:belfry.vendhub.db_connection_errors{*}" }, "inputs.query"),
  seedOf(
    "an address beside a share",
    { message: "Above 85 % of all: https://app.example/logs?query=env%3Aprod" },
    "inputs.message (address)",
  ),
  seedOf(
    "a credential in base64 within a text",
    { header: `Basic ${Buffer.from("prod:of-the-shop").toString("base64")}` },
    "inputs.header (base64)",
  ),
  seedOf("a short text in base64", { data: "ZW52OnByb2Q=" }, "inputs.data (base64)"),
  seedOf(
    "the name after a line end within quotes",
    { command: 'echo "shop\\nprod"' },
    "inputs.command (escapes)",
  ),
  seedOf("signs that JSON writes as numbers", { command: "query \\u0070rod" }, "inputs.command (escapes)"),
  seedOf("an account in a bucket", { bucket: `assets-${account ?? ""}-eu-central-1` }, "inputs.bucket"),
  seedOf("an account in China", { role: `arn:aws-cn:iam::${account ?? ""}:role/other` }, "inputs.role"),
  seedOf(
    "a channel's handle with its workspace",
    { message: `@slack-Shop-${channel ?? ""}` },
    "inputs.message",
  ),
  seedOf("a secret", { token: "Bearer s3cr3t-K3y-of-prod" }, "inputs.token", "leak/secret"),
  seedOf("a reference to its resource", { monitorIds: ["70001234"] }, "inputs.monitorIds[0]"),
  seedOf("a reference by number", { monitorIds: [70001234] }, "inputs.monitorIds[0]"),
];

describe("a leak in what is deployed", () => {
  it.each(seeds)("is found: $what", ({ code = "leak/name", path, seed }) => {
    expect(told([deployed({ ...clean, ...seed })])).toEqual([`${code} ${at} ${path}`]);
  });

  it("is found in what only the provider answers", () => {
    expect(told([deployed(clean, { outputs: { ...clean, arn: "arn:aws:backup:::belfry-prod" } })])).toEqual([
      `leak/name ${at} outputs.arn`,
    ]);
  });

  it("is told wherever it is, also beside others in the same resource", () => {
    const outputs = { tags: ["env:prod"], arn: "arn:aws:backup:::belfry-prod" };

    expect(told([deployed({ tags: ["env:prod"] }, { outputs })])).toEqual([
      `leak/name ${at} inputs.tags[0]`,
      `leak/name ${at} outputs.arn`,
    ]);
  });

  it("is told once for a text that says it decoded too", () => {
    expect(told([deployed({ url: "https://prod.example/?next=%2Fprod%2F" })])).toEqual([
      `leak/name ${at} inputs.url`,
    ]);
  });

  it("is the name that the program gives it", () => {
    const urn = "urn:pulumi:staging-demo::belfry::datadog:index/monitor:Monitor::vendhub/prod-cpu";

    expect(told([deployed(clean, { urn })])).toEqual([
      "leak/name datadog:index/monitor:Monitor::vendhub/prod-cpu name",
    ]);
  });

  it("is a secret that the clone's own settings have too", () => {
    const settings = { ...clone.settings, "vendhub.slackChannel": "s3cr3t-K3y-of-prod" };

    expect(told([deployed({ token: "s3cr3t-K3y-of-prod" })], { ...clone, settings })).toContain(
      `leak/secret ${at} inputs.token`,
    );
  });

  it("is the very object of the origin", () => {
    expect(told([deployed(clean, { id: "70001234" })])).toEqual([
      `leak/resource ${at}`,
      `leak/name ${at} id`,
    ]);
  });

  it("never shows a secret", () => {
    expect(JSON.stringify(leaks([deployed({ token: "s3cr3t-K3y-of-prod", name: "prod" })]))).not.toContain(
      "s3cr3t",
    );
  });
});

describe("a leak in the model", () => {
  it("is a setting that each environment must have for itself", () => {
    const settings = { ...clone.settings, "vendhub.slackChannel": channel ?? "" };

    expect(told([], { ...clone, settings })).toContain(
      "leak/setting staging-demo belfry:settings.vendhub.slackChannel",
    );
  });

  it.each([
    ["vendhub.slackChannel", "prod-alerts", 1],
    ["vendhub.domain", "prod.demo.example", 1],
    ["vendhub.domain", `demo.${domain ?? ""}`, 0],
    ["vendhub.slackChannel", "product-staging-demo", 0],
  ])("is a setting of its own that names the origin: %s as %s", (key, value, found) => {
    const settings = { ...clone.settings, [key]: value };

    expect(told([], { ...clone, settings })).toEqual(
      Array.from({ length: found }, () => `leak/setting staging-demo belfry:settings.${key}`),
    );
  });

  it("is what a service writes by hand", () => {
    const services = inputs.services.map((service): Service =>
      service.name === "vendhub" ? { ...service, title: "VendHub (prod)" } : service,
    );

    expect(told([], clone, { ...origin, services })).toContain("leak/name plan vendhub/cpu name");
  });

  it("is an address that a service writes by hand, though the other environment has it too", () => {
    const services = inputs.services.map((service): Service =>
      service.name === "vendhub" ? { ...service, title: `VendHub at ${domain ?? ""}` } : service,
    );

    expect(told([], clone, { ...origin, services })).toContain("leak/name plan vendhub/cpu name");
  });
});

describe("an exported state", () => {
  const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const exported = {
    version: 3,
    deployment: {
      resources: [
        {
          urn: "urn:pulumi:prod::belfry::pulumi:pulumi:Stack::belfry-prod",
          type: "pulumi:pulumi:Stack",
          custom: false,
        },
        {
          urn: "urn:pulumi:prod::belfry::pulumi:providers:datadog::default",
          type: "pulumi:providers:datadog",
          custom: true,
          id: "a-provider",
          inputs: {
            apiKey: { ...signature, plaintext: '"0123456789abcdef"' },
            site: { ...signature, plaintext: '"eu"' },
          },
        },
      ],
    },
  };

  it("gives its secrets by path, but for what is too short to be one", () => {
    expect([...stateSecrets(exported)]).toEqual([["default.apiKey", "0123456789abcdef"]]);
  });

  it("gives its resources with secrets readable, so that one in a clone is found", () => {
    const objects = stateObjects(exported);

    expect(objects.map(({ inputs }) => inputs)).toEqual([{ apiKey: "0123456789abcdef", site: "eu" }]);
    expect(
      leaksOf({ origin, clone, originState: [], cloneState: objects, secrets: stateSecrets(exported) }),
    ).toEqual([
      expect.objectContaining({
        code: "leak/secret",
        path: "pulumi:providers:datadog::default inputs.apiKey",
        value: null,
      }),
    ]);
  });
});

describe("the texts of a document", () => {
  it("are found wherever they stand, each with its path", () => {
    const document = { a: [{ b: '{"c":["d%20e"]}' }], n: 5, no: null };

    expect(leavesOf(document)).toEqual([
      { path: "a (key)", text: "a" },
      { path: "a[0].b (key)", text: "b" },
      { path: "a[0].b{c (key)}", text: "c" },
      { path: "a[0].b{c[0]}", text: "d%20e" },
      { path: "a[0].b{c[0] (address)}", text: "d e" },
      { path: "n (key)", text: "n" },
      { path: "n", text: "5" },
      { path: "no (key)", text: "no" },
    ]);
  });

  it("end where a text unfolds without end", () => {
    const deep = Array.from({ length: 20 }).reduce<string>((text) => JSON.stringify([text]), "env:prod");

    expect(leavesOf(deep).some(({ text }) => text.includes("env:prod"))).toBe(true);
  });
});
