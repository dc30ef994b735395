import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { changesBetween, identitiesOf, stepsOf } from "../support/engine-inventory";
import { CheckoutCopy, describeWithCli, succeeded, until, type OpenSandbox } from "../support/engine";
import { isRunning } from "../support/engine-processes";

// One copy serves all tests, in order: each goes on from what the one before it deployed.
describeWithCli("a deployment of the real project by the real CLI", () => {
  let copy: CheckoutCopy;
  let sandbox: OpenSandbox;
  let deployed: Awaited<ReturnType<CheckoutCopy["objects"]>> = [];
  const login = '{"current":"https://api.example.org","accessTokens":{"https://api.example.org":"mine"}}';

  beforeAll(() => {
    copy = new CheckoutCopy();
    writeFileSync(join(copy.home, "credentials.json"), login);
    copy.configure();
  });

  afterAll(() => copy.remove());

  describe("belfry start", () => {
    it("deploys every guardrail and ends with a table of them, while a second start makes way", async () => {
      const first = copy.spawnBelfry("start");
      await until(() => existsSync(copy.path(".belfry", "run.lock")));
      const second = await copy.belfry("start");
      expect(second).toMatchObject({
        code: 1,
        text: expect.stringMatching(/^Another run holds the stack; /),
      });
      const { code, stdout } = await first.done;
      deployed = await copy.objects();
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringMatching(
          /^deployed +estate +vendhub +all\n[\s\S]*^monitor +17 +17\n[\s\S]*^total /m,
        ),
      });
      expect(deployed.length).toBeGreaterThan(70);
      expect(stdout).toContain(` guardrails are deployed as ${deployed.length} resources of `);
      expect(new Set(identitiesOf(deployed)).size).toBeGreaterThan(60);
    });

    it("changes nothing the second time", async () => {
      const { code, stdout } = await copy.belfry("start");
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("This run: no changes.") });
      expect(changesBetween(deployed, await copy.objects())).toEqual({ made: [], changed: [], deleted: [] });
    });

    it("leaves the checkout clean but for what git ignores", () => {
      expect(copy.git("status", "--porcelain", "--untracked-files=all")).toBe("");
      const own = new Set(["!! .belfry-home/", "!! node_modules"]);
      const ignored = copy.git("status", "--porcelain", "--ignored").trim().split("\n");
      expect(ignored.filter((line) => !own.has(line)).sort()).toEqual([
        "!! .belfry/",
        "!! Pulumi.local.yaml",
      ]);
    });

    it("neither reads nor changes the user's own login", () => {
      expect(readFileSync(join(copy.home, "credentials.json"), "utf8")).toBe(login);
    });
  });

  describe("plain pulumi, with what belfry sandbox prints", () => {
    it("attaches to the sandbox and finds the stack as it was deployed", async () => {
      sandbox = await copy.openSandbox();
      expect(
        await copy.pulumi(sandbox, "up", "--yes", "--skip-preview", "--expect-no-changes"),
      ).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/Resources:\n +\d+ unchanged\n/),
      });
    });

    it("refreshes and finds no drift", async () => {
      expect(
        await copy.pulumi(sandbox, "refresh", "--yes", "--skip-preview", "--expect-no-changes"),
      ).toMatchObject({
        code: 0,
      });
    });

    const onlyCpu = [
      "update estate/overview-dashboard",
      "update vendhub/cpu-monitor",
      "update vendhub/dashboard-dashboard",
    ];

    it("previews a number edited in the runbook's facts and in its use as one monitor and its dashboards", async () => {
      const use = edited(copy.path("services", "vendhub", "alerts.ts"), ["percent(85)", "percent(88)"]);
      const refused = await copy.pulumi(sandbox, "preview", "--json");
      expect(refused).toMatchObject({
        code: expect.any(Number),
        text: expect.stringContaining("[fact/number]"),
      });
      expect(refused.code).not.toBe(0);

      const fact = edited(copy.path("services", "facts", "vendhub.json"), [
        '"critical": 85',
        '"critical": 88',
      ]);
      const preview = await copy.pulumi(sandbox, "preview", "--json");
      for (const restore of [use, fact]) restore();
      expect(stepsOf(preview.stdout)).toEqual(onlyCpu);
    });

    it("previews and deploys one overridden number as one monitor and the dashboards that draw it", async () => {
      copy.configure({ overrides: { "vendhub/cpu": { critical: "88 %" } } });
      const preview = await copy.pulumi(sandbox, "preview", "--json");
      expect(stepsOf(preview.stdout)).toEqual(onlyCpu);

      succeeded(await copy.pulumi(sandbox, "up", "--yes", "--skip-preview"));
      const { changed, deleted, made } = changesBetween(deployed, await copy.objects());
      expect({ made, deleted }).toEqual({ made: [], deleted: [] });
      expect(changed.map((key) => key.split(" ")[0]).sort()).toEqual([
        "datadog:index/dashboard:Dashboard",
        "datadog:index/dashboard:Dashboard",
        "datadog:index/monitor:Monitor",
      ]);
    });

    it("destroys everything, and start then deploys it all anew", async () => {
      succeeded(await copy.pulumi(sandbox, "destroy", "--yes", "--skip-preview"));
      expect(await copy.objects()).toEqual([]);

      copy.configure();
      const { code, stdout, stderr } = await copy.belfry("start");
      expect(code).toBe(0);
      expect(stdout).toMatch(/This run: \+ \d+ created\./);
      expect(stderr).toContain(`Joined the sandbox that process ${sandbox.command.pid} started.`);
      expect(identitiesOf(await copy.objects())).toEqual(identitiesOf(deployed));
    });

    it("ends with its children at Ctrl-C, also after another command joined it", async () => {
      const children = sandbox.command.descendants().map(({ pid }) => pid);
      expect(children).toHaveLength(4);
      sandbox.command.signal("SIGINT");
      succeeded(await sandbox.command.done);
      await until(() => !children.some(isRunning), 5000, "the control planes have ended");
    });

    it("still had no use for the user's own login", () => {
      expect(readFileSync(join(copy.home, "credentials.json"), "utf8")).toBe(login);
    });
  });
});

/** Replaces the one place in a file that reads so; what is returned puts it back. */
function edited(file: string, [from, to]: readonly [string, string]): () => void {
  const before = readFileSync(file, "utf8");
  if (before.split(from).length !== 2) throw new Error(`${file} has not exactly one ${from}`);
  writeFileSync(file, before.replace(from, to));
  return () => {
    writeFileSync(file, before);
  };
}
