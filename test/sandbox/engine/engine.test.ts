import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { startSandbox, type Sandbox } from "../../../sandbox/control-plane";
import { listObjects } from "../../../sandbox/inventory";
import { faultsFile, objectFile } from "../../../sandbox/paths";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder("engine");
const directory = join(folder, "sandbox");
const program = join(folder, "program");
const hasCli = spawnSync("pulumi", ["version"]).status === 0;
// Said aloud, because a test that silently does not run looks like one that passes.
const describeWithCli = hasCli ? describe : describe.skip;
if (!hasCli) console.warn("No `pulumi` on PATH: the sandbox's engine tests are skipped.");

let sandbox: Sandbox;

interface Run {
  readonly code: number | null;
  readonly text: string;
}

function pulumi(...words: readonly string[]): Run {
  const done = spawnSync("pulumi", [...words, "--non-interactive"], {
    cwd: program,
    encoding: "utf8",
    env: {
      ...process.env,
      ...sandbox.environment,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  });
  return { code: done.status, text: `${done.stdout}${done.stderr}` };
}

const drift = ["refresh", "--preview-only", "--expect-no-changes", "--diff"] as const;
const count = async (): Promise<number> => (await listObjects(directory)).length;

beforeAll(async () => {
  mkdirSync(join(folder, "state"), { recursive: true });
  mkdirSync(program);
  cpSync(join(__dirname, "program.cjs"), join(program, "index.js"));
  symlinkSync(join(__dirname, "..", "..", "..", "node_modules"), join(program, "node_modules"));
  writeFileSync(join(program, "package.json"), '{"name":"throwaway","main":"index.js"}');
  writeFileSync(join(program, "Pulumi.yaml"), "name: throwaway\nruntime: nodejs\n");
  sandbox = await startSandbox({ directory });
});

afterAll(async () => {
  await sandbox.stop();
});

describeWithCli("the real engine on the sandbox", () => {
  it("previews without making anything", async () => {
    expect(pulumi("stack", "init", "dev").code).toBe(0);
    const preview = pulumi("preview");
    expect(preview).toMatchObject({ code: 0, text: expect.stringContaining("to create") });
    expect(preview.text).not.toMatch(/warning|0 to create/);
    expect(await count()).toBe(0);
  });

  it("shows every refused input at once, with its code, and makes nothing", async () => {
    pulumi("config", "set", "breaks", "threshold");
    const preview = pulumi("preview");
    expect(preview.code).not.toBe(0);
    expect(preview.text).toContain("[datadog/monitor-threshold-query]");
    expect(preview.text).toContain("[datadog/monitor-priority]");
    pulumi("config", "rm", "breaks");
    expect(await count()).toBe(0);
  });

  it("makes everything, and a second time changes nothing", async () => {
    const up = pulumi("up", "--yes", "--skip-preview");
    expect(up).toMatchObject({ code: 0, text: expect.stringContaining('account: "111122223333"') });
    expect(await count()).toBe(13);
    expect(pulumi("up", "--yes", "--skip-preview", "--expect-no-changes").code).toBe(0);
    expect(pulumi(...drift).code).toBe(0);
  });

  it("keeps secrets out of its files and of the state", () => {
    const kept = [directory, join(folder, "state")].flatMap((root) =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
    );
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter((text) => text.includes("hunter2"))).toEqual([]);
  });

  it("sees what somebody changed by hand, and puts it back", async () => {
    const [cpu] = await listObjects(directory, { where: ({ inputs }) => inputs["name"] === "cpu" });
    if (cpu === undefined) throw new Error("no monitor");
    const file = objectFile(directory, cpu);
    writeFileSync(file, readFileSync(file, "utf8").replace("> 90", "> 99"));

    const seen = pulumi(...drift);
    expect(seen.code).toBe(7);
    expect(seen.text).toMatch(/query\s*: "avg\(last_5m\):avg:system\.cpu\.user\{\*\} > 90" => .*> 99"/);

    expect(pulumi("up", "--yes", "--skip-preview", "--refresh").code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("> 90");
  });

  it("makes again what somebody deleted by hand", async () => {
    const [alert] = await listObjects(directory, { package: "sentry" });
    if (alert === undefined) throw new Error("no alert");
    rmSync(objectFile(directory, alert));
    expect(pulumi(...drift).code).toBe(7);
    expect(pulumi("up", "--yes", "--skip-preview", "--refresh").code).toBe(0);
    expect(await listObjects(directory, { package: "sentry" })).toHaveLength(1);
  });

  it("fails as told: an object whose answer got lost exists outside the state, and can be imported", async () => {
    const monitor = "datadog:index/monitor:Monitor";
    const [cpu] = await listObjects(directory, { where: ({ inputs }) => inputs["name"] === "cpu" });
    if (cpu === undefined) throw new Error("no monitor");
    rmSync(objectFile(directory, cpu));
    writeFileSync(
      faultsFile(directory),
      JSON.stringify([{ kind: "lose-answer", type: monitor, operation: "create", nth: 1 }]),
    );

    const up = pulumi("up", "--yes", "--skip-preview", "--refresh");
    expect(up.code).not.toBe(0);
    const twins = await listObjects(directory, { where: ({ inputs }) => inputs["name"] === "cpu" });
    expect(twins).toHaveLength(1);
    expect(pulumi("stack", "export").text).not.toContain(`"id": "${twins[0]?.id ?? ""}"`);

    rmSync(faultsFile(directory));
    const adopt = [
      "import",
      monitor,
      "cpu",
      twins[0]?.id ?? "",
      "--yes",
      "--generate-code=false",
      "--protect=false",
    ];
    expect(pulumi(...adopt)).toMatchObject({ code: 0 });
    expect(pulumi("up", "--yes", "--skip-preview", "--expect-no-changes").code).toBe(0);
  });

  it("leaves nothing after a destroy", async () => {
    expect(pulumi("destroy", "--yes", "--skip-preview").code).toBe(0);
    expect(await listObjects(directory)).toEqual([]);
  });
});
