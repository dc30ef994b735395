import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { planSchema } from "../../plan/schema";
import { copyCheckout } from "./support/checkout-folder";
import { needed, startCommand, type Ended } from "../support/started-command";

const root = resolve(__dirname, "../..");

/** Runs the command as a user does, its output piped. */
const belfry = (args: readonly string[], checkout = root): Promise<Ended> =>
  startCommand([join(checkout, "cli/belfry.js"), ...args], { cwd: checkout, env: needed() }).done;

// Each run is a process of its own, slow where the machine is busy.
jest.setTimeout(60_000);

const stackTrace = /\n\s+at .*:\d+:\d+/;
const escapes = /\u001b/;

const folder = mkdtempSync(join(tmpdir(), "belfry-leaks-"));
const emptyState = join(folder, "empty.json");

beforeAll(() => {
  writeFileSync(emptyState, JSON.stringify({ version: 3, deployment: {} }));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("belfry plan", () => {
  it.each(["prod", "staging", "local"])(
    "prints the plan of %s as JSON that keeps the contract",
    async (stack) => {
      const { code, stderr, stdout } = await belfry(["plan", "--stack", stack, "--format", "json"]);

      expect([code, stderr]).toEqual([0, ""]);
      expect(planSchema.parse(JSON.parse(stdout))).toMatchObject({ schemaVersion: 1, environment: stack });
    },
  );

  it("prints a line for each guardrail, plain when piped, and says what is unset", async () => {
    const { code, stdout } = await belfry(["plan"]);

    expect(code).toBe(0);
    expect(stdout).not.toMatch(escapes);
    expect(stdout).toMatch(/^prod: \d+ guardrails as of \d{4}-\d{2}-\d{2}\n/);
    expect(stdout).toMatch(/^vendhub\/cpu +monitor +> 85 % \(warn 70 %\) over 15 min +high, pages +VH-008/m);
    expect(stdout).toContain("required settings are unset; a deployment refuses until they are supplied:\n");
  });

  it("is made for the day that it is told", async () => {
    const { stdout } = await belfry(["plan", "--format", "json", "--as-of", "2030-01-31"]);

    expect(JSON.parse(stdout)).toMatchObject({ asOf: "2030-01-31" });
  });
});

describe("belfry check", () => {
  it("finds nothing wrong, and lists what no one has proved", async () => {
    const { code, stderr, stdout } = await belfry(["check"]);

    expect([code, stderr]).toEqual([0, ""]);
    const [summary, ...lines] = stdout.trimEnd().split("\n");
    expect(summary).toMatch(/^Pulumi\.prod\.yaml: \d+ guardrails, no problems\.$/);
    const [heading, ...promises] = lines;
    expect(heading).toBe(`${promises.length} promises are unproven until their runbooks' owners answer:`);
    expect(promises).toContainEqual(
      expect.stringMatching(/^ {2}victorysync\/database-backup\.recoveryPoint \(5 min\): .+\?$/),
    );
    expect(promises).toContainEqual(expect.stringMatching(/^ {2}vendhub\/on-call\.unproven\.high \(.+\?$/));
  });

  it("says nothing more where nothing waits for an answer", async () => {
    const { stdout } = await belfry(["check", "--stack", "staging"]);

    expect(stdout).toMatch(/^Pulumi\.staging\.yaml: \d+ guardrails, no problems\.\n$/);
  });

  it("tells what a deployment still needs, and ends with 1", async () => {
    const { code, stderr, stdout } = await belfry(["check", "--deployable"]);

    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^Pulumi\.prod\.yaml has \d+ problems:\n/);
    expect(stderr).toContain("[setting/required]");
    expect(stderr).not.toMatch(stackTrace);
  });

  it("tells problems as JSON on standard output alone", async () => {
    const { code, stderr, stdout } = await belfry(["check", "--deployable", "--format", "json"]);

    expect([code, stderr]).toEqual([1, ""]);
    const { problems } = JSON.parse(stdout) as { problems: readonly object[] };
    expect(problems.map((problem) => Object.keys(problem).sort())).toEqual(
      problems.map(() => ["code", "path", "remedy", "rule", "value"]),
    );
  });
});

describe("belfry explain", () => {
  it("says who set each value where", async () => {
    const { code, stderr, stdout } = await belfry(["explain", "vendhub/cpu"]);

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^vendhub\/cpu: CPU usage \(monitor, prod\)\n> 85 % \(warn 70 %\) over 15 min\n/);
    expect(stdout).toMatch(/85 % {2}set by VH-008 at services\/vendhub\/alerts\.ts:\d+/);
  });

  it("finds the line by which an environment adapts a value", async () => {
    const { stdout } = await belfry(["explain", "vendhub/health-check", "--stack", "staging"]);
    const lines = readFileSync(join(root, "Pulumi.staging.yaml"), "utf8").split("\n");
    const line = lines.findIndex((each) => each.includes("belfry:probeSlowdown")) + 1;

    expect(stdout).toContain(
      `  15 min  set by belfry:probeSlowdown of this environment at Pulumi.staging.yaml:${line}`,
    );
  });

  it("gives the same as JSON", async () => {
    const { code, stdout } = await belfry(["explain", "vendhub/cpu", "--format", "json"]);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id: "vendhub/cpu", environment: "prod" });
  });
});

