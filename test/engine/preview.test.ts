import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Preview } from "../../preview/schema";
import { unpackPlan } from "../../stacks/plan-output";
import { CheckoutCopy, describeWithCli, succeeded, type OpenSandbox, type Run } from "../support/engine";

const stackTrace = /^\s+at .*:\d+:\d+\)?$/m;

// One copy and one sandbox serve all tests, in order.
describeWithCli("previews of what is deployed", () => {
  let copy: CheckoutCopy;
  let sandbox: OpenSandbox;

  beforeAll(() => {
    copy = new CheckoutCopy();
    copy.configure();
  });

  afterAll(() => copy.remove());

  const deployed = (...words: readonly string[]): Promise<Run> =>
    copy.belfry("preview", "--base", "deployed:local", "--stack", "local", ...words);

  const engine = (...words: readonly string[]): Promise<Run> =>
    copy.belfry("preview", "--engine", "--stack", "local", ...words);

  const previewIn = ({ stdout }: Run): Preview => JSON.parse(stdout) as Preview;

  /** Each change with its telling fields. */
  const changesIn = (run: Run): readonly (readonly [string, readonly string[], readonly string[]])[] =>
    previewIn(run)
      .changes.filter(({ classes }) => classes[0] !== "text-only")
      .map(({ classes, fields, id }) => [
        id,
        classes,
        fields.filter((each) => each.classes[0] !== "text-only").map(({ field }) => field),
      ]);

  it("say that nothing is deployed yet, and what to do", async () => {
    for (const run of [await deployed(), await engine()]) {
      expect(run).toMatchObject({ code: 1, text: expect.not.stringMatching(stackTrace) });
      expect(run.text).toContain("nothing is deployed in this stack. Run npm start first. [deployed/empty]");
    }
  });

  it("read the plan back as it was deployed, and find nothing changed", async () => {
    sandbox = await copy.openSandbox();
    succeeded(await copy.belfry("start"));
    const output = await copy.pulumi(sandbox, "stack", "output", "plan", "--json", "--show-secrets");
    const plan = await copy.belfry("plan", "--stack", "local", "--format", "json");
    expect(unpackPlan(JSON.parse(output.stdout))).toEqual({
      plan: JSON.parse(plan.stdout),
      hideSettings: false,
      fault: null,
    });

    const run = await deployed();
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining("local: nothing changes.") });
  });

  it("keep the exported plan out of what anybody sees", async () => {
    const { brotli } = JSON.parse(
      (await copy.pulumi(sandbox, "stack", "output", "plan", "--json", "--show-secrets")).stdout,
    ) as { readonly brotli: string };
    const shown = await copy.pulumi(sandbox, "stack", "output", "--json");
    expect(shown.stdout).toContain('"brotli": "[secret]"');
    expect(readFileSync(copy.stateFile, "utf8")).not.toContain(brotli.slice(0, 100));
  });

  describe("by the engine", () => {
    it("see what somebody changed by hand only when they refresh", async () => {
      const restore = editMonitor("vendhub/cpu", (inputs) => {
        inputs["query"] = String(inputs["query"]).replace("> 85", "> 95");
        inputs["monitorThresholds"] = { ...(inputs["monitorThresholds"] as object), critical: "95" };
        inputs["notifyAudit"] = true;
      });
      const blind = await engine();
      expect(blind).toMatchObject({ code: 0, stdout: expect.stringContaining("local: nothing changes.") });
      const run = await engine("--refresh", "--format", "json");
      restore();
      expect(changesIn(run)).toEqual([
        ["vendhub/cpu", ["tightened", "provider"], ["critical", "monitor.notifyAudit"]],
      ]);
      const critical = previewIn(run).changes[0]?.fields.find(({ field }) => field === "critical");
      expect(critical).toMatchObject({ before: "95 %", after: "85 %" });
      succeeded(run);
    });

    it("tell a number of the plan once, and nothing beneath it", async () => {
      copy.configure({ overrides: { "vendhub/cpu": { critical: "88 %" } } });
      const [byEngine, byPlans] = [await engine("--format", "json"), await deployed("--format", "json")];
      expect(byEngine.code).toBe(1);
      expect(previewIn(byEngine).changes).toEqual(previewIn(byPlans).changes);
      expect(changesIn(byEngine)).toEqual([["vendhub/cpu", ["loosened"], ["critical", "criticalRecovery"]]]);
    });

    it("end with 1 and the engine's own words where the program fails", async () => {
      copy.configure();
      const file = copy.path("stacks", "declare-plan.ts");
      const before = readFileSync(file, "utf8");
      writeFileSync(
        file,
        before
          .replace(
            "{\n  let store",
            '{\n  if (pulumi.runtime.isDryRun()) throw new Error("no such thing");\n  let store',
          )
          .replace("import type * as pulumi", "import * as pulumi"),
      );
      const run = await engine();
      writeFileSync(file, before);
      expect(run.code).toBe(1);
      expect(run.text).toContain("no such thing");
      expect(run.text).toContain("[engine/failed]");
    });
  });

  it("tell where a targeted update left the exported plan ahead of the state", async () => {
    copy.configure({ overrides: { "vendhub/cpu": { critical: "88 %" } } });
    const target = ["--target", "**vendhub/memory-monitor"];
    succeeded(await copy.pulumi(sandbox, "up", "--yes", "--skip-preview", ...target));
    const run = await deployed("--format", "json");
    expect(run.code).toBe(1);
    const { changes, problems } = previewIn(run);
    expect(changes).toEqual([]);
    expect(problems.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      "deployed/state estate/overview",
      "deployed/state vendhub/cpu",
      "deployed/state vendhub/dashboard",
    ]);
    expect(problems.find(({ path }) => path === "vendhub/cpu")?.rule).toContain(
      "monitorThresholds.critical is 85 instead of 88",
    );
    succeeded(await deployed("--waive", "deployed/state"));
  });

  it("name what keeps another stack from being read, without a stack trace", async () => {
    const run = await copy.belfry("preview", "--base", "deployed:nowhere", "--stack", "local");
    expect(run).toMatchObject({ code: 1, text: expect.not.stringMatching(stackTrace) });
    expect(run.text).toMatch(/\[deployed\/(?:empty|unknown|unreadable)\]/);
  });

  /** Changes a monitor in the sandbox as somebody would in Datadog's console; what is returned changes it back. */
  function editMonitor(id: string, edit: (inputs: Record<string, unknown>) => void): () => void {
    const folder = copy.path(".belfry", "sandbox", "objects", "datadog", "monitor");
    const file = readdirSync(folder)
      .map((name) => join(folder, name))
      .find((each) => readFileSync(each, "utf8").includes(`"belfry:${id}"`));
    if (file === undefined) throw new Error(`The sandbox has no monitor of ${id}.`);
    const before = readFileSync(file, "utf8");
    const record = JSON.parse(before) as { readonly inputs: Record<string, unknown> };
    edit(record.inputs);
    writeFileSync(file, JSON.stringify(record));
    return () => {
      writeFileSync(file, before);
    };
  }
});
