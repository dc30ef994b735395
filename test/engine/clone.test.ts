import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { StackExport } from "../../recovery/deployment";
import type { InventoryObject } from "../../sandbox/inventory";
import { CheckoutCopy, describeWithCli, succeeded, until, type Running } from "../support/engine";
import { killsAt } from "../support/kills";
import { contentsOf, identitiesOf } from "../support/engine-inventory";
import { end, isRunning } from "../support/engine-processes";

/** Half of the origin's replicas, and looser; it is over by the time that it is swept. */
const words = ["clone", "prod", "demo", "--scale", "0.5", "--relax", "1.5x", "--ttl", "1min"] as const;

interface Look {
  readonly file: string;
  readonly objects: readonly string[];
  readonly urns: readonly string[];
}

interface Report {
  readonly rewrites: readonly { readonly path: string; readonly to: string | null }[];
  readonly deployed: { readonly resources: number; readonly changes: string } | null;
}

describeWithCli("a clone in the sandbox", () => {
  let copy: CheckoutCopy;
  let bare: () => void;
  let origin: ReadonlyMap<string, string>;
  let dry: Report;
  let made: Report;
  let clean: Look;

  beforeAll(async () => {
    copy = new CheckoutCopy();
    // One service has something of every package but Sentry.
    const file = copy.path("Pulumi.prod.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("config:\n", "config:\n  belfry:services: [vendhub]\n"),
    );
    succeeded(await copy.belfry("up", "prod", "--yes"));
    origin = contentsOf(await copy.objects());
    bare = copy.snapshot();
    dry = await cloned("--dry-run");
    expect(existsSync(copy.path("Pulumi.demo.yaml"))).toBe(false);
    made = await cloned();
    clean = await look();
  });

  afterAll(() => copy.remove());

  async function cloned(...more: readonly string[]): Promise<Report> {
    const run = await copy.belfry(...words, "--format", "json", ...more);
    succeeded(run);
    return JSON.parse(run.stdout) as Report;
  }

  const state = (): StackExport["deployment"] => {
    const file = copy.path(".belfry", "state", ".pulumi", "stacks", "belfry", "demo.json");
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
      readonly checkpoint: { readonly latest: StackExport["deployment"] | null };
    };
    return checkpoint.latest ?? {};
  };

  /** Everything that was not there before. */
  const ownObjects = async (): Promise<readonly InventoryObject[]> =>
    (await copy.objects()).filter(({ id, type }) => !origin.has(`${type} ${id}`));

  /** The file without its end, which is the minute in which it was made; objects and resources by what they are. */
  async function look(): Promise<Look> {
    const objects = await ownObjects();
    const { pending_operations: pending = [], resources = [] } = state();
    expect(pending).toEqual([]);
    const known = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
    expect(known.map(({ id = "", type }) => `${type} ${id}`).sort()).toEqual(
      objects.map(({ id, type }) => `${type} ${id}`).sort(),
    );
    return {
      file: copy.read("Pulumi.demo.yaml").replaceAll(/2\d{3}-\d\d-\d\dT\d\d:\d\dZ/g, "its end"),
      objects: identitiesOf(objects),
      urns: resources.map(({ urn }) => urn).sort(),
    };
  }

  it("is what the dry run said", () => {
    const told = ({ rewrites }: Report) => rewrites.filter(({ path }) => path !== "belfry:expires");

    expect(told(made)).toEqual(told(dry));
    expect(dry.deployed).toBeNull();
    expect(made.deployed?.changes).toMatch(/^\d+ created$/);
    expect(made.deployed?.resources).toBe(clean.objects.length);
  });

  it("leaves its origin as it was, and has nothing of it", async () => {
    const now = contentsOf(await copy.objects());

    expect([...origin].filter(([key, content]) => now.get(key) !== content)).toEqual([]);
    expect(await copy.belfry("leaks", "demo", "--of", "prod")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^demo: nothing of prod in its settings, plan and \d+ resources\.\n$/),
    });
  });

  it("changes nothing a second time, and is no clone of something else", async () => {
    expect((await cloned()).deployed).toEqual({ ...made.deployed, changes: "" });
    expect(await copy.belfry("clone", "staging", "demo")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        "Pulumi.demo.yaml belfry:clonedFrom (prod): there is such a clone, made otherwise",
      ),
    });
  });

  it("is swept when it is over, and its origin stays", async () => {
    await until(
      async () => (await copy.belfry("sweep")).stdout.startsWith("1 clone is over"),
      90_000,
      "it is over",
    );
    expect(existsSync(copy.path("Pulumi.demo.yaml"))).toBe(true);

    expect(await copy.belfry("sweep", "--yes")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^1 clone is over and removed\.\n/),
    });
    expect(existsSync(copy.path("Pulumi.demo.yaml"))).toBe(false);
    expect(contentsOf(await copy.objects())).toEqual(origin);
    expect((await copy.belfry("sweep")).stdout).toBe("There is no clone.\n");
  });

  const has = (part: number) => async (): Promise<boolean> =>
    (await ownObjects()).length >= Math.max(1, Math.floor(part * clean.objects.length));
  const stackIsThere = (): boolean =>
    existsSync(copy.path(".belfry", "state", ".pulumi", "stacks", "belfry", "demo.json"));
  const isDeployed = (): boolean =>
    stackIsThere() && (state().resources ?? []).length >= clean.urns.length && locks().length === 0;
  const locks = (): readonly string[] => {
    const folder = copy.path(".belfry", "state", ".pulumi", "locks", "organization", "belfry", "demo");
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  /** Where a clone is cut off; the first three are over too soon to be seen, so that the process ends itself there. */
  const points: readonly (readonly [name: string, point: string | (() => boolean | Promise<boolean>)])[] = [
    ["all was checked", "checked"],
    ["the draft of its file was written", "draft"],
    ["its file was there", "file"],
    ["its stack was made", stackIsThere],
    ["its first resource was made", has(0)],
    ["a quarter was made", has(0.25)],
    ["half was made", has(0.5)],
    ["three quarters were made", has(0.75)],
    ["the last resource was made", has(1)],
    ["it was deployed, and not yet searched", isDeployed],
  ];
  it.each(killsAt(points, [6]))("goes on where it was cut off after %s", async (name, point) => {
    bare();
    rmSync(copy.path("Pulumi.demo.yaml"), { force: true });
    rmSync(copy.path(".belfry", "projects", "sandbox", "stacks", "Pulumi.demo.yaml"), { force: true });
    // Slow enough that a kill hits calls that are under way in all packages.
    copy.fault({ kind: "slow", operation: "create", milliseconds: 100 });
    const left = await cutOff(point);
    copy.fault();
    const again = await cloned();

    expect(await look()).toEqual(clean);
    const now = contentsOf(await copy.objects());
    expect([...origin].filter(([key, content]) => now.get(key) !== content)).toEqual([]);
    console.log(
      `${name}: ${left.join(", ")}; run again: ${again.deployed?.changes ?? ""}: the same final state`,
    );
  });

  /** Cuts a clone off, with everything that it started, and tells what it left. */
  async function cutOff(point: string | (() => boolean | Promise<boolean>)): Promise<readonly string[]> {
    const preload = `--require ${join(__dirname, "..", "support", "kill-at.cjs")}`;
    const environment = typeof point === "string" ? { NODE_OPTIONS: preload, BELFRY_TEST_KILL: point } : {};
    const clone = copy.spawnBelfryWith(environment, ...words);
    if (typeof point !== "string") await until(async () => !isRunning(clone.pid) || (await point()), 90_000);
    killed(clone, typeof point === "string");
    expect((await clone.done).code).toBeNull();
    const file = existsSync(copy.path("Pulumi.demo.yaml")) ? "a file" : "no file";
    const resources = stackIsThere()
      ? `${(state().resources ?? []).length} resources in its state`
      : "no stack";
    return [file, resources, `${(await ownObjects()).length} objects`];
  }

  function killed({ descendants, pid }: Running, bySelf: boolean): void {
    if (bySelf) return;
    for (const each of [pid, ...descendants().map((child) => child.pid)].reverse()) end(each);
  }
});
