import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { PACKAGES } from "../../../sandbox/packages";
import { isAlive } from "../../../recovery/process";
import { FakeCheckout, until } from "../support/fake-checkout";

// Each test runs several processes, slow where the machine is busy.
jest.setTimeout(60_000);

const checkout = new FakeCheckout();
afterEach(() => checkout.reset());
afterAll(() => {
  checkout.remove();
});

const refused = expect.objectContaining({
  code: 1,
  stdout: "",
  stderr: expect.stringMatching(
    /^Another run holds the stack; wait for it, or end it:\n {2}process \d+ on .*\n$/,
  ) as string,
});

describe("two commands at once on a fresh checkout", () => {
  it("make one stack and share one sandbox, which neither ends under the other", async () => {
    const [first, second] = await Promise.all([checkout.run("recover"), checkout.run("recover")]);

    expect([first.code, second.code]).toEqual([0, 0]);
    const lines = `${first.stderr}${second.stderr}`.split("\n").map((line) => line.split(" ")[0]);
    expect(lines.filter((word) => word === "Making")).toHaveLength(1);
    expect(existsSync(checkout.path(".belfry", "sandbox", "sandbox.json"))).toBe(false);
  });

  it("let the second start say who deploys, and leave nothing half done", async () => {
    const goOn = checkout.hold("up");
    const first = checkout.start(["start"]);
    await until(() => existsSync(checkout.path(".belfry", "run.lock")));
    const early = await checkout.run("start");
    await checkout.began("up");
    const late = await checkout.run("start");
    const recovery = await checkout.run("recover", "--yes");
    const look = await checkout.run("recover");
    goOn();

    expect([early, late, recovery, look]).toEqual([refused, refused, refused, refused]);
    expect(await first.done).toMatchObject({ code: 0, stdout: expect.stringContaining("no changes") });
    expect(readdirSync(checkout.path(".belfry")).filter((name) => /lock|draft/.test(name))).toEqual([]);
  });
});

describe("a sandbox that a second command joined", () => {
  it("stays until the second is done, then ends", async () => {
    const endUp = checkout.hold("up");
    const sandbox = checkout.start(["sandbox"]);
    await until(() => existsSync(checkout.path(".belfry", "sandbox", "sandbox.json")));
    const start = checkout.start(["start"]);
    await checkout.began("up");
    const serving = checkout.serving();
    sandbox.child.kill("SIGINT");

    expect(await sandbox.done).toMatchObject({ code: 0 });
    expect(serving.map(isAlive)).toEqual(PACKAGES.map(() => true));
    endUp();
    const ended = await start.done;
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining("Joined the sandbox") });
    await until(() => !serving.some(isAlive));
  });
});

describe("belfry start beside another run", () => {
  it("does not call it cut off while a plain pulumi holds the stack", async () => {
    await checkout.run("recover");
    const folder = checkout.path(".belfry", "state", ".pulumi", "locks", "organization", "belfry", "local");
    mkdirSync(folder, { recursive: true });
    const held = { pid: process.pid, username: "somebody", hostname: hostname(), timestamp: "today" };
    writeFileSync(join(folder, "1.json"), JSON.stringify(held));

    expect(await checkout.run("start")).toEqual(refused);
    expect(readdirSync(folder)).toEqual(["1.json"]);
  });

  it("takes over from one that was killed", async () => {
    const endUp = checkout.hold("up");
    const first = checkout.start(["start"]);
    await checkout.began("up");
    first.child.kill("SIGKILL");
    await first.done;
    endUp();

    expect(await checkout.run("start")).toMatchObject({ code: 0 });
  });
});

describe("without a Pulumi CLI on PATH", () => {
  const path = (): string => [checkout.path("node_modules", ".bin"), "/usr/bin", "/bin"].join(":");

  it("finds the one that npm start would use", async () => {
    checkout.installCli(checkout.path("home", ".pulumi", "versions", "3.259.0", "bin"));

    expect(await checkout.start(["recover"], { PATH: path() }).done).toMatchObject({
      code: 0,
      stdout: "State and provider agree; nothing to recover.\n",
    });
  });

  it("tells the three ways to get one, and starts nothing", async () => {
    // Nothing can be put there, so nothing is downloaded.
    const nowhere = { PATH: path(), PULUMI_HOME: "/dev/null/nowhere" };
    const { code, stderr, stdout } = await checkout.start(["recover"], nowhere).done;

    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^Belfry needs the Pulumi CLI, and none of the three ways to get it worked:/);
    expect(stderr).not.toMatch(/fault of belfry|Sandbox ready|\n\s+at /);
    expect(existsSync(checkout.path(".belfry", "sandbox"))).toBe(false);
  });
});

describe("a passphrase that is gone", () => {
  const passphrase = (): string => checkout.path(".belfry", "passphrase");

  it("is told, where a stack was made with it, and nothing is made", async () => {
    await checkout.run("recover");
    rmSync(passphrase());
    const before = readdirSync(checkout.path(".belfry"));
    const { code, stderr, stdout } = await checkout.run("start");

    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`${passphrase()} is missing`);
    expect(stderr).toContain(`remove ${checkout.path(".belfry", "state")}`);
    expect(readdirSync(checkout.path(".belfry"))).toEqual(before);
  });

  it("takes the salt with it, once the state was removed as told", async () => {
    await checkout.run("recover");
    const file = checkout.path("Pulumi.local.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, `${text}encryptionsalt: v1:old\n`);
    for (const gone of [passphrase(), checkout.path(".belfry", "state")]) rmSync(gone, { recursive: true });

    expect(await checkout.run("start")).toMatchObject({ code: 0 });
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});