describe("belfry message", () => {
  it("shows each message as Datadog sends it", async () => {
    const { code, stderr, stdout } = await belfry(["message", "vendhub/cpu", "--stack", "staging"]);

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^--- alert\n\[P5\] \[Triggered\b.*\] \[staging\] VendHub: CPU usage\n\nCPU usage: 89\.25 %, above 85 %/,
    );
    expect(stdout).toContain("\nThis is staging: nobody is paged.\n");
    expect(stdout).not.toContain("{{");
  });

  it("gives one state as JSON", async () => {
    const args = ["message", "vendhub/cpu", "--state", "recovery", "--format", "json"];
    const { code, stdout } = await belfry(args);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ guardrail: "vendhub/cpu", state: "recovery" }]);
  });
});

describe("belfry parity", () => {
  it("says which keys make two environments differ, and ends with 0 where all is explained", async () => {
    const { code, stdout } = await belfry(["parity", "prod", "staging"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^prod and staging: .*: all of it explained\.\n/);
    expect(stdout).toMatch(/belfry:probeSlowdown +1 +15 /);
  });

  it("ends with 1 and the problems where an environment is stricter, also as JSON", async () => {
    const { code, stdout } = await belfry(["parity", "staging", "prod", "--format", "json"]);
    const { problems } = JSON.parse(stdout) as { readonly problems: readonly { readonly code: string }[] };

    expect(code).toBe(1);
    expect(problems.map((each) => each.code)).toContain("parity/stricter");
  });

  it("names everything that is wrong with either of two environments", async () => {
    const { code, stdout } = await belfry(["parity", "qa", "qs", "--format", "json"]);
    const { problems } = JSON.parse(stdout) as { readonly problems: readonly { readonly value: string }[] };

    expect([code, problems.map(({ value }) => value)]).toEqual([1, ["qa", "qs"]]);
  });

  it("takes two stacks, and names the one that is not there", async () => {
    const missing = await belfry(["parity", "prod", "qa"]);

    expect((await belfry(["parity", "prod"])).code).toBe(2);
    expect([missing.code, missing.stderr]).toEqual([
      1,
      expect.stringContaining("there is no Pulumi.qa.yaml"),
    ]);
  });
});

describe("belfry reshard", () => {
  it.each([
    ["no layout", ["prod"]],
    ["a layout that there is not", ["prod", "--to", "two"]],
    ["a part of an environment", ["prod.vendhub", "--to", "one"]],
    ["the stack that npm start deploys", ["local", "--to", "shards"]],
  ])("is asked wrongly with %s", async (_name, words) => {
    const { code, stderr, stdout } = await belfry(["reshard", ...words]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: /);
  });
});

describe("belfry leaks", () => {
  it("finds nothing of prod in staging, and says what was not searched", async () => {
    const { code, stdout } = await belfry([
      "leaks",
      "staging",
      "--of",
      "prod",
      "--state",
      emptyState,
      "--origin-state",
      emptyState,
    ]);

    expect([code, stdout]).toEqual([0, "staging: nothing of prod in its settings, plan and 0 resources.\n"]);
  });

  it("ends with 1 and the exact path of each leak of a state", async () => {
    const state = join(folder, "state.json");
    const urn = "urn:pulumi:staging::belfry::datadog:index/monitor:Monitor::vendhub/cpu";
    const resources = [
      { urn, type: "datadog:index/monitor:Monitor", custom: true, id: "1", inputs: { tags: ["env:prod"] } },
    ];
    writeFileSync(state, JSON.stringify({ version: 3, deployment: { resources } }));

    const { code, stdout } = await belfry([
      ...["leaks", "staging", "--of", "prod", "--state", state, "--origin-state", emptyState],
      ...["--format", "json"],
    ]);
    const { leaks } = JSON.parse(stdout) as { readonly leaks: readonly { readonly path: string }[] };

    expect(code).toBe(1);
    expect(leaks.map(({ path }) => path)).toEqual([
      "datadog:index/monitor:Monitor::vendhub/cpu inputs.tags[0]",
    ]);
  });

  it("takes two environments", async () => {
    expect((await belfry(["leaks", "staging"])).code).toBe(2);
    expect((await belfry(["leaks", "prod", "--of", "prod"])).code).toBe(2);
  });
});

describe("problems for a program", () => {
  it("are JSON on standard output, also where a stack is unknown", async () => {
    const { code, stderr, stdout } = await belfry(["plan", "--stack", "nope", "--format", "json"]);

    expect([code, stderr]).toEqual([1, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: "stack/unknown", value: "nope" }] });
  });
});

