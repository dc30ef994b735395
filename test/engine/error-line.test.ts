import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { copyBelfry, stacks } from "../../bench/projects";
import { temporaryFolder } from "../sandbox/support/temporary-folder";

const folder = temporaryFolder("error-line");
const hasCli = spawnSync("pulumi", ["version"]).status === 0;
// Said aloud, because a test that silently does not run looks like one that passes.
const describeWithCli = hasCli ? describe : describe.skip;
if (!hasCli) console.warn("No `pulumi` on PATH: the test of errors' lines is skipped.");

/** Breaks one line of a copy of Belfry; gives back what its preview says, and the number of that line. */
function previewWith(part: string, before: RegExp, statement: string): { text: string; line: number } {
  const { folder: project } = copyBelfry(join(__dirname, "..", ".."), join(folder, `${Math.random()}`), 1);
  const lines = readFileSync(join(project, part), "utf8").split("\n");
  const line = lines.findIndex((each) => before.test(each)) + 1;
  lines[line - 1] = `${statement} ${lines[line - 1] ?? ""}`;
  writeFileSync(join(project, part), lines.join("\n"));
  mkdirSync(join(project, ".state"));
  const environment = {
    ...process.env,
    PULUMI_BACKEND_URL: `file://${join(project, ".state")}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  const run = (...words: readonly string[]): string => {
    const options = { cwd: project, encoding: "utf8", env: environment } as const;
    const { stderr, stdout } = spawnSync("pulumi", [...words, "--non-interactive"], options);
    return `${stdout}${stderr}`;
  };
  run("stack", "init", stacks.empty);
  return { text: run("preview", "--stack", stacks.empty), line };
}

describeWithCli("an error in the program", () => {
  it("points at the line of a service's file", () => {
    const { line, text } = previewWith("services/vendhub.ts", /^export const vendhub/, "fail();");

    expect(text).toContain(
      `services/vendhub.ts:${line}: it cannot be loaded: ReferenceError: fail is not defined.`,
    );
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });

  it("is told by itself where only the compiler would find it", () => {
    const { text } = previewWith("services/vendhub/alerts.ts", /critical: fact\("VH-008"/, "critcal: null,");

    expect(text).toContain("vendhub/cpu.critcal: no such field is known; it would be ignored.");
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });

  it("points at the line of a component's file, and at the one that made the component", () => {
    const part = "components/monitors/threshold-monitor.ts";
    const { line, text } = previewWith(
      part,
      /const args = toMonitorArgs/,
      'if (name) throw new Error("on purpose");',
    );

    expect(text).toContain("Error: on purpose");
    expect(text).toMatch(new RegExp(`new ThresholdMonitor .*threshold-monitor\\.ts:${line}:\\d+`));
    expect(text).toMatch(/guardrail-factories\.ts:\d+:\d+/);
  });

  it("points at the line that gave a resource what the SDK refuses", () => {
    const part = "components/monitors/threshold-monitor.ts";
    const { line, text } = previewWith(
      part,
      /new datadog\.Monitor\(/,
      "delete (args as Partial<typeof args>).message;",
    );

    expect(text).toContain("Missing required property 'message'");
    expect(text).toMatch(new RegExp(`threshold-monitor\\.ts:${line}:\\d+`));
  });
});
