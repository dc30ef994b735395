import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

// Each run is a process of its own, slow where the machine is busy.
jest.setTimeout(60_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belfry-alert-tests-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs `belfry test` as a user does, in a folder of its own. */
function belfryTest(...args: readonly string[]) {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [join(root, "cli/belfry.js"), "test", ...args],
    { cwd: folder, encoding: "utf8", env: { PATH: process.env["PATH"] ?? "", HOME: folder } },
  );
  return { code: status, stdout, stderr };
}

const file = "cpu.alerts.test.yaml";
const write = (guardrail: string, series: string, state: string): void => {
  const test = { name: "CPU", guardrail, series, expect: [{ at: "15m", state }] };
  writeFileSync(join(folder, file), JSON.stringify({ tests: [test] }));
};

describe("belfry test", () => {
  it("runs the shipped tests, from any folder", () => {
    const { code, stderr, stdout } = belfryTest("--mutate");

    expect([code, stderr.replaceAll(/^\d+ of \d+ mutants tried\n/gm, "")]).toEqual([0, ""]);
    expect(stdout).toMatch(/^(\d+) alert tests: \1 passed, 0 failed, in [\d.]+ s\.$/m);
    expect(stdout).toMatch(/^file +tests +failed +alerts\nservices\/operations\.alerts\.test\.yaml/);
    // Every level, factor, window, comparator and rule for silence of every tested alert is held by a test.
    const [, tried = "0", survived] = /^(\d+) mutants: \d+ noticed, (\d+) survived\.$/m.exec(stdout) ?? [];
    expect(survived).toBe("0");
    expect(Number(tried)).toBeGreaterThan(1200);
  });

  it.each([[file], ["."]])("ends with 1 where a test of %s fails, and says which", (named) => {
    write("vendhub/cpu", "60x14", "alert");

    const { code, stdout } = belfryTest(named);

    expect(code).toBe(1);
    expect(stdout).toContain(
      `${file}:1 at 15m state of vendhub/cpu: expected alert, got ok; its window is 60, points 60 60 60 60 |\n`,
    );
    expect(stdout).toContain("1 alert test: 0 passed, 1 failed, in");
  });

  it("ends with 1 where a mutant survives, only when asked", () => {
    write("vendhub/cpu", "60x14", "ok");

    expect(belfryTest(file).code).toBe(0);
    const { code, stdout } = belfryTest(file, "--mutate", "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      passed: 1,
      mutation: {
        survivors: expect.arrayContaining([{ guardrail: "vendhub/cpu", change: "critical 85 -> 93.5" }]),
      },
    });
  });

  it("tells problems as such, to programs too", () => {
    write("vendhub/cup", "60x14", "ok");

    expect(belfryTest(file)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Did you mean vendhub/cpu?"),
    });
    const { code, stdout } = belfryTest(file, "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      problems: [{ code: "alert-test/guardrail", value: "vendhub/cup" }],
    });
  });

  it("runs promtool's files, with the rules beside them", () => {
    const rule = { alert: "Busy", expr: "load > 80" };
    const test = {
      interval: "1m",
      input_series: [{ series: "load", values: "90x5" }],
      alert_rule_test: [{ eval_time: "5m", alertname: "Busy", exp_alerts: [] }],
    };
    writeFileSync(join(folder, "rules.yml"), JSON.stringify({ groups: [{ name: "a", rules: [rule] }] }));
    writeFileSync(join(folder, "test.yml"), `rule_files: [rules.yml]\ntests: ${JSON.stringify([test])}\n`);

    const { code, stdout } = belfryTest("test.yml");

    expect(code).toBe(1);
    expect(stdout).toContain('test.yml:2 at 5m firing: expected nothing, got [["alertname","Busy"]] []\n');
    expect(stdout).toContain("1 alert test: 0 passed, 1 failed, in");
  });

  it.each([
    ["missing.yaml", "there is no file or folder missing.yaml."],
    [".", "there are no files *.alerts.test.yaml in .."],
  ])("ends with 2 where %s names no tests", (named, why) => {
    expect(belfryTest(named)).toMatchObject({ code: 2, stdout: "", stderr: `error: ${why}\n` });
  });
});
