import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { stringify } from "yaml";

import type { StackExport } from "../../recovery/deployment";
import type { InventoryObject } from "../../sandbox/inventory";
import { identitiesOf } from "../support/engine-inventory";
import { CheckoutCopy, describeWithCli, succeeded, until } from "../support/engine";
import { end, isRunning } from "../support/engine-processes";

// One copy serves all tests, in order: each goes on from what the one before it deployed.
describeWithCli("an environment in shards", () => {
  let copy: CheckoutCopy;
  let deployed: readonly InventoryObject[] = [];
  const stacks = ["review.estate", "review.operations", "review.vendhub"];

  beforeAll(() => {
    copy = new CheckoutCopy();
    write(["vendhub", "operations"]);
  });

  afterAll(() => copy.remove());

  const write = (services: readonly string[]): void => {
    const config = { "belfry:environment": "review", "belfry:services": services };
    writeFileSync(copy.path("Pulumi.review.yaml"), stringify({ config }));
  };

  const stackFile = (stack: string): string =>
    copy.path(".belfry", "state", ".pulumi", "stacks", "belfry", `${stack}.json`);

  /** What the stacks' states hold at providers, each with the stack. */
  const known = (): readonly string[] =>
    stacks
      .filter((stack) => existsSync(stackFile(stack)))
      .flatMap((stack) => {
        const { checkpoint } = JSON.parse(readFileSync(stackFile(stack), "utf8")) as {
          readonly checkpoint: { readonly latest: StackExport["deployment"] | null };
        };
        return (checkpoint.latest?.resources ?? [])
          .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
          .map(({ id = "", type }) => `${type} ${id}`);
      });

  const expectAgreement = async (): Promise<void> => {
    const objects = await copy.objects();
    expect([...known()].sort()).toEqual(objects.map(({ id, type }) => `${type} ${id}`).sort());
  };

  /** The lines of the summary, without the columns of numbers. */
  const outcomes = (stdout: string): readonly string[] =>
    [...stdout.matchAll(/^(review\.\w+) .* {2}(\w+(?: \w+)?)$/gm)].map(
      ([, stack = "", outcome = ""]) => `${stack} ${outcome}`,
    );

  it("is shown first where nobody can answer, and nothing of it is deployed", async () => {
    const run = await copy.belfry("up", "review", "--layout", "shards");
    expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining("--yes deploys review.") });
    expect(outcomes(run.stdout)).toEqual([
      "review.estate would change",
      "review.vendhub would change",
      "review.operations would change",
    ]);
    expect(await copy.objects()).toEqual([]);
    expect(copy.git("status", "--porcelain").trim()).toBe("?? Pulumi.review.yaml");
    expect(copy.read("Pulumi.review.yaml")).not.toContain("encryptionsalt");
  });

  it("is deployed but for the shard that fails, whose error stands under its name", async () => {
    copy.fault({ kind: "500", operation: "create", type: "SentryIssueAlert" });
    const { code, stdout } = await copy.belfry("up", "review", "--layout", "shards", "--yes");
    copy.fault();
    expect(code).toBe(1);
    expect(outcomes(stdout)).toEqual([
      "review.estate deployed",
      "review.vendhub deployed",
      "review.operations failed",
    ]);
    expect(stdout).toMatch(/^review\.operations failed:\n {2}operations\/\S+: [^\n]*\n[^\n]*500 /m);
  });

  it("goes on after a kill where the run was cut off, without a duplicate", async () => {
    copy.fault({ kind: "slow", operation: "create", milliseconds: 400 });
    const up = copy.spawnBelfry("up", "--stack", "review", "--yes");
    const before = (await copy.objects()).length;
    await until(async () => (await copy.objects()).length > before, 90_000, "a further object is made");
    const all = up.descendants();
    const engine = all.find(({ command }) => /^\S*pulumi up /.test(command));
    for (const { pid } of [{ pid: up.pid }, ...(engine ? [engine] : [])]) end(pid);
    await up.done;
    await until(() => !all.some(({ pid }) => isRunning(pid)), 10_000).catch(() => {
      for (const { pid } of all) end(pid);
    });
    copy.fault();

    const { code, stderr, stdout } = await copy.belfry("up", "--stack", "review", "--yes");
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("Recovered:") });
    expect(outcomes(stdout)).toHaveLength(3);
    // What two shards had made, or one twice, some state would not know.
    await expectAgreement();
    deployed = await copy.objects();
    expect((await copy.belfry("recover", "review")).stdout).toBe(
      "State and provider agree; nothing to recover.\n",
    );
  });

  it("is read as one environment, whose plan fits the states of all its stacks", async () => {
    const run = await copy.belfry(
      ...["preview", "--base", "deployed:review", "--head", "deployed:review", "--stack", "review"],
      ...["--format", "json"],
    );
    succeeded(run);
    expect(JSON.parse(run.stdout)).toMatchObject({ changes: [] });
  });

  it("is what its file says, with the settings that the sandbox makes up", async () => {
    const run = await copy.belfry(
      ...["preview", "--base", "deployed:review", "--stack", "review", "--format", "json"],
    );
    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(JSON.parse(run.stdout)).toMatchObject({ changes: [], stacks: [{ settings: [] }] });
  });

  it("is never deployed a second time as one stack", async () => {
    const run = await copy.belfry("up", "review", "--layout", "one", "--yes");
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("belfry reshard review --to one") });
  });

  it("loses the resources of a service that it leaves out, and no other", async () => {
    write(["vendhub"]);
    const { code, stdout } = await copy.belfry("up", "review", "--yes");
    expect(code).toBe(0);
    expect(outcomes(stdout)).toContain("review.operations deployed");
    await expectAgreement();
    const left = new Set((await copy.objects()).map(({ id, type }) => `${type} ${id}`));
    const gone = deployed.filter(({ id, type }) => !left.has(`${type} ${id}`));
    expect(gone.length).toBeGreaterThan(30);
    expect(identitiesOf(gone).filter((each) => each.includes("vendhub"))).toEqual([]);
    expect(readdirSync(copy.path(".belfry")).filter((name) => name.includes("lock"))).toEqual([]);
  });
});