describe("a mistake of the user", () => {
  it.each([
    [["plan", "--wat"], 2, "unknown option '--wat'"],
    [["nope"], 2, "unknown command 'nope'"],
    [["plan", "--format", "xml"], 2, "Allowed choices are table, json."],
    [["plan", "--as-of", "2026-02-30"], 2, "It is no date; write YYYY-MM-DD."],
    [["plan", "too", "many"], 2, "too many arguments"],
    [["plan", "--stack", "prodd"], 1, "there is no Pulumi.prodd.yaml"],
    [["plan", "--stack", "../prod"], 2, "It is no stack's name"],
    [["plan", "--stack", ""], 2, "It is no stack's name"],
    [["explain", "vendhub/cp"], 2, "Did you mean vendhub/cpu?"],
    [["explain", "a/b", "--stack", "staging"], 2, "staging has no guardrail or resource called a/b."],
    [["message", "vendhub/cp"], 2, "Did you mean vendhub/cpu?"],
    [["message", "vendhub/dashboard"], 2, "vendhub/dashboard tells nobody: it is no alert."],
    [
      ["message", "vendhub/errors-burn-fast", "--state", "warning"],
      2,
      "vendhub/errors-burn-fast tells nobody of warning, only of alert, recovery.",
    ],
    [
      ["message", "vendhub/cpu", "--state", "bad"],
      2,
      "Allowed choices are alert, warning, no-data, recovery.",
    ],
    [["sandbox", "--aws-port", "70000"], 2, "A port is a whole number from 1 to 65535."],
    [
      ["sandbox", "--datadog-port", "18888", "--aws-port", "18888"],
      2,
      "--datadog-port and --aws-port: two control planes cannot share port 18888.\n",
    ],
    [["up", "--parallel", "0"], 2, "Write a whole number from 1 to 999."],
    [["up", "prod", "--stack", "staging"], 2, "prod and --stack staging name two stacks."],
    [["up", "prod.ven dhub"], 2, "It is no stack's name"],
    [["up", "nope"], 1, "there is no Pulumi.nope.yaml."],
    [["up", "prod.vendhup"], 1, "Did you mean prod.vendhub?"],
    [["recover", "nope"], 1, "There is no stack nope: there is no Pulumi.nope.yaml."],
  ])("%j ends with %d and no stack trace", async (args, code, message) => {
    const ended = await belfry(args);

    expect([ended.code, ended.stdout]).toEqual([code, ""]);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(stackTrace);
    expect(ended.stderr).not.toContain("fault of belfry");
  });

  it("is not to ask for help", async () => {
    const { code, stderr, stdout } = await belfry(["--help"]);

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Usage: belfry/);
  });
});

