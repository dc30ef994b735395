import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { client, v2 } from "@datadog/datadog-api-client";

import type { Drift } from "../../environments/drift/drift";
import { startDatadogApi } from "../../sandbox/api/server";
import { ObjectStore } from "../../sandbox/store/store";
import type { ObjectRecord } from "../../sandbox/store/record";
import { CheckoutCopy, describeWithCli, succeeded, type OpenSandbox, type Run } from "../support/engine";

const monitorType = "datadog:index/monitor:Monitor";

// One copy and one sandbox serve all tests, in order.
describeWithCli("what was changed by hand", () => {
  let copy: CheckoutCopy;
  let sandbox: OpenSandbox;
  let clean: ReturnType<CheckoutCopy["snapshot"]>;

  beforeAll(async () => {
    copy = new CheckoutCopy();
    copy.configure();
    sandbox = await copy.openSandbox();
    succeeded(await copy.belfry("start"));
    clean = copy.snapshot();
  });

  afterAll(() => copy.remove());

  beforeEach(() => {
    clean();
    copy.fault();
  });

  const objects = (): ObjectStore => new ObjectStore(copy.path(".belfry", "sandbox"));

  const drift = (...words: readonly string[]): Promise<Run> => copy.belfry("drift", "local", ...words);

  /** The monitor of a guardrail. */
  async function monitorOf(id: string): Promise<ObjectRecord> {
    const found = (await objects().list("datadog", monitorType)).find(({ inputs }) =>
      JSON.stringify(inputs["tags"]).includes(`"belfry:${id}"`),
    );
    if (found === undefined) throw new Error(`The sandbox has no monitor of ${id}.`);
    return found;
  }

  /** Every file of the state, of the providers and of the stack's configuration, byte for byte. */
  function everything(): ReadonlyMap<string, string> {
    const read = (path: string): readonly (readonly [string, string])[] =>
      statSync(path).isDirectory()
        ? readdirSync(path).flatMap((name) => read(join(path, name)))
        : [[path, readFileSync(path, "base64")]];
    const places = [
      [".belfry", "state"],
      [".belfry", "sandbox", "objects"],
      [".belfry", "backups"],
    ];
    return new Map(
      [...places, ["Pulumi.local.yaml"], ["rendered"]].flatMap((names) => read(copy.path(...names))),
    );
  }

  /** Runs a command, and proves that it wrote nothing. */
  async function writingNothing(work: () => Promise<Run>): Promise<Run> {
    const before = everything();
    const run = await work();
    expect(everything()).toEqual(before);
    expect(before.size).toBeGreaterThan(100);
    return run;
  }

  async function edit(): Promise<void> {
    const cpu = await monitorOf("vendhub/cpu");
    const { message, query } = cpu.inputs as Readonly<Record<string, string>>;
    await objects().replace({
      ...cpu,
      inputs: {
        ...cpu.inputs,
        query: (query ?? "").replace("> 85", "> 95"),
        message: (message ?? "").replaceAll("@oncall-vendhub-local", ""),
        monitorThresholds: { ...(cpu.inputs["monitorThresholds"] as object), critical: "95" },
      },
    });
  }

  const mute = async (): Promise<void> => {
    const api = await startDatadogApi({ directory: copy.path(".belfry", "sandbox") });
    const downtimes = new v2.DowntimesApi(
      client.createConfiguration({
        authMethods: { apiKeyAuth: api.keys.apiKey, appKeyAuth: api.keys.applicationKey },
        baseServer: new client.BaseServerConfiguration(api.url, {}),
      }),
    );
    const { id } = await monitorOf("vendhub/db-connections");
    const attributes = {
      message: "Noisy, will look on Monday",
      scope: "*",
      monitorIdentifier: { monitorId: Number(id) },
      schedule: { end: new Date("2099-11-23T08:00:00Z") },
    };
    await downtimes.createDowntime({ body: { data: { type: "downtime", attributes } } });
    await api.stop();
  };

  const add = async (): Promise<void> => {
    const errors = await monitorOf("vendhub/error-rate");
    await objects().insert({
      ...errors,
      id: "999999999",
      inputs: { ...errors.inputs, name: "Errors (copy)" },
      computed: { madeByHand: true },
    });
  };

  const remove = async (): Promise<void> => {
    await objects().remove(await monitorOf("vendhub/memory"));
  };

  it("is nothing after a deployment", async () => {
    const run = await writingNothing(() => drift());
    expect(run).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^local: nothing was changed by hand\. Looked at: \d+ resources, \d+ monitors, \d+ downtimes?\.\n$/,
      ),
    });
  });

  it("is told in words: edited, deleted, muted and added, and nothing is written", async () => {
    await edit();
    await remove();
    await mute();
    await add();
    const run = await writingNothing(() => drift());
    expect(run.code).toBe(1);
    const text = run.stdout.replaceAll(/\s+/g, " ");
    for (const words of [
      "local: 4 changes by hand: 1 edited, 1 deleted, 1 muted, 1 added; 3 alerts that wake people no longer do.",
      "critical 85 % -> 95 % It no longer alerts at values at which it did.",
      "message @oncall-vendhub-local, @slack-vendhub-alerts-local -> @slack-vendhub-alerts-local Its message wakes nobody any longer.",
      "vendhub/cpu should page vendhub/page (@oncall-vendhub-local, @slack-vendhub-alerts-local), severity high.",
      "monitor Monitor -> none The provider no longer has it. pulumi up --refresh makes it anew.",
      "vendhub/memory should page vendhub/page",
      "muted none -> until 2099-11-23 08:00 UTC Nobody is told of an alert.",
      "Made by Sandbox User. It says: “Noisy, will look on Monday”.",
      "vendhub/db-connections should page vendhub/page",
      "added Errors (copy) (Monitor 999999999): added, now pages",
      "It says that it is vendhub/error-rate: a second one beside Belfry's own.",
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/edited (?!vendhub\/cpu-monitor)/);

    const { findings, problems } = JSON.parse(
      (await writingNothing(() => drift("--format", "json"))).stdout,
    ) as Drift;
    expect(problems).toEqual([]);
    expect(
      findings.map(({ affected, classes, kind }) => [kind, affected.map(({ id }) => id), classes]),
    ).toEqual([
      ["edited", ["vendhub/cpu"], ["stopped-paging", "loosened", "route"]],
      ["deleted", ["vendhub/memory"], ["stopped-paging", "coverage-lost"]],
      ["muted", ["vendhub/db-connections"], ["stopped-paging", "silenced", "loosened"]],
      ["added", ["vendhub/error-rate"], ["added", "now-pages"]],
    ]);
    const { stdout } = await writingNothing(() => drift("--format", "markdown"));
    expect(stdout).toContain("## deleted: `vendhub/memory-monitor`");
  });

  it("is gone where deploying set it back", async () => {
    await edit();
    await remove();
    expect((await drift()).code).toBe(1);
    succeeded(await copy.pulumi(sandbox, "up", "--yes", "--skip-preview", "--refresh"));
    succeeded(await drift());
  });

  it("is never said to be nothing where a provider or the account does not answer", async () => {
    copy.fault({ kind: "500", type: "Monitor", operation: "read", count: 1000 });
    const unread = await writingNothing(() => drift());
    expect(unread).toMatchObject({
      code: 1,
      text: expect.not.stringContaining("nothing was changed by hand."),
    });
    expect(unread.text.replaceAll(/\s+/g, " ")).toContain("[engine/failed]");

    copy.fault({ kind: "gone", type: "downtimes", operation: "read", count: 1000 });
    await edit();
    const silent = await writingNothing(() => drift("--format", "json"));
    expect(silent.code).toBe(1);
    const { findings, problems } = JSON.parse(silent.stdout) as Drift;
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(["drift/unread sandbox"]);
    expect(findings.map(({ kind }) => kind)).toEqual(["edited"]);
  });

  it("says that nothing is deployed where nothing is", async () => {
    const run = await copy.belfry("drift", "nowhere");
    expect(run).toMatchObject({ code: 1, text: expect.stringContaining("[deployed/") });
  });
});
