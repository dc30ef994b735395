import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

import {
  createCompilerHost,
  createProgram,
  getPreEmitDiagnostics,
  parseConfigFileTextToJson,
  parseJsonConfigFileContent,
  sys,
} from "typescript";

import { parseMeasure, measuring, type UserMeasure } from "../../adoption/measures";
import { loadCommitted } from "../support/models";
import {
  adoptionFor,
  declaredFor,
  foreignMonitor,
  foreignMonitors,
  monitorsOf,
  type Declared,
} from "./request";

// Each run declares the whole plan.
jest.setTimeout(120_000);

const root = resolve(__dirname, "../..");
const { inputs, plan } = loadCommitted("local");
let declared: Declared;
beforeAll(async () => {
  declared = await declaredFor(plan);
});
const foreign = foreignMonitors("local");
const nameOf = (id: string): string => foreign[Number(id) - 1]?.[0] ?? id;

describe("what an account's own guardrails become", () => {
  it("finds every monitor of the shipped plan again, with nothing that would change", async () => {
    const made = monitorsOf(declared);
    const planned = plan.guardrails.filter((each) => each.kind === "monitor" && !each.draft);
    const { adopt, propose, twins } = await adoptionFor(
      inputs,
      made.map(({ monitor }) => monitor),
      {},
      () => Promise.resolve(declared),
    );
    expect([adopt.length, propose, twins]).toEqual([planned.length, [], []]);
    expect(planned.length).toBeGreaterThan(100);
    for (const { changes, guardrail, id } of adopt) {
      expect([`${guardrail}-monitor`, changes]).toEqual([
        made.find(({ monitor }) => monitor.id === id)?.name,
        [],
      ]);
    }
  });

  it("finds them by what they measure alone, whatever they are called", async () => {
    const made = monitorsOf(declared);
    const unmarked = made.map(({ monitor, name }) => ({
      name,
      monitor: { ...monitor, inputs: { ...monitor.inputs, name: "x", tags: ["env:local"] } },
    }));
    const { adopt, propose, twins } = await adoptionFor(
      inputs,
      unmarked.map(({ monitor }) => monitor),
      {},
      () => Promise.resolve(declared),
    );
    expect([propose, twins]).toEqual([[], []]);
    for (const { changes, guardrail, id } of adopt) {
      expect(`${guardrail}-monitor`).toBe(made.find(({ monitor }) => monitor.id === id)?.name);
      expect(new Set(changes.map(({ field }) => field))).toEqual(new Set(["name", "tags"]));
    }
  });
});

