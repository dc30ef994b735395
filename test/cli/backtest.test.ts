import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// Each run is a process of its own, slow where the machine is busy.
jest.setTimeout(120_000);

const root = resolve(__dirname, "../..");
let folder: string;

const belfry = (...args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const child = execFile(
      process.execPath,
      [join(root, "cli/belfry.js"), "backtest", ...args],
      { cwd: folder, maxBuffer: 1e8 },
      (_error, stdout, stderr) => {
        done({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "belfry-backtest-"));
  mkdirSync(join(folder, "past/vendhub"), { recursive: true });
  const start = Date.UTC(2026, 10, 16) / 1000;
  const rows = Array.from(
    { length: 1440 },
    (_, minute) => `${start + minute * 60},${minute >= 600 && minute < 660 ? 88 : 40}`,
  );
  writeFileSync(join(folder, "past/vendhub/cpu.csv"), ["timestamp,value", ...rows].join("\n"));
  mkdirSync(join(folder, "bad/vendhub"), { recursive: true });
  writeFileSync(join(folder, "bad/vendhub/cpu.csv"), "timestamp,value\n60,1\nsoon,2\n");
  writeFileSync(
    join(folder, "incidents.yaml"),
    [
      "incidents:",
      "  - name: Checkout slow",
      "    start: 2026-11-16T10:00:00Z",
      "    end: 2026-11-16T11:00:00Z",
      "    guardrails: [{ id: vendhub/cpu, within: 5m }]",
    ].join("\n"),
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("belfry backtest", () => {
  it("tells a guardrail's pages against its plan before, and ends with 0", async () => {
    const base = ["--base", join(root, "rendered/prod.json")];
    const ended = await belfry("--history", "past", "--guardrail", "vendhub/cpu", ...base);
    expect([ended.code, ended.stderr]).toEqual([0, ""]);
    expect(ended.stdout).toMatch(/^vendhub\/cpu +\d+\.\d +4 +1 +48 min +48 min +12 % +0 % +approximate$/m);
    expect(ended.stdout).toMatch(/^vendhub +(\d+\.\d) -> \1 +28$/m);
  });

  it("ends with 1 where an incident is told too late, or a team has too many pages", async () => {
    const { code, stdout } = await belfry(
      "--history",
      "past",
      "--incidents",
      "incidents.yaml",
      "--page-budget",
      "2",
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/problem: vendhub \(\d+\.\d pages a week\): a team can bear 2 pages a week\./);
    expect(stdout).toContain(
      "problem: incidents.yaml Checkout slow (vendhub/cpu): it must alert within 300 s;",
    );
  });

  it("gives the same as JSON", async () => {
    const { code, stdout } = await belfry(
      "--history",
      "past",
      "--guardrail",
      "vendhub/cpu",
      "--format",
      "json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      guardrails: [{ id: "vendhub/cpu", before: null, after: { figures: { alerts: 1 } } }],
      problems: [],
    });
  });

  it("sweeps the level of one guardrail", async () => {
    const one = ["--history", "past", "--guardrail", "vendhub/cpu", "--sweep"];
    const { code, stdout } = await belfry(...one);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^85 % +80\.75 % +7\.1 +1 +48 min +#+ +today/m);
    expect(stdout).toMatch(
      /^Suggested: [\d.]+ %, over at [\d.]+ %: .* \(1 alert\), [\d.]+ % from its nearer end\.$/m,
    );
    const json = await belfry(...one, "--format", "json");
    expect(JSON.parse(json.stdout)).toMatchObject({
      id: "vendhub/cpu",
      critical: 85,
      suggestion: { alerts: 1 },
    });
  });

  it("tells malformed lines with file and line", async () => {
    const { code, stderr } = await belfry("--history", "bad");
    expect(code).toBe(1);
    expect(stderr).toContain("bad/vendhub/cpu.csv:3 (soon): a time is ISO 8601");
  });

  it.each([
    [["--history", "nowhere"], 1, "there is no such folder"],
    [["--stack", "local"], 1, "npx belfry history pull --stack local"],
    [["--history", "past", "--sweep"], 2, "--sweep needs --guardrail"],
    [
      ["--history", "past", "--sweep", "--guardrail", "vendhub/memory"],
      1,
      "its file is vendhub/memory.csv or",
    ],
    [["--history", "past", "--hours", "late"], 2, "Write hours of one day"],
    [["--history", "past", "--timezone", "Mars"], 2, "It is no time zone"],
    [["--history", "past", "--incidents", "none.yaml"], 1, "there is no such file"],
    [["--history", "past", "--guardrail", "vendhub/cpuu"], 2, "Did you mean vendhub/cpu?"],
  ])("refuses %j with %d", async (args, code, words) => {
    const ended = await belfry(...args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(words);
  });
});
