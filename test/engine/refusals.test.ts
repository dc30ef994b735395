import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";

import type { Problem } from "../../model/problem";
import { CheckoutCopy, describeWithCli, succeeded, type Run } from "../support/engine";

const stackTrace = /^\s+at .*:\d+:\d+\)?$/m;

// Nothing is ever deployed here: one copy, whose stack is made but empty, serves all tests.
describeWithCli("what cannot go on", () => {
  let copy: CheckoutCopy;

  beforeAll(async () => {
    copy = new CheckoutCopy();
    copy.configure();
    // Makes the stack and has nothing to recover.
    const made = await copy.belfry("recover");
    expect(made).toMatchObject({
      code: 0,
      stdout: "State and provider agree; nothing to recover.\n",
    });
  });

  afterAll(() => copy.remove());

  afterEach(async () => {
    copy.configure();
    expect(await copy.objects()).toEqual([]);
  });

  it("says which file holds the passphrase when it is the wrong one", async () => {
    const file = copy.path(".belfry", "passphrase");
    const right = readFileSync(file, "utf8");
    writeFileSync(file, "wrong");
    const run = await copy.belfry("start");
    writeFileSync(file, right);
    expectRefusal(run);
    expect(run.text).toMatch(/passphrase/i);
    expect(run.text).toContain(file);
  });

  it("says which option named a port that is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const run = await copy.belfry("sandbox", "--datadog-port", String(port));
    server.close();
    expectRefusal(run);
    expect(run.text).toContain(`Port ${port} (option --datadog-port) is in use by another program`);
  });

  it("tells every mistake in the local stack's file at once", async () => {
    copy.configure({
      page: true,
      probeSlowdwn: 2,
      services: ["vendhubb"],
      overrides: { "vendhub/cpu": { criticl: 88 } },
    });
    const run = await copy.belfry("start");
    expectRefusal(run);
    for (const mistake of ["belfry:page", "belfry:probeSlowdwn", "vendhubb"])
      expect(run.text).toContain(mistake);
    expect(run.text).toContain("Did you mean pages?");
  });

  it("finds an override that has ended, and deploys the same plan as before", async () => {
    const override = (until: string) => ({
      overrides: { "vendhub/cpu": { critical: { value: "88 %", because: "sale", until } } },
    });
    copy.configure(override("2999-12-31"));
    succeeded(await copy.belfry("check", "--stack", "local"));
    const current = await planOf(copy);

    copy.configure(override("2020-01-01"));
    const run = await copy.belfry("check", "--stack", "local");
    expectRefusal(run);
    expect(run.text).toMatch(
      /belfry:overrides\.vendhub\/cpu\.critical \(2020-01-01\): .*sale.*\[override\/expired\]/,
    );
    expect(await planOf(copy)).toEqual(current);
    expect(JSON.stringify(current)).toMatch(/"id":"vendhub\/cpu",.*?"critical":88\b/);
  });

  it("refuses a production stack until every required setting is there", async () => {
    const check = await copy.belfry("check", "--stack", "prod", "--deployable", "--format", "json");
    const { problems } = JSON.parse(check.stdout) as { readonly problems: readonly Problem[] };
    const required = problems.filter(({ code }) => code === "setting/required").map(({ path }) => path);
    expect(required.length).toBeGreaterThan(10);

    const backend = copy.path(".belfry", "prod-state");
    mkdirSync(backend);
    const run = await copy.withSandbox(async ({ environment }) => {
      const prod = {
        environment: { ...environment, PULUMI_BACKEND_URL: `file://${backend}`, PULUMI_STACK: "prod" },
      };
      succeeded(await copy.pulumi(prod, "stack", "init", "prod"));
      return copy.pulumi(prod, "preview", "--stack", "prod");
    });
    expect(run.code).not.toBe(0);
    expect(run.text).not.toMatch(stackTrace);
    expect(required.filter((path) => !run.text.includes(`${path}: `))).toEqual([]);
    expect(run.text).not.toMatch(/\+ .*Monitor/);
  });

  describe("because another run holds the stack", () => {
    const lock = (pid: number) => {
      mkdirSync(copy.locksFolder, { recursive: true });
      const file = join(copy.locksFolder, "11111111-1111-4111-8111-111111111111.json");
      const held = { pid, username: "somebody", hostname: hostname(), timestamp: "2026-11-21T06:00:00Z" };
      writeFileSync(file, JSON.stringify(held));
      return file;
    };

    it("refuses to start while its process lives, and leaves the lock alone", async () => {
      const file = lock(process.pid);
      const run = await copy.belfry("start");
      expectRefusal(run);
      expect(run.text).toContain("Another run holds the stack; wait for it, or end it:");
      expect(run.text).toContain(`process ${process.pid} on ${hostname()}, since 2026-11-21T06:00:00Z`);
      expect(existsSync(file)).toBe(true);
    });

    it("breaks the lock of a process that is gone, once told to", async () => {
      // Process numbers end below this.
      const file = lock(2 ** 30);
      expect((await copy.belfry("recover")).stdout).toContain(`Break the lock of process ${2 ** 30}`);
      expect(existsSync(file)).toBe(true);
      expect(await copy.belfry("recover", "--yes")).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`Break the lock of process ${2 ** 30}`),
      });
      expect(existsSync(file)).toBe(false);
    });
  });
});

function expectRefusal(run: Run): void {
  expect(run).toMatchObject({ code: 1, text: expect.not.stringMatching(stackTrace) });
}

async function planOf(copy: CheckoutCopy): Promise<unknown> {
  const { stdout } = await copy.belfry("plan", "--stack", "local", "--format", "json");
  const { guardrails } = JSON.parse(stdout) as { readonly guardrails: readonly object[] };
  return guardrails.map((each) => ({ ...each, sources: [] }));
}