describe("what monitors that people made become", () => {
  it("is a guardrail, a proposal, a double or a reason", async () => {
    const found = await adoptionFor(
      inputs,
      foreign.map(([, monitor]) => monitor),
    );
    const told = {
      adopt: found.adopt.map(({ guardrail, id }) => `${nameOf(id)} is ${guardrail}`),
      propose: found.propose.map(({ guardrail, id }) => `${nameOf(id)} becomes ${guardrail}`),
      twins: found.twins.map(({ guardrail, id, of }) => `${nameOf(id)} is ${guardrail}, as ${nameOf(of)} is`),
      declined: found.declined.map(({ because, id }) => `${nameOf(id)}: ${because}`),
      files: found.files.map(({ file, isNew, settings }) => [file, isNew, settings]),
    };
    expect(told).toMatchInlineSnapshot(`
     {
       "adopt": [
         "cpu is vendhub/cpu",
         "errors is vendhub/error-rate",
       ],
       "declined": [
         "anomaly: anomalies() learns its level from the past.",
         "agent: it counts the results of an Agent's check, which no signal of the model measures.",
         "logs: it counts what a search finds; Belfry counts with a metric of its own and alerts on that, and Datadog changes no monitor's type.",
         "queue: nobody says which signal bookshop.mail.oldest measures.",
         "otherEnvironment: it reads env:elsewhere, and the environment here is local.",
         "nobody: nothing says of which service it is.",
       ],
       "files": [
         [
           "services/bookshop.ts",
           true,
           {
             "bookshop.mailbox": "books-team@example.org",
             "bookshop.slackChannel": "bookshop-alerts",
           },
         ],
       ],
       "propose": [
         "containers becomes bookshop/container-cpu",
         "connections becomes bookshop/database-connections",
         "disk becomes bookshop/disk-of-the-bookshop",
         "latency becomes bookshop/p95",
       ],
       "twins": [
         "cpuAgain is vendhub/cpu, as cpu is",
       ],
     }
    `);
  });

  it("says field by field what deploying would change, shares and percent compared as one", async () => {
    const { adopt } = await adoptionFor(
      inputs,
      foreign.map(([, monitor]) => monitor),
      {},
      () => Promise.resolve(declared),
    );
    const fieldsOf = (name: string) =>
      adopt
        .filter(({ id }) => nameOf(id) === name)
        .flatMap(({ changes }) => changes)
        .filter(({ classes }) => classes[0] !== "text-only")
        .map(({ after, before, field }) => `${field}: ${before ?? "none"} -> ${after ?? "none"}`);
    expect(fieldsOf("cpu")).toEqual(
      expect.arrayContaining([
        "critical: 90 % -> 85 %",
        "over: 10 min -> 15 min",
        "silence: show -> alert",
        "priority: P3 -> P2",
        "pages: pages nobody -> pages",
        "renotifyEvery: none -> 1 h",
      ]),
    );
    // 0.05 of all requests is the 5 % that the plan says: no level differs.
    expect(
      fieldsOf("errors").filter((each) => /^(critical|warning|unit|query|aggregation|over):/.test(each)),
    ).toEqual([]);
  });

  it("leaves out what the stack has, and calls a second monitor of its guardrail a double", async () => {
    const managed = new Map([
      ["2", "vendhub/error-rate"],
      ["77", "vendhub/cpu"],
    ]);
    const found = await adoptionFor(
      inputs,
      foreign.map(([, monitor]) => monitor),
      { managed },
    );
    expect(found.managed.map(({ guardrail, id }) => [id, guardrail])).toEqual([["2", "vendhub/error-rate"]]);
    expect(found.adopt).toEqual([]);
    expect(found.twins.map(({ id, of }) => [nameOf(id), of])).toContainEqual(["cpu", "77"]);
  });

  it("takes a user's word for a metric, and refuses a word that means nothing", async () => {
    const said = parseMeasure("bookshop.mail.oldest=backupAge:seconds") as UserMeasure;
    const { propose } = await adoptionFor(
      inputs,
      foreign.map(([, monitor]) => monitor),
      {
        measureOf: measuring(inputs.services, [said]),
      },
    );
    expect(propose.map(({ id }) => nameOf(id))).toContain("queue");
    expect(["a.b", "a.b=cpuUsag", "a.b=cpuUsage:hours"].map(parseMeasure)).toEqual([
      expect.stringContaining("Write metric=signal"),
      "There is no signal cpuUsag. Did you mean cpuUsage?",
      "cpuUsage is measured in percent, fraction.",
    ]);
  });
});

/** Monitors as nobody would make them, and somebody does: each is proposed. */
const strange = [
  [
    "monitor",
    `CPU "of" it's \u{1F525}`,
    "avg:docker.cpu.usage{env:local,service:monitor} > 80",
    "**@slack-bold** @pagerduty-x",
  ],
  [
    "a--b",
    "Dashboard",
    "avg:docker.cpu.usage{env:local,service:a--b} > 80",
    "@slack-a @team@example.org @slack-b",
  ],
  ["a--b", "Überlast", "avg:system.disk.in_use{service:a--b} by {host} * 100 > 80", `Say "stop" {@slack-c`],
  [
    "class",
    "@here {{x}} \u{1F525}",
    "avg:trace.express.request{service:class} > 1.5e-7",
    "Impact:@slack-d\n1. Look.",
  ],
  [
    "class",
    "errors",
    "100 * sum:trace.web.request.errors{env:local,service:class}.as_count() / sum:trace.web.request.hits{env:local,service:class}.as_count() > 5",
    "",
  ],
].map(([service = "", name = "", query = "", message = ""], index) =>
  foreignMonitor(
    {
      name,
      type: "query alert",
      query: `avg(last_5m):${query}`,
      message,
      tags: [`service:${service}`, "team:"],
      options: { thresholds: {}, on_missing_data: "default" },
    },
    200 + index,
  ),
);

