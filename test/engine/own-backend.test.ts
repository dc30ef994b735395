import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { nameIn } from "../../preview/deployed/state";
import type { StackExport } from "../../recovery/deployment";
import { CheckoutCopy, describeWithCli, succeeded, type OpenSandbox, type Run } from "../support/engine";

/** Everything that a deployment of one service must be told. */
const settings = `config:
  belfry:environment: prod
  belfry:pages: true
  belfry:services: [vendhub]
  belfry:settings:
    estate.runbooks: https://runbooks.example
    estate.awsAccount: "123456789012"
    estate.oidcProvider: oidc.eks.eu-central-1.amazonaws.com/id/PROD
    estate.backupMailbox: backups@shop.example
    estate.sentryOrganization: shop
    estate.sentrySlackIntegration: "100001"
    estate.sentryPagerDutyIntegration: "100002"
    vendhub.domain: shop.example
    vendhub.slackChannel: shop-alerts
    vendhub.onCallUsers: 11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222
    vendhub.pagerDutyService: shop-on-call
    vendhub.devopsLead: 33333333-3333-4333-8333-333333333333
    vendhub.engineeringManager: 44444444-4444-4444-8444-444444444444
    vendhub.executive: 55555555-5555-4555-8555-555555555555
    vendhub.supabaseProject: abcdefghijklmnopqrst
    vendhub.railwayEnvironment: aaaaaaaa-0000-4000-8000-000000000001
    vendhub.railwayService: aaaaaaaa-0000-4000-8000-000000000002
`;

const words = [
  ...["clone", "prod", "demo", "--ttl", "1h", "--domain", "shop.example=demo.test"],
  ...["--set", "estate.awsAccount=222222222222", "--set", "estate.backupMailbox=backups@demo.test"],
  ...["--set", "estate.oidcProvider=oidc.eks.eu-central-1.amazonaws.com/id/DEMO"],
  ...["--set", "vendhub.slackChannel=demo-alerts", "--set", "vendhub.supabaseProject=zyxwvutsrqponmlkjihg"],
  ...["--set", "vendhub.railwayEnvironment=bbbbbbbb-0000-4000-8000-000000000001"],
  ...["--secret", "datadog:apiKey=CLONE_KEY"],
];

/** Put together here, so that this file does not show them either. */
const secretOf = (environment: string): string => `a key that only ${environment} has`;

