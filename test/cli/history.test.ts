import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { startDatadogApi, type DatadogApi } from "../../sandbox/api/server";

// Each run is a process of its own, slow where the machine is busy.
jest.setTimeout(180_000);

const root = resolve(__dirname, "../..");
let folder: string;
let api: DatadogApi;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "belfry-history-"));
  api = await startDatadogApi({ directory: join(folder, "sandbox") });
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

const none = { DD_API_KEY: "", DD_APP_KEY: "", DD_SITE: "", DATADOG_HOST: "" };
const account = () => ({
  DATADOG_HOST: api.url,
  DD_API_KEY: api.keys.apiKey,
  DD_APP_KEY: api.keys.applicationKey,
});
const words = (...args: readonly string[]) => [join(root, "cli/belfry.js"), ...args];

const belfry = (variables: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const child = execFile(
      process.execPath,
      words(...args),
      { cwd: folder, maxBuffer: 1e8, env: { ...process.env, ...none, ...variables } },
      (_error, stdout, stderr) => {
        done({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });

const someQueries = ["--guardrail", "vendhub/error-rate", "vendhub/cpu"];

describe("belfry history pull", () => {
  it("pulls the sandbox's past without keys, says that it is made up, and backtest reads it", async () => {
    const pulled = await belfry({}, "history", "pull", "--from", "2d", "--into", "past", ...someQueries);
    expect([pulled.code, pulled.stdout]).toEqual([0, expect.stringContaining("3 metrics pulled with ")]);
    expect(pulled.stderr).toMatch(
      /^DD_API_KEY and DD_APP_KEY are not set, so the past is the sandbox's: made up/,
    );
    expect(pulled.stdout).toContain("The past is the sandbox's: made up, nobody's real one.");

    const tested = await belfry({}, "backtest", "--history", "past", "--guardrail", "vendhub/error-rate");
    expect([tested.code, tested.stdout]).toEqual([
      0,
      expect.stringMatching(/^vendhub\/error-rate .* approximate$/m),
    ]);
    expect(tested.stdout).toContain("The past is the sandbox's: made up, nobody's real one. (");
    expect(tested.stderr).toContain("The past is read from past. The past is the sandbox's");
  });

  it("knows the sandbox behind keys too, goes on where it was ended, and pulls only what is missing", async () => {
    const pull = ["history", "pull", "--from", "20d", "--into", "killed", ...someQueries];
    writeFileSync(
      join(folder, "sandbox/faults.json"),
      JSON.stringify([{ kind: "slow", type: "query_timeseries", milliseconds: 100 }]),
    );
    const child = spawn(process.execPath, words(...pull), {
      cwd: folder,
      env: { ...process.env, ...none, ...account() },
      stdio: "ignore",
    });
    const drafts = () => {
      const kept = join(folder, "killed/.pulled");
      return existsSync(kept)
        ? readdirSync(kept, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"))
        : [];
    };
    while (drafts().length < 5) await new Promise((done) => setTimeout(done, 50));
    child.kill("SIGKILL");
    await new Promise((done) => child.once("exit", done));
    rmSync(join(folder, "sandbox/faults.json"));

    const rest = await belfry(account(), ...pull);
    expect([rest.code, rest.stderr.includes("not set")]).toEqual([0, false]);
    const [, kept = "0"] = /, (\d+) kept from a run that was ended/.exec(rest.stdout) ?? [];
    expect(Number(kept)).toBeGreaterThanOrEqual(5);
    expect(rest.stdout).toContain("made up");
    expect(existsSync(join(folder, "killed/.pulled"))).toBe(false);
    expect(readFileSync(join(folder, "killed/origin.json"), "utf8")).toContain('"sandbox"');

    const again = await belfry(account(), ...pull, "--to", "1d");
    expect(again.stdout).toContain("0 metrics pulled with 0 requests");
    expect(again.stdout).toContain("3 were there already.");
    expect(rest.stdout + rest.stderr).not.toMatch(
      new RegExp(`${api.keys.apiKey}|${api.keys.applicationKey}`),
    );
  });

  it.each([
    [{ DD_API_KEY: "x" }, 2, "DD_APP_KEY is not set."],
    [
      { DD_API_KEY: "x", DD_APP_KEY: "y", DATADOG_HOST: "http://example.com" },
      2,
      "DATADOG_HOST names no address",
    ],
    [{ DD_API_KEY: "x", DD_APP_KEY: "y", DD_SITE: "not a site" }, 2, "DD_SITE names no address"],
  ])("refuses %j", async (variables, code, said) => {
    const ended = await belfry(variables, "history", "pull", "--into", "refused");
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(said)]);
  });

  it("refuses keys that the API does not take, and never says them", async () => {
    const keys = { ...account(), DD_API_KEY: "0123456789abcdef" };
    const ended = await belfry(keys, "history", "pull", "--into", "refused");
    expect([ended.code, ended.stderr]).toEqual([
      1,
      expect.stringMatching(/does not take the key in DD_API_KEY \(status 403\)/),
    ]);
    expect(ended.stderr).not.toContain("0123456789abcdef");
  });

  it("does not mix the past of two places", async () => {
    await belfry({}, "history", "pull", "--from", "1d", "--into", "mixed", "--guardrail", "vendhub/cpu");
    writeFileSync(join(folder, "mixed/origin.json"), '{"schemaVersion":1,"place":"api.datadoghq.eu"}');
    const ended = await belfry({}, "history", "pull", "--into", "mixed");
    expect([ended.code, ended.stderr]).toEqual([
      1,
      expect.stringContaining("holds the past of api.datadoghq.eu"),
    ]);
  });

  it.each([
    ["--from", "yesterday", "Write a length such as 30d or 12h"],
    ["--interval", "90s", "Write whole minutes"],
    ["--to", "60d", "--from must lie before --to"],
  ])("refuses %s %s", async (option, value, said) => {
    const ended = await belfry({}, "history", "pull", option, value, "--into", "refused");
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});
