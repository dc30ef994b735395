import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { previewSchema, type Preview } from "../../preview/schema";
import { copyCheckout } from "./support/checkout-folder";
import { needed, startCommand, type Ended } from "../support/started-command";

// Each run is a process of its own, slow where the machine is busy.
jest.setTimeout(120_000);

let copy: string;
const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
    cwd: copy,
    encoding: "utf8",
  });

const start = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  startCommand([join(copy, "cli/belfry.js"), ...args], {
    cwd: copy,
    env: { ...needed(), TMPDIR: join(copy, "tmp"), ...environment },
  });

const preview = (...args: readonly string[]): Promise<Ended> => start(["preview", ...args]).done;

/** Changes a file of the copy until the test is over. */
const mends: (() => void)[] = [];
function change(path: string, from: string, to: string): void {
  const file = join(copy, path);
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
  mends.push(() => {
    writeFileSync(file, text);
  });
}

const leftTrees = (): readonly string[] => [
  ...readdirSync(join(copy, "tmp")),
  ...git("worktree", "list").trim().split("\n").slice(1),
];

beforeAll(async () => {
  copy = copyCheckout();
  execFileSync("mkdir", [join(copy, "tmp")]);
  writeFileSync(join(copy, ".gitignore"), "node_modules\ntmp\n.belfry/\n");
  git("init", "--quiet", "--initial-branch", "main");
  git("add", ".");
  git("commit", "--quiet", "--message", "Without plans");
  git("tag", "bare");
  await start(["render"]).done;
  git("add", ".");
  git("commit", "--quiet", "--message", "With plans");
});
afterEach(() => {
  for (const mend of mends.splice(0).reverse()) mend();
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

const cpu = 'critical: fact("VH-008", percent(85))';

describe("belfry preview", () => {
  it("finds nothing where nothing changed, and ends with 0", async () => {
    expect(await preview("--base", "main")).toEqual({
      code: 0,
      stdout: "main -> working tree\n\nprod: nothing changes.\n",
      stderr: "",
    });
  });

  it("tells a looser alert and its reason, plain when piped, and ends with 1", async () => {
    change("services/vendhub/alerts.ts", cpu, 'critical: fact("VH-008", percent(95))');
    const { code, stderr } = await preview("--base", "main");

    // The runbook says 85 %, so the plan has a problem of its own.
    expect(code).toBe(1);
    expect(stderr).toBe("");

    mends.pop()?.();
    change("services/vendhub/alerts.ts", cpu, 'critical: house(percent(95), "A trial.", "Is it right?")');
    const json = await preview("--base", "main", "--format", "json");
    const { changes, held } = previewSchema.parse(JSON.parse(json.stdout));
    expect([json.code, json.stderr, held]).toEqual([1, "", 1]);
    expect(changes.find(({ id }) => id === "vendhub/cpu")).toMatchObject({
      classes: ["loosened"],
      origin: { file: "services/vendhub/alerts.ts" },
      fields: expect.arrayContaining([
        expect.objectContaining({
          field: "critical",
          before: "85 %",
          after: "95 %",
          source: "our choice: A trial.",
        }),
      ]) as unknown,
    });
  });

  it.each([
    [["--waive", "vendhub/cpu"], 0],
    [["--waive", "loosened"], 0],
    [["--waive", "stopped-paging"], 1],
    [["--labels", '["bug", "belfry/waive:loosened", "xbelfry/waive:route"]'], 0],
    [["--labels", '["belfry/waive:stopped-paging"]', "--waive", "vendhub/cpu"], 0],
    [["--labels", "[]"], 1],
    [["--no-gate"], 0],
    [["--no-gate", "--gate", "loosened"], 1],
    [["--gate", "removed"], 0],
    [["--gate", "removed", "--gate", "loosened"], 1],
  ])("with %j ends with %d", async (args, code) => {
    change(
      "Pulumi.prod.yaml",
      "config:",
      "config:\n  belfry:overrides: { vendhub/cpu: { critical: { value: 90, because: trial } } }",
    );

    const ended = await preview("--base", "main", ...args);

    expect([ended.code, ended.stderr]).toEqual([code, ""]);
    expect(ended.stdout).toMatch(/^vendhub\/cpu +(! |waived: )?loosened +critical +85 % +90 %/m);
    expect(ended.stdout).not.toContain("\u001b");
  });

  it("points at the override that changed an alert, and colours only where that is asked for", async () => {
    change(
      "Pulumi.prod.yaml",
      "config:",
      "config:\n  belfry:overrides: { vendhub/cpu: { critical: { value: 90, because: trial } } }",
    );
    const { stdout } = await preview("--base", "main", "--format", "github");
    const coloured = await start(["preview", "--base", "main"], { FORCE_COLOR: "1" }).done;

    expect(stdout).toMatch(
      /^::error file=Pulumi\.prod\.yaml,line=2,title=prod%3A CPU usage::vendhub\/cpu: loosened/m,
    );
    expect(coloured.stdout).toContain("\u001b[31m");
  });

  it.each(["markdown", "html"])(
    "gives another form, %s, to a preview that was made before",
    async (format) => {
      change(
        "Pulumi.prod.yaml",
        "config:",
        "config:\n  belfry:overrides: { vendhub/cpu: { critical: { value: 90, because: trial } } }",
      );
      const made = await preview("--base", "main", "--format", "json");
      writeFileSync(join(copy, "tmp-preview.json"), made.stdout.replace('"held": 1,', '"held": 0,'));
      const [read, direct] = [
        await preview("--read", "tmp-preview.json", "--format", format),
        await preview("--base", "main", "--format", format),
      ];
      rmSync(join(copy, "tmp-preview.json"));

      expect(read.code).toBe(1);
      expect(read).toEqual(direct);
    },
  );

  describe("with a past", () => {
    const looser =
      "config:\n  belfry:overrides: { vendhub/cpu: { critical: { value: 90, because: trial } } }";

    beforeEach(() => {
      const start = Date.UTC(2026, 10, 16) / 1000;
      const rows = Array.from(
        { length: 1440 },
        (_, minute) => `${start + minute * 60},${minute >= 600 && minute < 660 ? 88 : 40}`,
      );
      mkdirSync(join(copy, "tmp/past/vendhub"), { recursive: true });
      writeFileSync(join(copy, "tmp/past/vendhub/cpu.csv"), ["timestamp,value", ...rows].join("\n"));
      writeFileSync(
        join(copy, "tmp/incidents.yaml"),
        [
          "incidents:",
          "  - name: Checkout slow",
          "    start: 2026-11-16T10:00:00Z",
          "    end: 2026-11-16T11:00:00Z",
          "    guardrails: [{ id: vendhub/cpu, within: 30m }]",
        ].join("\n"),
      );
    });
    afterEach(() => {
      rmSync(join(copy, "tmp/past"), { recursive: true, force: true });
      rmSync(join(copy, "tmp/incidents.yaml"));
      rmSync(join(copy, ".belfry/history"), { recursive: true, force: true });
    });
    const past = ["--history", "tmp/past", "--incidents", "tmp/incidents.yaml"];

    it("tells pages a week, lost incidents and the ledger, first in one sentence", async () => {
      change("Pulumi.prod.yaml", "config:", looser);
      const { code, stderr, stdout } = await preview("--base", "main", ...past);

      expect([code, stderr]).toEqual([1, ""]);
      expect(stdout).toMatch(
        /^prod: 1 alert loosened; pages\/week 7\.\d → 0 \(-7\.\d\); 1 known incident no longer caught: 2 need a second look\.$/m,
      );
      expect(stdout).toMatch(/^vendhub\/cpu +! loosened +critical +85 % +90 % +7\.\d -> 0\.0 /m);
      expect(stdout).toMatch(/^ {2}- 2026-11-16T10:\d\dZ for 48 min$/m);
      expect(stdout).toContain(
        "problem: tmp/incidents.yaml Checkout slow (vendhub/cpu): it must alert within",
      );
    });

    it.each([
      [["--waive", "loosened", "--waive", "ledger"], 0],
      [["--waive", "loosened"], 1],
      [["--waive", "vendhub/cpu"], 0],
      [["--gate", "ledger"], 1],
      [["--gate", "page-budget"], 0],
      [["--no-gate"], 0],
    ])("and %j ends with %d", async (args, code) => {
      change("Pulumi.prod.yaml", "config:", looser);
      expect(await preview("--base", "main", ...past, ...args)).toMatchObject({ code, stderr: "" });
    });

    it("holds back what takes a team over its budget, but not what leaves it so", async () => {
      const budget = ["--history", "tmp/past", "--page-budget", "5"];
      change("Pulumi.prod.yaml", "config:", looser.replace("90", "89"));
      expect((await preview("--base", "main", ...budget, "--waive", "loosened")).code).toBe(0);
      writeFileSync(
        join(copy, "tmp/past/looser.json"),
        (await start(["plan", "--format", "json"]).done).stdout,
      );
      mends.pop()?.();

      const tighter = await preview("--base", "tmp/past/looser.json", ...budget);
      expect(tighter.code).toBe(1);
      expect(tighter.stdout).toMatch(
        /1 alert tightened; pages\/week 0 → 7\.\d .*; 1 team over budget: 1 needs/,
      );
      expect(
        (await preview("--base", "tmp/past/looser.json", ...budget, "--waive", "page-budget")).code,
      ).toBe(0);
    });

    it("reads the history that was pulled, keeps its contract, and can be given another form", async () => {
      change("Pulumi.prod.yaml", "config:", looser);
      mkdirSync(join(copy, ".belfry/history"), { recursive: true });
      renameSync(join(copy, "tmp/past"), join(copy, ".belfry/history/prod"));
      const { stdout } = await preview("--base", "main", "--format", "json");
      const { changes, stacks } = previewSchema.parse(JSON.parse(stdout));

      expect(stacks[0]?.backtest).toMatchObject({ source: ".belfry/history/prod", replayed: 1 });
      expect(changes.find(({ id }) => id === "vendhub/cpu")?.backtest).toMatchObject({
        before: { alerts: 1 },
        after: { alerts: 0 },
        chart: { levels: { before: { critical: 85 }, after: { critical: 90 } } },
      });
      mkdirSync(join(copy, "tmp/past"));
      writeFileSync(join(copy, "tmp/past/preview.json"), stdout);
      const [read, direct] = [
        await preview("--read", "tmp/past/preview.json", "--format", "markdown"),
        await preview("--base", "main", "--format", "markdown"),
      ];
      expect(read).toEqual(direct);
    });

    it("is watched: each edit is shown with the pages that it moves, mistakes too, until Ctrl-C", async () => {
      const { child, done } = start(["preview", "--base", "main", "--watch", "--history", "tmp/past"]);
      let said = "";
      child.stdout.on("data", (text: string) => (said += text));
      const rounds = async (count: number): Promise<string> => {
        while (said.split("Waiting for an edit").length <= count) {
          expect(child.exitCode).toBeNull();
          await wait(50);
        }
        return said.split("Waiting for an edit")[count - 1] ?? "";
      };

      expect(await rounds(1)).toContain("prod: nothing changes.");
      change("Pulumi.prod.yaml", "config:", looser);
      expect(await rounds(2)).toMatch(/^prod: 1 alert loosened; pages\/week 7\.\d → 0 \(-7\.\d\)/m);
      mends.pop()?.();
      expect(await rounds(3)).toContain("prod: nothing changes.");
      change("services/vendhub/alerts.ts", "import", "imprt");
      expect(await rounds(4)).toContain("services/vendhub/alerts.ts:1: it cannot be loaded");
      mends.pop()?.();
      const last = await rounds(5);
      expect(last).toMatch(
        /1 alert loosened; .*\n.*nothing changes\.\n.*problems, as above\n.*nothing changes\./,
      );

      child.kill("SIGINT");
      expect(await done).toMatchObject({ code: 0, stderr: "" });
    });

    it.each([["--head", "main"], ["--format", "json"], ["--engine"]])(
      "is watched in the checkout as it stands and in a terminal's form, so not with %s",
      async (...args) => {
        const { code, stderr } = await preview("--base", "main", "--watch", ...args);
        expect([code, stderr]).toEqual([2, expect.stringContaining("cannot be used with option")]);
      },
    );

    it("says how to get one where it has none, and tells a malformed one", async () => {
      change("Pulumi.prod.yaml", "config:", looser);
      writeFileSync(join(copy, "tmp/past/vendhub/cpu.csv"), "timestamp,value\n60,1\nsoon,2\n");

      expect((await preview("--base", "main")).stdout).toContain("--history names a folder with it.");
      expect(await preview("--base", "main", "--history", "tmp/past")).toMatchObject({
        code: 1,
        stdout: "",
        stderr: expect.stringContaining("tmp/past/vendhub/cpu.csv:3 (soon): a time is ISO 8601") as unknown,
      });
    });
  });

  it("compares several environments, of which only one that pages is held back", async () => {
    for (const stack of ["prod", "staging"])
      change(
        `Pulumi.${stack}.yaml`,
        "config:",
        "config:\n  belfry:overrides: { vendhub/cpu: { critical: { value: 90, because: trial } } }",
      );
    const { stdout } = await preview(
      "--base",
      "main",
      "--stack",
      "prod",
      "--stack",
      "staging",
      "--format",
      "json",
    );
    const { changes, held, stacks } = JSON.parse(stdout) as Preview;

    expect(held).toBe(1);
    expect(stacks.map(({ gates, stack }) => [stack, gates])).toEqual([
      ["prod", true],
      ["staging", false],
    ]);
    expect(changes.filter(({ classes }) => classes.includes("loosened")).map(({ stack }) => stack)).toEqual([
      "prod",
      "staging",
    ]);
  });

  it("makes the plan of a commit that has none in a work tree, and leaves none behind", async () => {
    const ended = await preview("--base", "bare");

    expect(ended).toMatchObject({
      code: 0,
      stdout: "bare -> working tree\n\nprod: nothing changes.\n",
      stderr: "",
    });
    expect(leftTrees()).toEqual([]);
  });

  it("makes the plan of a commit anew where it is asked to", async () => {
    const file = "rendered/prod.json";
    git("checkout", "--quiet", "-b", "stale");
    writeFileSync(
      join(copy, file),
      readFileSync(join(copy, file), "utf8").replace('"critical": 85', '"critical": 80'),
    );
    git("commit", "--quiet", "--all", "--message", "Stale");
    git("checkout", "--quiet", "main");

    expect((await preview("--base", "stale")).code).toBe(1);
    expect((await preview("--base", "stale", "--evaluate")).stdout).toContain("nothing changes");
    expect(leftTrees()).toEqual([]);
  });

  it("leaves no work tree behind when it is interrupted", async () => {
    const { child, done } = start(["preview", "--base", "bare"]);
    for (let tries = 0; tries < 500 && git("worktree", "list").trim().split("\n").length < 2; tries++)
      await wait(20);
    child.kill("SIGTERM");

    expect(await done).toMatchObject({ code: 1, stderr: "Interrupted; the work tree is removed.\n" });
    expect(leftTrees()).toEqual([]);
  });

  it("tells the problems of a plan that cannot be made", async () => {
    change("Pulumi.prod.yaml", "config:", "config:\n  belfry:overrides: { vendhub/cpuu: { critical: 90 } }");
    const { code, stdout } = await preview("--base", "main");

    expect(code).toBe(1);
    expect(stdout).toContain("problem: ");
    expect(stdout).toContain("[override/unknown-guardrail]");
  });

  it.each([
    [
      ["--base", "nope"],
      1,
      "names neither a commit of this repository nor a plan's .json file. Name a branch",
    ],
    [["--base=--all"], 1, "names neither a commit"],
    [["--base", "nope.json"], 1, "there is no such file"],
    [["--base", "package.json"], 1, "it is no plan: it has no schemaVersion"],
    [["--base", "main", "--stack", "nope"], 1, "there is no Pulumi.nope.yaml"],
    [["--base", "rendered/staging.json"], 1, "only plans of one environment are compared"],
    [["--base", "main", "--head", "bare", "--stack", "nope"], 1, "there is no Pulumi.nope.yaml"],
    [["--base", "main", "--waive", "losened"], 2, "Did you mean loosened?"],
    [["--base", "main", "--labels", '["belfry/waive:losened"]'], 2, "Did you mean loosened?"],
    [["--base", "main", "--labels", "loosened"], 2, "It is no JSON list of names"],
    [["--base", "main", "--labels", "[1]"], 2, "It is no JSON list of names"],
    [["--base", "main", "--gate", "losened"], 2, "Gates are removed, added,"],
    [
      ["--base", "main", "--format", "xml"],
      2,
      "Allowed choices are table, markdown, html, json, sarif, junit, github.",
    ],
    [["--base", "main", "--stack", "../x"], 2, "It is no stack's name"],
    [[], 2, "--base <ref or file> is missing"],
    [
      ["--read", "x.json", "--base", "main"],
      2,
      "'--read <file>' cannot be used with option '--base <ref or file>'",
    ],
    [["--base", "deployed:"], 1, "it names no stack"],
    [["--base", "deployed:local"], 1, "nothing is deployed in this stack. Run npm start first."],
    [
      ["--base", "deployed:nowhere"],
      1,
      "nothing is deployed in this stack, and there is no Pulumi.nowhere.yaml. Write that file, or choose among",
    ],
    [["--engine", "--stack", "local"], 1, "nothing is deployed in this stack"],
    [["--refresh", "--base", "main"], 2, "'--engine' cannot be used with option '--base <ref or file>'"],
    [["--read", "nope.json"], 1, "there is no such file"],
    [["--read", "package.json"], 1, "must keep preview.schema.json"],
  ])("%j ends with %d and no stack trace", async (args, code, message) => {
    const ended = await preview(...args);

    expect([ended.code, ended.stdout]).toEqual([code, ""]);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
    expect(existsSync(join(copy, "tmp")) && leftTrees()).toEqual([]);
  });
});