describe("in a checkout of one's own", () => {
  let copy: string;
  beforeAll(() => {
    copy = copyCheckout();
  });
  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it("belfry render writes what follows from the model, and finds what was changed by hand", async () => {
    const before = await belfry(["render", "--check"], copy);
    expect(before.code).toBe(1);

    const written = await belfry(["render"], copy);
    expect([written.code, written.stdout]).toEqual([
      0,
      expect.stringMatching(
        /^Wrote rendered\/prod.json, rendered\/staging.json, rendered\/local.json, plan.schema.json, preview.schema.json, docs\/catalogue\/README.md, .*\.\n$/,
      ),
    ]);
    expect(await belfry(["render", "--check"], copy)).toMatchObject({
      code: 0,
      stdout: "Nothing changed.\n",
    });

    const file = join(copy, "rendered/staging.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"critical": 85', '"critical": 86'));
    expect(await belfry(["render", "--check"], copy)).toEqual({
      code: 1,
      stdout: "",
      stderr: "rendered/staging.json differ from the model; run npm run render and commit.\n",
    });
  });

  it("belfry promote shows what a tuned value would change, and writes it only with --yes", async () => {
    const files = ["prod", "staging"].map((stack) => join(copy, `Pulumi.${stack}.yaml`));
    const [prod = "", staging = ""] = files.map((file) => readFileSync(file, "utf8"));
    const [prodFile = "", stagingFile = ""] = files;
    writeFileSync(
      stagingFile,
      `${staging}  belfry:overrides:\n    vendhub/cpu: { critical: { value: 88 %, because: a month of load tests } }\n`,
    );
    const words = ["promote", "staging", "prod", "--guardrail", "vendhub/cpu"];

    const shown = await belfry(words, copy);
    expect([shown.code, readFileSync(prodFile, "utf8")]).toEqual([0, prod]);
    expect(shown.stdout).toContain("+        value: 88 %");
    expect(shown.stdout).toContain("prod: 1 alert loosened.");

    expect((await belfry([...words, "--yes"], copy)).code).toBe(0);
    expect(readFileSync(prodFile, "utf8")).toContain("value: 88 %");
    expect((await belfry(words, copy)).stdout).toBe("Pulumi.prod.yaml says so already: nothing to carry.\n");

    writeFileSync(prodFile, prod);
    writeFileSync(stagingFile, staging);
  });

  it("belfry promote carries nothing that would make a problem", async () => {
    const file = join(copy, "Pulumi.staging.yaml");
    const was = readFileSync(file, "utf8");
    writeFileSync(
      file,
      `${was}  belfry:overrides:\n    vendhub/cpu: { critical: { value: 60 %, because: why not } }\n`,
    );

    const { code, stderr } = await belfry(
      ["promote", "staging", "prod", "--guardrail", "vendhub/cpu", "--yes"],
      copy,
    );
    writeFileSync(file, was);

    expect([code, stderr]).toEqual([1, expect.stringContaining("threshold/order")]);
    expect(readFileSync(join(copy, "Pulumi.prod.yaml"), "utf8")).not.toContain("60 %");
  });

  it.each([
    ["up", ["up", "review.vendhup", "--yes"], ["stack/unknown-shard", "config/form", "stack/shard-file"]],
    ["reshard", ["reshard", "review", "--to", "shards", "--yes"], ["config/form"]],
  ])("belfry %s tells all that is wrong before it starts anything", async (_command, words, codes) => {
    const files = ["Pulumi.review.yaml", "Pulumi.review.vendhub.yaml"].map((file) => join(copy, file));
    const [file = "", shardFile = ""] = files;
    writeFileSync(file, "config:\n  belfry:environment: review\n  belfry:scale: 0\n");
    writeFileSync(shardFile, "config:\n  belfry:scale: 2\n");

    const { code, stdout } = await belfry([...words, "--format", "json"], copy);
    for (const each of files) rmSync(each);
    const { problems } = JSON.parse(stdout) as { readonly problems: readonly { readonly code: string }[] };

    expect([code, problems.map((each) => each.code)]).toEqual([1, codes]);
    expect(existsSync(join(copy, ".belfry", "sandbox"))).toBe(false);
  });

  it("belfry promote carries nothing that is over", async () => {
    const file = join(copy, "Pulumi.staging.yaml");
    const was = readFileSync(file, "utf8");
    const value = '{ value: 88 %, because: a load test, until: "2001-01-31" }';
    writeFileSync(file, `${was}  belfry:overrides:\n    vendhub/cpu: { critical: ${value} }\n`);

    const words = ["promote", "staging", "prod", "--guardrail", "vendhub/cpu", "--yes"];
    const { code, stderr } = await belfry(words, copy);
    writeFileSync(file, was);

    expect([code, stderr]).toEqual([1, expect.stringContaining("[override/expired]")]);
    expect(readFileSync(join(copy, "Pulumi.prod.yaml"), "utf8")).not.toContain("88 %");
  });

  it("belfry plan and check tell every mistake of a stack's file at once", async () => {
    const text = [
      "config:",
      "  belfry:environment: review",
      "  belfry:overrides:",
      "    vendhub/cpuu: { critical: 90 }",
      "    vendhub/cpu: { critical: ninety, warnin: 60, over: 5 % }",
      "  belfry:settings: { vendhub.domian: x }",
    ];
    writeFileSync(join(copy, "Pulumi.review.yaml"), text.join("\n"));

    const [plan, check] = [
      await belfry(["plan", "--stack", "review"], copy),
      await belfry(["check", "--stack", "review"], copy),
    ];

    expect([plan.code, check.code, plan.stdout]).toEqual([1, 1, ""]);
    expect(plan.stderr).toBe(check.stderr);
    expect([...check.stderr.matchAll(/\[([a-z]+\/[a-z-]+)\]$/gm)].map((match) => match[1])).toEqual([
      "override/quantity",
      "config/unknown-setting",
      "override/unknown-guardrail",
      "override/unknown-field",
      "override/unit",
    ]);
    expect(check.stderr).not.toMatch(stackTrace);
  });

  it("a file that is no YAML is told without a stack trace", async () => {
    writeFileSync(join(copy, "Pulumi.broken.yaml"), "config:\n  belfry:pages: [\n");

    const { code, stderr } = await belfry(["check", "--stack", "broken"], copy);

    expect(code).toBe(1);
    expect(stderr).toContain("[stack/yaml]");
    expect(stderr).not.toMatch(stackTrace);
  });

  it("a temporary change that ended is a problem of check, and not of plan", async () => {
    const override = "{ critical: { value: 90, until: 2026-01-01, because: load test } }";
    writeFileSync(
      join(copy, "Pulumi.ended.yaml"),
      `config:\n  belfry:environment: ended\n  belfry:overrides:\n    vendhub/cpu: ${override}\n`,
    );

    expect((await belfry(["plan", "--stack", "ended"], copy)).code).toBe(0);
    const { code, stderr } = await belfry(["check", "--stack", "ended"], copy);
    expect([code, stderr.includes("(load test) ended on that day")]).toEqual([1, true]);
  });

  describe("a mistake in services/", () => {
    const file = "services/vendhub/alerts.ts";
    const spoil = (from: string, to: string, part = file): (() => void) => {
      const whole = join(copy, part);
      const text = readFileSync(whole, "utf8");
      expect(text).toContain(from);
      writeFileSync(whole, text.replace(from, to));
      return () => {
        writeFileSync(whole, text);
      };
    };
    const cpu = 'fact("VH-008", percent(85))';

    it.each([
      ["an unknown function", cpu, 'fact("VH-008", procent(85))', "procent is not defined"],
      ["a syntax error", cpu, `${cpu},`, "Unexpected token"],
      [
        "two constants of one name",
        "/** Alerts",
        "const x = 1; const x = 2; /** Alerts",
        "already been declared",
      ],
      ["a wrong import", "../../model/source", "../model/source", "Cannot find module '../model/source'"],
      ["an import that is not there", "count, milli", "procent as count, milli", "not exported"],
    ])("%s is told with file and line, and no stack trace", async (_, from, to, message) => {
      const mend = spoil(from, to);
      const [check, plan] = [await belfry(["check"], copy), await belfry(["plan", "--format", "json"], copy)];
      mend();

      expect([check.code, check.stdout]).toEqual([1, ""]);
      expect(check.stderr).toMatch(
        /^services\/vendhub\/alerts\.ts:\d+: .*`npm run check` shows more\. \[service\/load\]\n$/,
      );
      expect(check.stderr).toContain(message);
      expect([plan.code, plan.stderr]).toEqual([1, ""]);
      expect(JSON.parse(plan.stdout)).toMatchObject({ problems: [{ code: "service/load" }] });
    });

    it("that only the compiler would find is told with all others of its kind", async () => {
      const mends = [
        spoil(cpu, "percent(85)"),
        spoil('signal: "errorRate"', 'signal: "errorrate"'),
        spoil('critical: fact("VH-009", percent(90)),', ""),
        spoil("percent(5)", 'percent("5" as never)'),
        spoil("seconds(5)", "percent(5)"),
      ];
      const { code, stderr, stdout } = await belfry(["check"], copy);
      for (const mend of mends.reverse()) mend();

      expect([code, stdout]).toEqual([1, ""]);
      expect(
        [...stderr.matchAll(/^ {2}services\/vendhub\/alerts\.ts:\d+ (\S+) .*\[(.*)\]$/gm)].map((match) =>
          match.slice(1),
        ),
      ).toMatchInlineSnapshot(`
       [
         [
           "vendhub/cpu.critical",
           "source/missing",
         ],
         [
           "vendhub/memory.critical:",
           "source/missing",
         ],
         [
           "vendhub/error-rate.signal",
           "declaration/word",
         ],
         [
           "vendhub/error-rate.critical",
           "quantity/number",
         ],
         [
           "vendhub/response-time.critical",
           "threshold/unit",
         ],
       ]
      `);
      expect(stderr).not.toMatch(stackTrace);
    });

    it("is none where Belfry's own code throws: that keeps its stack", async () => {
      const mend = spoil(
        "/** All severities",
        'throw new Error("on purpose");\n/** All severities',
        "model/severity.ts",
      );
      const { code, stderr } = await belfry(["check"], copy);
      mend();

      expect(code).toBe(3);
      expect(stderr).toContain("fault of belfry");
      expect(stderr).toMatch(/\n\s+at .*model\/severity\.ts:\d+:\d+/);
    });
  });
});
