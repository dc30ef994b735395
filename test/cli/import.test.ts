import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { startDatadogApi, type DatadogApi } from "../../sandbox/api/server";
import { madeByHand } from "../support/foreign-monitors";
import { copyCheckout } from "./support/checkout-folder";

// Each run is a process of its own, slow where the machine is busy.
jest.setTimeout(180_000);

const root = resolve(__dirname, "../..");
let folder: string;
let api: DatadogApi;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "belfry-import-"));
  api = await startDatadogApi({ directory: join(folder, "sandbox") });
  const headers = { "DD-API-KEY": api.keys.apiKey, "DD-APPLICATION-KEY": api.keys.applicationKey };
  for (const [name, made] of Object.entries(madeByHand("prod"))) {
    const body = JSON.stringify(made);
    const { status } = await fetch(`${api.url}/api/v1/monitor`, { method: "POST", headers, body });
    // An anomaly needs windows, which the sandbox checks; it is not made here.
    expect([name, status]).toEqual([name, name === "anomaly" ? 400 : 200]);
  }
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  rmSync(join(folder, "sandbox/faults.json"), { force: true });
});

const account = () => ({
  DATADOG_HOST: api.url,
  DD_API_KEY: api.keys.apiKey,
  DD_APP_KEY: api.keys.applicationKey,
});

const run = (variables: Readonly<Record<string, string>>, ...words: readonly string[]) =>
  runIn(folder, join(root, "cli/belfry.js"), variables, "import", ...words);

