import { existsSync, readdirSync, readFileSync } from "node:fs";

import type { InventoryObject } from "../../sandbox/inventory";
import { deleteObject } from "../../sandbox/inventory";
import { ObjectStore } from "../../sandbox/store/store";
import { identitiesOf } from "../support/engine-inventory";
import {
  CheckoutCopy,
  describeWithCli,
  succeeded,
  until,
  type OpenSandbox,
  type Run,
  type Running,
} from "../support/engine";
import { killsAt } from "../support/kills";
import { end, isRunning, type ProcessEntry } from "../support/engine-processes";

// One copy: each test begins from what a snapshot brings back.
describeWithCli("after a run that was cut off", () => {
  let copy: CheckoutCopy;
  let clean: readonly string[] = [];
  let nothing: ReturnType<CheckoutCopy["snapshot"]>;
  let deployed: ReturnType<CheckoutCopy["snapshot"]>;

  beforeAll(async () => {
    copy = new CheckoutCopy();
    copy.configure();
    nothing = copy.snapshot();
    succeeded(await copy.belfry("start"));
    clean = identitiesOf(await copy.objects());
    deployed = copy.snapshot();
  });

  afterAll(() => copy.remove());

  /**
   * Starts again until the deployment is as if nothing had happened: no duplicates, no orphans, nothing lost. A
   * sandbox stays up meanwhile, so that a plain `pulumi` can then confirm that nothing is left to do.
   */
  function startAgain(): Promise<Run> {
    return copy.withSandbox(startBeside);
  }

  async function startBeside(sandbox: OpenSandbox): Promise<Run> {
    const run = await copy.belfry("start");
    succeeded(run);
    await expectClean();
    const up = ["up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes"] as const;
    succeeded(await copy.pulumi(sandbox, ...up));
    return run;
  }

  async function expectClean(): Promise<void> {
    const objects = await copy.objects();
    expect(identitiesOf(objects)).toEqual(clean);
    expect(copy.state().pending_operations ?? []).toEqual([]);
    expect(knownIds()).toEqual(objects.map(keyOf).sort());
    expect(locks()).toEqual([]);
  }

  const knownIds = (): readonly string[] =>
    (copy.state().resources ?? [])
      .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
      .map(({ id = "", type }) => keyOf({ id, type }))
      .sort();

  const locks = (): readonly string[] => (existsSync(copy.locksFolder) ? readdirSync(copy.locksFolder) : []);

  const victims: readonly (readonly [string, (start: Running) => ProcessEntry | undefined])[] = [
    [
      "the Pulumi CLI",
      ({ descendants }) => descendants().find(({ command }) => /^\S*pulumi up /.test(command)),
    ],
    ["the program", ({ descendants }) => descendants().find(({ command }) => /cmd[\\/]run/.test(command))],
    [
      "one control plane of the sandbox",
      ({ descendants }) => descendants().find(({ command }) => /provider-process\.ts datadog/.test(command)),
    ],
    ["belfry start itself", ({ pid }) => ({ pid, command: "belfry start" })],
  ];

  it.each(killsAt(victims, [0, 2]))("goes on when %s was killed", async (_name, victimOf) => {
    nothing();
    // Slow enough that the kill hits calls that are under way in all packages.
    copy.fault({ kind: "slow", operation: "create", milliseconds: 250 });
    const start = copy.spawnBelfry("start");
    await until(async () => (await copy.objects()).length >= 25, 90_000, "25 objects are made");
    const all = start.descendants();
    const victim = victimOf(start);
    if (victim === undefined) throw new Error(`no such process among ${JSON.stringify(all)}`);
    end(victim.pid);
    const cut = await start.done;
    expect(cut.code).not.toBe(0);
    const lost = cut.text.includes("The sandbox's datadog process ended during the deployment.");
    expect(lost).toBe(victim.command.includes("provider-process.ts datadog"));
    // What the killed one leaves behind ends by itself, or is ended here.
    await until(() => !all.some(({ pid }) => isRunning(pid)), 10_000).catch(() => {
      for (const { pid } of all) end(pid);
    });
    copy.fault();
    const left = await copy.objects();
    expect(left.length).toBeLessThan(clean.length);

    await startAgain();
    const kept = new Set((await copy.objects()).map(keyOf));
    expect(left.filter((each) => !kept.has(keyOf(each)))).toEqual([]);
  });

  it("adopts what was made though the answer got lost, and shows it first without touching anything", async () => {
    nothing();
    const losing = { kind: "lose-answer", operation: "create" };
    copy.fault(
      { ...losing, type: "Monitor", nth: 2, count: 4, milliseconds: 3000 },
      // The first lost answer ends the program: these come last, since monitors begin only after their dashboard.
      { ...losing, type: "Role", nth: 1, milliseconds: 20_000 },
      { ...losing, type: "CronJob", nth: 1, milliseconds: 20_000 },
      { ...losing, type: "Team", nth: 1, milliseconds: 20_000 },
    );
    await copy.withSandbox(async (sandbox) => {
      const up = ["up", "--yes", "--skip-preview", "--continue-on-error"] as const;
      expect((await copy.pulumi(sandbox, ...up)).code).not.toBe(0);
      copy.fault();
      const left = await copy.objects();
      const known = knownIds();
      const lost = left.filter((each) => !known.includes(keyOf(each)));
      expect(new Set(lost.map(({ type }) => type))).toEqual(
        new Set([
          "aws:iam/role:Role",
          "datadog:index/monitor:Monitor",
          "datadog:index/team:Team",
          "kubernetes:batch/v1:CronJob",
        ]),
      );
      expect(lost.length).toBeGreaterThanOrEqual(7);

      const state = readFileSync(copy.stateFile, "utf8");
      const dry = await copy.belfry("recover");
      succeeded(dry);
      for (const { id, type } of lost)
        expect(dry.stdout).toMatch(new RegExp(`Adopt ${type} \\S+ \\(${id}\\)`));
      expect(readFileSync(copy.stateFile, "utf8")).toBe(state);
      expect(await copy.objects()).toEqual(left);

      const { stderr } = await startBeside(sandbox);
      expect(stderr).toContain("Recovered:");
      const kept = new Set((await copy.objects()).map(keyOf));
      expect(left.filter((each) => !kept.has(keyOf(each)))).toEqual([]);
    });
  });

  it("adopts everything when the whole state is lost", async () => {
    deployed();
    const before = await copy.objects();
    nothing("state");
    const { stdout } = await startAgain();
    expect(stdout).toContain("This run: no changes.");
    expect(await copy.objects()).toEqual(before);
  });

  it("makes again what was deleted by hand, and removes a duplicate made by hand", async () => {
    deployed();
    const objects = await copy.objects();
    const first = (type: string): InventoryObject => {
      const found = objects.find((each) => each.type === type);
      if (found === undefined) throw new Error(`no ${type}`);
      return found;
    };
    // Others refer to an objective and to a role by what the provider calls them.
    const deleted = [
      "datadog:index/serviceLevelObjective:ServiceLevelObjective",
      "aws:iam/role:Role",
      "kubernetes:core/v1:ConfigMap",
    ].map(first);
    const directory = copy.path(".belfry", "sandbox");
    for (const each of deleted) await deleteObject(directory, each);
    const store = new ObjectStore(directory);
    for (const twin of ["datadog:index/monitor:Monitor", "datadog:index/dashboard:Dashboard"].map(first)) {
      const record = await store.find(twin);
      if (record) await store.insert({ ...record, id: "999999999" });
    }

    const { stderr } = await startAgain();
    expect(stderr).toContain("the state has another object of the same identity");
    expect((await copy.objects()).map(({ id }) => id)).not.toContain("999999999");
  });
});

const keyOf = ({ id, type }: { readonly id: string; readonly type: string }): string => `${type} ${id}`;