describe("a proposed file", () => {
  const proposed = async () => {
    const further = foreignMonitor(
      {
        name: "VendHub: container CPU",
        type: "metric alert",
        query: "avg(last_5m):avg:docker.cpu.usage{env:local,service:vendhub} > 80",
        message: "Busy. @slack-a",
        tags: [],
        options: { thresholds: { critical: 80 } },
      },
      99,
    );
    const { files, problems } = await adoptionFor(inputs, [
      ...foreign.map(([, monitor]) => monitor),
      further,
      ...strange,
    ]);
    return { files, problems };
  };

  it("compiles against the model, and is formatted as the project is", async () => {
    const { files } = await proposed();
    expect(files.map(({ file }) => file)).toEqual([
      "services/bookshop.ts",
      "services/vendhub/imported.ts",
      "services/monitor.ts",
      "services/a--b.ts",
      "services/class.ts",
    ]);
    expect(problemsOfTypes(new Map(files.map(({ file, source }) => [resolve(root, file), source])))).toEqual(
      [],
    );
    for (const { file, source } of files) expect(source).toBe(formatted(source, file));
  });

  it("does not compile once a level has a unit of another dimension", async () => {
    const { files } = await proposed();
    const wrong = files.map(
      ({ file, source }) =>
        [resolve(root, file), source.replace("house(percent(80)", "house(minutes(80)")] as const,
    );
    expect(problemsOfTypes(new Map(wrong))).not.toEqual([]);
  });

  it("is a plan that the checks accept, once it is in place", async () => {
    const { problems } = await proposed();
    expect(problems).toEqual([]);
  });
});

describe("a monitor that the checks would refuse as a guardrail", () => {
  const made = (query: string, message: string, options: Readonly<Record<string, unknown>> = {}) =>
    foreignMonitor({
      name: "x",
      type: "query alert",
      query,
      message,
      tags: ["service:shop", "team:shop"],
      options: { thresholds: {}, ...options },
    });
  const cpu = "avg:docker.cpu.usage{env:local,service:shop}";

  it.each([
    [
      `avg(last_2w):${cpu} > 80`,
      "",
      "over 14 d: a window is a whole number of minutes, from one minute to a week.",
    ],
    [`avg(last_5m):${cpu} > 150`, "", "critical 150: a level of cpuUsage lies between 0 % and 100 %."],
    [
      `avg(last_5m):${cpu} > 80`,
      "@oncall-strangers",
      "@oncall-strangers-local: no escalation chain of the plan answers to it, so shop/x would reach nobody.",
    ],
  ])("stays as it is, with what they say: %s %s", async (query, message, said) => {
    const { declined, files, problems, propose } = await adoptionFor(inputs, [made(query, message)]);
    expect([files, problems, propose]).toEqual([[], [], []]);
    expect(declined.map(({ because }) => because)).toEqual([`\`belfry check\` would refuse it. ${said}`]);
  });

  it("keeps none of the others from being proposed", async () => {
    const good = { ...made(`avg(last_5m):${cpu} > 80`, ""), id: "2" };
    const bad = made(`avg(last_5m):${cpu} > 150`, "@slack-only");
    const { declined, files, propose } = await adoptionFor(inputs, [bad, good]);
    expect([declined.map(({ id }) => id), propose.map(({ id }) => id)]).toEqual([["1"], ["2"]]);
    expect(files.map(({ settings }) => settings)).toEqual([{}]);
  });
});

/** A text as the project's formatter writes it. */
const formatted = (input: string, file: string): string =>
  execFileSync(
    process.execPath,
    [resolve(root, "node_modules/prettier/bin/prettier.cjs"), "--stdin-filepath", resolve(root, file)],
    { cwd: root, input, encoding: "utf8" },
  );

/** What the compiler says of files that are not on the disk. */
function problemsOfTypes(files: ReadonlyMap<string, string>): readonly string[] {
  const text = sys.readFile(resolve(root, "tsconfig.json")) ?? "";
  const { config } = parseConfigFileTextToJson("tsconfig.json", text) as { config: unknown };
  const { options } = parseJsonConfigFileContent(config, { ...sys, readDirectory: () => [] }, root);
  const host = createCompilerHost({ ...options, incremental: false });
  host.fileExists = (file) => files.has(file) || sys.fileExists(file);
  host.readFile = (file) => files.get(file) ?? sys.readFile(file);
  const rest = { ...options, incremental: false };
  delete rest.tsBuildInfoFile;
  const program = createProgram([...files.keys()], rest, host);
  return getPreEmitDiagnostics(program).map(({ messageText }) =>
    typeof messageText === "string" ? messageText : messageText.messageText,
  );
}