// One backend serves all tests, in order: a file backend with a passphrase, as a user logs in to it. Its providers are the
// sandbox's, attached by the variables that `belfry sandbox` prints.
describeWithCli("a backend of one's own", () => {
  let copy: CheckoutCopy;
  let environment: OpenSandbox["environment"];

  beforeAll(async () => {
    copy = new CheckoutCopy();
    const backend = join(copy.home, "backend");
    mkdirSync(backend);
    const { environment: printed } = await copy.openSandbox();
    const ofTheSandbox = ["PULUMI_STACK", "PULUMI_CONFIG_PASSPHRASE_FILE"];
    environment = {
      ...Object.fromEntries(Object.entries(printed).filter(([name]) => !ofTheSandbox.includes(name))),
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: "five words of a user",
    };
    writeFileSync(copy.path("Pulumi.prod.yaml"), settings);
    succeeded(await pulumi("stack", "init", "prod", "--no-select"));
    succeeded(
      await pulumi("config", "set", "--secret", "datadog:apiKey", secretOf("prod"), "--stack", "prod"),
    );
    succeeded(await belfry("up", "prod", "--yes"));
  });

  afterAll(() => copy.remove());

  const pulumi = (...args: readonly string[]): Promise<Run> => copy.pulumi({ environment }, ...args);

  const belfry = (...args: readonly string[]): Promise<Run> =>
    copy.spawnBelfryWith({ ...environment, CLONE_KEY: secretOf("demo") }, ...args).done;

  const exported = async (stack: string): Promise<StackExport> => {
    const run = await pulumi("stack", "export", "--stack", stack);
    succeeded(run);
    return JSON.parse(run.stdout) as StackExport;
  };

  /** Files of the checkout and of the backend that hold a text. */
  const holding = (text: string, folder = copy.folder): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return holding(text, path);
      return entry.isFile() && readFileSync(path).includes(text) ? [path] : [];
    });

  it("keeps an environment and its secret, which no file shows", async () => {
    const { stdout } = await pulumi("stack", "ls", "--json");
    expect((JSON.parse(stdout) as readonly { readonly name: string }[]).map(({ name }) => name)).toEqual([
      "prod",
    ]);
    expect(existsSync(copy.path(".belfry", "state", ".pulumi", "stacks", "belfry", "prod.json"))).toBe(false);
    expect(holding(secretOf("prod"))).toEqual([]);
    expect(await belfry("drift", "prod")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("nothing was changed by hand"),
    });
  });

  it("makes no clone with a secret of its origin", async () => {
    const copied = copy.spawnBelfryWith({ ...environment, CLONE_KEY: secretOf("prod") }, ...words);
    const { code, text } = await copied.done;
    expect(code).toBe(1);
    expect(text).toMatch(
      /--secret datadog:apiKey \(CLONE_KEY\): this variable holds what the origin has at /,
    );
    expect(text).not.toContain(secretOf("prod"));
    expect(existsSync(copy.path("Pulumi.demo.yaml"))).toBe(false);
  });

  it("makes a clone with a secret of its own, which no file shows", async () => {
    succeeded(await belfry(...words));
    expect(copy.read("Pulumi.demo.yaml")).toMatch(/datadog:apiKey:\n +secure: /);
    expect(holding(secretOf("demo"))).toEqual([]);
    const { resources = [] } = (await exported("demo")).deployment;
    expect(JSON.stringify(resources.find(({ type }) => type === "pulumi:providers:datadog"))).toMatch(
      /"apiKey":\{[^}]*"ciphertext"/,
    );
    succeeded(await belfry("leaks", "demo", "--of", "prod"));
  });

  it("is not deployed over creations that a run was cut off in", async () => {
    // `pulumi stack import` drops what is under way, so the state is written as a run leaves it that is cut off.
    const file = join(copy.home, "backend", ".pulumi", "stacks", "belfry", "demo.json");
    const whole = readFileSync(file, "utf8");
    const state = JSON.parse(whole) as { readonly checkpoint: { latest: StackExport["deployment"] } };
    const { resources = [] } = state.checkpoint.latest;
    const resource = resources.find(({ type }) => type === "datadog:index/monitor:Monitor");
    if (resource === undefined) throw new Error("demo has no monitor");
    state.checkpoint.latest = {
      ...state.checkpoint.latest,
      resources: resources.filter((each) => each !== resource),
      pending_operations: [{ type: "creating", resource }],
    };
    writeFileSync(file, JSON.stringify(state));
    const before = (await copy.objects()).length;
    for (const command of [["up", "demo", "--yes"], ["up", "demo"], words]) {
      const { code, text } = await belfry(...command);
      expect(code).toBe(1);
      expect(text).toContain(`demo ${nameIn(resource.urn)} (datadog:index/monitor:Monitor)`);
      expect(text).toContain("deploying would make a second");
    }
    expect((await copy.objects()).length).toBe(before);
    writeFileSync(file, whole);
  });

  it("changes from one stack to shards, whose secrets are still encrypted", async () => {
    succeeded(await belfry("reshard", "demo", "--to", "shards", "--yes"));
    const { resources = [] } = (await exported("demo.vendhub")).deployment;
    expect(resources.some(({ type }) => type === "datadog:index/monitor:Monitor")).toBe(true);
    expect(holding(secretOf("demo"))).toEqual([]);
    const run = await belfry("up", "demo", "--yes", "--format", "json");
    succeeded(run);
    const { stacks } = JSON.parse(run.stdout) as { readonly stacks: readonly { readonly outcome: string }[] };
    expect(stacks.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
  });
});