const runIn = (
  cwd: string,
  command: string,
  variables: Readonly<Record<string, string>>,
  ...words: readonly string[]
) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const child = execFile(
      process.execPath,
      [command, ...words],
      { cwd, maxBuffer: 1e8, env: { ...process.env, NO_COLOR: "1", DD_SITE: "", ...variables } },
      (_error, stdout, stderr) => {
        done({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });

describe("belfry import, all the way", () => {
  it("proposes a service that, put in place, is found again as declared, and that the checks accept", async () => {
    const copy = copyCheckout();
    try {
      const belfry = (...words: readonly string[]) =>
        runIn(copy, join(copy, "cli/belfry.js"), account(), ...words);
      const first = await belfry("import", "--tag", "team:books", "--out", "services");
      expect([first.code, first.stdout]).toEqual([
        0,
        expect.stringContaining("Written: services/bookshop.ts."),
      ]);
      const all = join(copy, "services/all.ts");
      const listed = readFileSync(all, "utf8").replace("[victorysync,", "[bookshop, victorysync,");
      writeFileSync(all, `import { bookshop } from "./bookshop";\n${listed}`);

      const checked = await belfry("check", "--stack", "prod");
      expect([checked.code, checked.stdout + checked.stderr]).toEqual([
        0,
        expect.not.stringContaining("bookshop"),
      ]);
      const again = await belfry("import", "--tag", "team:books", "--format", "json");
      const told = JSON.parse(again.stdout) as Told;
      expect(told.adopt.map(({ guardrail }) => guardrail).sort()).toEqual(
        ["container-cpu", "database-connections", "disk-of-the-bookshop", "p95"].map(
          (name) => `bookshop/${name}`,
        ),
      );
      expect([told.propose, told.files, told.twins]).toEqual([[], [], []]);
      expect(told.imports.map(({ file, stack }) => [file, stack])).toEqual([["import.json", "prod"]]);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});

interface Told {
  readonly adopt: readonly { readonly guardrail: string }[];
  readonly propose: readonly unknown[];
  readonly files: readonly unknown[];
  readonly twins: readonly unknown[];
  readonly imports: readonly { readonly file: string; readonly stack: string }[];
}

describe("belfry import", () => {
  it("tells what each monitor is or could be, and how to go on", async () => {
    const { code, stderr, stdout } = await run(account());
    expect([code, stderr.includes("not set")]).toEqual([0, false]);
    expect(stdout).toMatch(
      /^prod: 12 monitors of sandbox: 2 already declared, 4 that a proposed file would declare, 5 that stay as they are, 1 double\.$/m,
    );
    expect(stdout).toMatch(/ VendHub CPU is high +vendhub\/cpu +/);
    expect(stdout).toMatch(/ critical +90 % +85 % +tightened: /);
    expect(stdout).toContain("Proposed: services/bookshop.ts, a new service; add it to services/all.ts.");
    expect(stdout).toContain('  bookshop.slackChannel: "bookshop-alerts"');
    expect(stdout).toMatch(/ CPU of a machine +nothing says of which service it is\. +Tag it service:<name>/);
    expect(stdout).toContain("--out <folder> writes import.json");
  });

  it("writes the proposed file and what pulumi import reads, and leaves others' files alone", async () => {
    const { code, stdout } = await run(account(), "--out", "out", "--tag", "team:books");
    expect([code, stdout]).toEqual([0, expect.stringContaining("Written: out/bookshop.ts.")]);
    expect(readFileSync(join(folder, "out/bookshop.ts"), "utf8")).toContain(
      "export const bookshop: Service = {",
    );
    const again = await run(account(), "--out", "out", "--query", "title:cpu");
    expect(again.stdout).toContain("Written: out/bookshop.ts, out/import.json.");
    expect(JSON.parse(readFileSync(join(folder, "out/import.json"), "utf8"))).toEqual({
      nameTable: {},
      resources: [
        { type: "belfry:services:Service", name: "vendhub", component: true },
        { type: "belfry:monitors:ThresholdMonitor", name: "vendhub/cpu", component: true, parent: "vendhub" },
        {
          type: "datadog:index/monitor:Monitor",
          name: "vendhub/cpu-monitor",
          id: expect.stringMatching(/^\d+$/),
          parent: "vendhub/cpu",
          version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        },
      ],
    });

    const proposed = readFileSync(join(folder, "out/bookshop.ts"), "utf8");
    const edited = proposed.replace("percent(80)", "percent(85)");
    expect(edited).not.toBe(proposed);
    writeFileSync(join(folder, "out/bookshop.ts"), edited);
    const kept = await run(account(), "--out", "out", "--tag", "team:books");
    expect([kept.code, kept.stderr]).toEqual([
      1,
      expect.stringContaining("out/bookshop.ts: this file was proposed by belfry import, and edited since."),
    ]);
    expect(readFileSync(join(folder, "out/bookshop.ts"), "utf8")).toBe(edited);

    mkdirSync(join(folder, "own"));
    writeFileSync(join(folder, "own/bookshop.ts"), "// mine\n");
    const blocked = await run(account(), "--out", "own/bookshop.ts/deep");
    expect([blocked.code, blocked.stderr]).toEqual([
      1,
      expect.stringContaining("own/bookshop.ts is a file, and what is proposed goes into a folder."),
    ]);
    const refused = await run(account(), "--out", "own");
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining("own/bookshop.ts: this file is there already"),
    ]);
    expect(readFileSync(join(folder, "own/bookshop.ts"), "utf8")).toBe("// mine\n");
  });

  it("gives machines all of it, takes a service and a user's word for a metric", async () => {
    const words = [
      "--format",
      "json",
      "--service",
      "bookshop",
      "--signal",
      "bookshop.mail.oldest=backupAge:seconds",
    ];
    const { stdout } = await run(account(), ...words);
    const told = JSON.parse(stdout) as {
      readonly schemaVersion: number;
      readonly place: string;
      readonly propose: readonly { readonly guardrail: string; readonly changes: readonly unknown[] }[];
    };
    expect([told.schemaVersion, told.place]).toEqual([1, "sandbox"]);
    expect(told.propose.map(({ guardrail }) => guardrail)).toEqual(
      expect.arrayContaining(["bookshop/mails-that-wait", "bookshop/cpu-of-a-machine"]),
    );
    for (const { changes } of told.propose) expect(changes.length).toBeGreaterThan(0);
  });

  it("says where keys are made when there are none, and that an account has nothing that fits", async () => {
    const without = await run({ DD_API_KEY: "", DD_APP_KEY: "", DATADOG_HOST: "" }, "--tag", "team:none");
    expect([without.code, without.stdout]).toEqual([
      0,
      "prod: sandbox has no monitor with team:none. Look with a wider --tag or --query.\n",
    ]);
    expect(without.stderr).toContain("https://docs.datadoghq.com/account_management/api-app-keys/");
  });

  it.each([
    [
      { DD_APP_KEY: "0123456789" },
      1,
      /\(403\): it did not give its monitors: Forbidden\. Give the application key the permission monitors_read/,
    ],
    [{ DD_APP_KEY: "" }, 2, /DD_APP_KEY is not set\. Set both keys/],
  ])("refuses keys that do not open the account: %j", async (keys, code, said) => {
    const ended = await run({ ...account(), ...keys });
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(said)]);
    expect(ended.stderr).not.toContain("0123456789");
  });

  it("keeps asking where the API is short of breath", async () => {
    writeFileSync(
      join(folder, "sandbox/faults.json"),
      JSON.stringify([{ kind: "429", type: "monitors", nth: 1, count: 1 }]),
    );
    const { code, stdout } = await run(account(), "--tag", "team:vendhub");
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining("prod: 2 monitors of sandbox with team:vendhub"),
    ]);
  });

  it.each([
    [["--signal", "a.b=cpuUsag"], "There is no signal cpuUsag. Did you mean cpuUsage?"],
    [["--service", "Book Shop"], "A service is called by up to 50 lower-case letters, digits and hyphens."],
    [["--yes"], "--yes is for the sandbox's own stack (--stack local)"],
    [["--tag", ""], "It is empty; write what the monitors have"],
  ])("refuses %j", async (words, said) => {
    const ended = await run(account(), ...words);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});
