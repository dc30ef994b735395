import { readdirSync, readFileSync, writeFileSync } from "node:fs";

import type { StackExport, StateResource } from "../../recovery/deployment";
import {
  CheckoutCopy,
  describeWithCli,
  succeeded,
  until,
  type OpenSandbox,
  type Run,
} from "../support/engine";
import { killsAt } from "../support/kills";
import { end } from "../support/engine-processes";

// One copy: each test begins from what a snapshot brings back.
describeWithCli("an environment in one stack, moved to a stack for each service and back", () => {
  let copy: CheckoutCopy;
  let objects: Awaited<ReturnType<CheckoutCopy["objects"]>> = [];
  let inOne: ReturnType<CheckoutCopy["snapshot"]>;
  let inShards: ReturnType<CheckoutCopy["snapshot"]>;
  let atFirst: readonly StateResource[] = [];
  const shards = ["demo.estate", "demo.vendhub"];

  beforeAll(async () => {
    copy = new CheckoutCopy();
    writeFileSync(copy.path("Pulumi.demo.yaml"), "config:\n  belfry:services: [vendhub]\n");
    succeeded(await copy.belfry("up", "demo", "--yes"));
    objects = await copy.objects();
    atFirst = resourcesOf("demo");
    inOne = copy.snapshot();
  });

  afterAll(() => copy.remove());

  const stacksFolder = (): string => copy.path(".belfry", "state", ".pulumi", "stacks", "belfry");

  const stacks = (): readonly string[] =>
    readdirSync(stacksFolder())
      .flatMap((file) => /^(demo.*)\.json$/.exec(file)?.[1] ?? [])
      .sort();

  const resourcesOf = (stack: string): readonly StateResource[] => {
    const file = readFileSync(`${stacksFolder()}/${stack}.json`, "utf8");
    const { checkpoint } = JSON.parse(file) as {
      readonly checkpoint: { readonly latest?: StackExport["deployment"] | null };
    };
    return checkpoint.latest?.resources ?? [];
  };

  /** What ties a resource to its object: all but the stack's name. */
  const idsOf = (stack: string): readonly string[] =>
    resourcesOf(stack)
      .filter(({ type }) => !type.startsWith("pulumi:"))
      .map(({ id = "", urn }) => `${urn.split("::").slice(1).join("::")} ${id}`)
      .sort();

  /** All is where it should be, once, and no provider was asked to change anything. */
  async function expectMoved(to: readonly string[]): Promise<void> {
    expect(stacks()).toEqual(to);
    expect(to.flatMap(idsOf).sort()).toEqual(
      atFirst
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .map(({ id = "", urn }) => `${urn.split("::").slice(1).join("::")} ${id}`)
        .sort(),
    );
    expect(await copy.objects()).toEqual(objects);
  }

  /** A plain `pulumi` on the one stack, in the project that belfry runs it from. */
  const onDemo = (sandbox: OpenSandbox, ...words: readonly string[]): Promise<Run> =>
    copy.pulumi(sandbox, "--cwd", copy.path(".belfry", "projects", "sandbox"), ...words, "--stack", "demo");

  const reshard = (to: string, ...more: readonly string[]): Promise<Run> =>
    copy.belfry("reshard", "demo", "--to", to, ...more);

  /** A deployment, which also writes the outputs of new stacks, finds everything as it should be. */
  async function expectNothingToDeploy(): Promise<void> {
    const { code, stdout } = await copy.belfry("up", "demo", "--yes", "--format", "json");
    const told = JSON.parse(stdout) as { readonly stacks: readonly { readonly outcome: string }[] };
    expect({ code, outcomes: told.stacks.map(({ outcome }) => outcome) }).toEqual({
      code: 0,
      outcomes: stacks().map(() => "unchanged"),
    });
    expect(await copy.objects()).toEqual(objects);
  }

  const proved = { upheavals: [], updates: 0, disturbed: [], objects: { lost: [], added: [], doubled: [] } };

  it("shows the move first, and changes nothing", async () => {
    const before = resourcesOf("demo");
    const { code, stdout } = await reshard("shards");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^estate +\d+ +\d+ +demo +demo\.estate\nvendhub +\d+ +\d+ +demo +demo\.vendhub$/m,
      ),
    });
    expect(resourcesOf("demo")).toEqual(before);
    expect(stacks()).toEqual(["demo"]);
  });

  it("moves to shards: previews find nothing to create, delete or replace, and no object is touched", async () => {
    const { code, stdout } = await reshard("shards", "--yes", "--format", "json");
    const { applied, backup, emptied, proof } = JSON.parse(stdout) as Record<string, unknown>;
    expect({ code, applied, emptied, proof }).toMatchObject({
      code: 0,
      applied: true,
      emptied: ["demo"],
      proof: proved,
    });
    await expectMoved(shards);
    expect(readdirSync(String(backup))).toEqual(["demo.json"]);
    expect(readFileSync(`${String(backup)}/demo.json`, "utf8")).not.toContain("plaintext");
    expect(copy.git("status", "--porcelain", "--untracked-files=all")).toBe("?? Pulumi.demo.yaml\n");
    inShards = copy.snapshot();
  });

  it("deploys nothing anew in the shards", async () => {
    await expectNothingToDeploy();
  });

  it("has nothing to move where that is done", async () => {
    expect(await reshard("shards", "--yes")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Nothing to move."),
    });
  });

  it("moves back, and the next deployment changes nothing", async () => {
    expect(await reshard("one", "--yes")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("0 to create, 0 to delete, 0 to replace."),
    });
    await expectMoved(["demo"]);
    await expectNothingToDeploy();
  });

  const cuts: readonly (readonly [to: string, at: string])[] = [
    ["shards", "Writing the state of demo.vendhub"],
    ["shards", "Removing the stack demo"],
    ["one", "Writing the state of demo"],
    ["one", "Removing the stack demo.vendhub"],
  ];

  it.each(killsAt(cuts, [1]))("finishes a move to %s that was killed at “%s”", async (to, at) => {
    (to === "shards" ? inOne : inShards)();
    const first = copy.spawnBelfry("reshard", "demo", "--to", to, "--yes");
    await until(() => first.text().includes(at), 90_000, `it says “${at}”`);
    // A moment later one of Pulumi's commands is under way.
    await new Promise((resolve) => setTimeout(resolve, 250));
    for (const { pid } of [{ pid: first.pid }, ...first.descendants()]) end(pid);
    await first.done;

    const again = await reshard(to, "--yes");
    expect(again.code === 0 ? "" : again.text).toBe("");
    await expectMoved(to === "shards" ? shards : ["demo"]);
    expect(await reshard(to)).toMatchObject({ stdout: expect.stringContaining("Nothing to move.") });
  });

  it("goes the other way from where a kill left it", async () => {
    inOne();
    const first = copy.spawnBelfry("reshard", "demo", "--to", "shards", "--yes");
    await until(() => first.text().includes("Previewing"), 90_000, "it previews");
    for (const { pid } of [{ pid: first.pid }, ...first.descendants()]) end(pid);
    await first.done;
    expect(stacks()).toEqual(["demo", ...shards]);
    expect(await copy.belfry("up", "demo", "--yes")).toMatchObject({
      code: 1,
      text: expect.stringContaining("demo is in two layouts at once"),
    });

    succeeded(await reshard("one", "--yes"));
    await expectMoved(["demo"]);
  });

  it("moves nothing where a deployment has still something to make, and puts the states back", async () => {
    inOne();
    const monitor = atFirst.find(({ urn }) => urn.endsWith("::vendhub/cpu-monitor"));
    await copy.withSandbox(async (sandbox) => {
      const urn = monitor?.urn ?? "";
      expect(await onDemo(sandbox, "state", "delete", urn, "--yes", "--target-dependents")).toMatchObject({
        code: 0,
      });
    });
    const before = resourcesOf("demo");
    const { code, stdout } = await reshard("shards", "--yes");
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringContaining(
        "A deployment of demo.vendhub would create datadog:index/monitor:Monitor vendhub/cpu-monitor.",
      ),
    });
    expect(stacks()).toEqual(["demo"]);
    expect(resourcesOf("demo")).toEqual(before);
    expect(await copy.objects()).toEqual(objects);
  });

  it("names what hangs below no service, and moves nothing", async () => {
    inOne();
    const stray = {
      urn: "urn:pulumi:demo::belfry::datadog:index/team:Team::by-hand",
      type: "datadog:index/team:Team",
      custom: true,
      id: "by-hand",
      parent: "urn:pulumi:demo::belfry::pulumi:pulumi:Stack::belfry-demo",
    };
    await copy.withSandbox(async (sandbox) => {
      const exported = JSON.parse((await onDemo(sandbox, "stack", "export")).stdout) as StackExport;
      const resources = [...(exported.deployment.resources ?? []), stray];
      const file = copy.path(".belfry", "stray.json");
      writeFileSync(file, JSON.stringify({ ...exported, deployment: { ...exported.deployment, resources } }));
      succeeded(await onDemo(sandbox, "stack", "import", "--file", file));
    });
    const { code, stderr } = await reshard("shards", "--yes");
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("[reshard/homeless]") });
    expect(stacks()).toEqual(["demo"]);
  });
});
