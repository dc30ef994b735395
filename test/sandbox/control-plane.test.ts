import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

import { lostControlPlanes, sandboxStatus, startSandbox, stopSandbox } from "../../sandbox/control-plane";
import { PACKAGES } from "../../sandbox/packages";
import { lastWordsFile, recordFile } from "../../sandbox/paths";
import { isAlive } from "../../recovery/process";
import { readRunning } from "../../sandbox/running";
import { temporaryFolder } from "./support/temporary-folder";

const checkout = join(__dirname, "..", "..");
const folder = temporaryFolder("control-plane");

function pids(directory: string): readonly number[] {
  const record = readRunning(directory);
  return record === undefined ? [] : PACKAGES.map((name) => record.providers[name].pid);
}

async function gone(processes: readonly number[]): Promise<boolean> {
  for (let tries = 0; tries < 100 && processes.some(isAlive); tries++) await wait(50);
  return !processes.some(isAlive);
}

describe("a sandbox", () => {
  const directory = join(folder, "one");

  it("starts, is joined by a second start, and stops", async () => {
    expect(await sandboxStatus(directory)).toEqual({ state: "none" });
    const lines: string[] = [];
    const [first, second] = await Promise.all([
      startSandbox({ directory, onProgress: (line) => lines.push(line) }),
      startSandbox({ directory, onProgress: (line) => lines.push(line) }),
    ]);
    expect([first.joined, second.joined].sort()).toEqual([false, true]);
    expect(first.environment).toEqual(second.environment);
    expect(first.environment["PULUMI_DEBUG_PROVIDERS"]).toMatch(
      /^datadog:\d+,sentry:\d+,aws:\d+,kubernetes:\d+$/,
    );
    expect(lines).toEqual([
      expect.stringMatching(/^Sandbox ready/),
      expect.stringMatching(/^Joined the sandbox/),
    ]);

    const joiner = first.joined ? first : second;
    await joiner.stop();
    expect((await sandboxStatus(directory)).state).toBe("running");

    const running = pids(directory);
    expect(await stopSandbox(directory)).toBe(true);
    expect(await gone(running)).toBe(true);
    expect(await sandboxStatus(directory)).toEqual({ state: "none" });
    expect(await stopSandbox(directory)).toBe(false);
  });

  it("cleans up after processes that died, and after a record that is half written", async () => {
    const sandbox = await startSandbox({ directory });
    const running = pids(directory);
    for (const pid of running) process.kill(pid, "SIGKILL");
    await gone(running);
    expect((await sandboxStatus(directory)).state).toBe("stale");
    const again = await startSandbox({ directory });
    expect(again.joined).toBe(false);
    await again.stop();
    await sandbox.stop();

    mkdirSync(directory, { recursive: true });
    writeFileSync(recordFile(directory), "{ half");
    expect((await sandboxStatus(directory)).state).toBe("stale");
    await stopSandbox(directory);
    expect(existsSync(recordFile(directory))).toBe(false);
  });

  it("names the control planes that went away under a deployment", async () => {
    const directory = join(folder, "losing");
    const sandbox = await startSandbox({ directory });
    expect(await lostControlPlanes(directory)).toBeNull();
    const victim = readRunning(directory)?.providers.datadog.pid ?? 0;
    process.kill(victim, "SIGKILL");
    await gone([victim]);
    expect(await lostControlPlanes(directory)).toBe(
      "The sandbox's datadog process ended during the deployment.",
    );
    await sandbox.stop();
    expect(await lostControlPlanes(directory)).toBe(
      "The sandbox's datadog, sentry, aws, kubernetes processes ended during the deployment.",
    );
  });

  it("keeps why a control plane ended by itself", async () => {
    const directory = join(folder, "defect");
    mkdirSync(directory);
    const preload = join(folder, "defect.cjs");
    writeFileSync(preload, 'process.on("SIGUSR2", () => { throw new Error("a defect of ours"); });\n');
    const script = join(checkout, "sandbox", "provider-process.ts");
    const words = [
      "-r",
      join(checkout, "toolchain", "register.cjs"),
      "-r",
      preload,
      script,
      "aws",
      directory,
    ];
    const child = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "ignore"] });
    await once(child.stdout, "data");
    child.kill("SIGUSR2");
    await once(child, "exit");
    const lost = await lostControlPlanes(directory);
    expect(lost).toContain(`processes ended during the deployment; see ${lastWordsFile(directory, "aws")}.`);
    expect(readFileSync(lastWordsFile(directory, "aws"), "utf8")).toMatch(
      /^2\S+Z Error: a defect of ours\n +at .*defect\.cjs:1/,
    );

    const sandbox = await startSandbox({ directory });
    expect(existsSync(lastWordsFile(directory, "aws"))).toBe(false);
    await sandbox.stop();
  });

  it("leaves a stranger's process alone whose number stands in an old record", async () => {
    const stranger = spawn("sleep", ["30"]);
    const entry = { pid: stranger.pid ?? 0, port: 1 };
    const providers = Object.fromEntries(PACKAGES.map((name) => [name, entry]));
    const host = (await promisify(execFile)("hostname")).stdout.trim();
    writeFileSync(recordFile(directory), JSON.stringify({ host, startedBy: 1, startedAt: "", providers }));
    await stopSandbox(directory);
    expect(isAlive(entry.pid)).toBe(true);
    stranger.kill();
  });

  it("says which option names a port that is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await expect(startSandbox({ directory, ports: { aws: port } })).rejects.toThrow(
      `Port ${port} (option ports.aws) is in use by another program`,
    );
    expect(await sandboxStatus(directory)).toEqual({ state: "none" });
    server.close();
  });

  async function startedElsewhere(directoryOfChild: string): Promise<ChildProcess> {
    const script = `
      require("./toolchain/register.cjs");
      const { startSandbox } = require("./sandbox/control-plane.ts");
      startSandbox({ directory: ${JSON.stringify(directoryOfChild)} }).then(() => { console.log("up"); setInterval(() => {}, 1000); });`;
    const parent = spawn(process.execPath, ["-e", script], { cwd: checkout });
    await once(parent.stdout, "data");
    return parent;
  }

  it("dies with the process that started it, even when that one is killed", async () => {
    const directoryOfChild = join(folder, "orphan");
    const parent = await startedElsewhere(directoryOfChild);
    const running = pids(directoryOfChild);
    expect(running).toHaveLength(PACKAGES.length);
    parent.kill("SIGKILL");
    expect(await gone(running)).toBe(true);
    expect((await sandboxStatus(directoryOfChild)).state).toBe("stale");
  });

  it("serves those that joined it after the process that started it is gone, and ends with the last", async () => {
    const shared = join(folder, "shared");
    const parent = await startedElsewhere(shared);
    const [one, two] = [await startSandbox({ directory: shared }), await startSandbox({ directory: shared })];
    const running = pids(shared);
    parent.kill("SIGKILL");
    // A control plane that still loads its rules hears of it only afterwards.
    await wait(4000);
    expect((await sandboxStatus(shared)).state).toBe("running");

    await one.stop();
    expect((await sandboxStatus(shared)).state).toBe("running");
    await two.stop();
    expect([await gone(running), await sandboxStatus(shared)]).toEqual([true, { state: "none" }]);
  });

  it("lets a program end that never stops it", async () => {
    const script = `
      require("./toolchain/register.cjs");
      require("./sandbox/control-plane.ts").startSandbox({ directory: ${JSON.stringify(join(folder, "forgotten"))} });`;
    const { stderr } = await promisify(execFile)(process.execPath, ["-e", script], {
      cwd: checkout,
      timeout: 15_000,
    });
    expect(stderr.replaceAll(/npm warn.*\n/g, "")).toBe("");
    expect(readFileSync(recordFile(join(folder, "forgotten")), "utf8")).toContain("datadog");
  });
});
