import { stripVTControlCharacters } from "node:util";

import { assumptionsOf, describeAssumptions, describeUnproven, problemsOf } from "../../cli/commands/check";
import { describeRepairs } from "../../cli/commands/recover";
import { renderAll } from "../../cli/commands/render";
import { table } from "../../cli/table";
import { planSchema } from "../../plan/schema";
import { coverageOf } from "../../report/coverage";
import { summaryOf } from "../../report/summary";
import { services } from "../../services/all";
import { factsOf } from "../../services/facts";
import { loadCommitted } from "../support/models";

const prod = loadCommitted("prod");

describe("what belfry check --assumptions lists", () => {
  const assumptions = assumptionsOf(prod.plan);

  const of = (kind: string) => assumptions.filter(({ source }) => source === kind);

  it("is every value that we chose, each with a reason and a question to its owner", () => {
    const chosen = prod.plan.guardrails.flatMap(({ sources }) =>
      sources.filter(({ kind }) => kind === "house"),
    );

    expect(of("house")).toHaveLength(chosen.length);
    expect(chosen.length).toBeGreaterThan(100);
    expect(of("house").filter(({ ask, because }) => !ask?.endsWith("?") || !because)).toEqual([]);
  });

  it("is every number that a provider's page gives, with the page", () => {
    const values = new Set(of("documentation").map(({ field, value }) => `${field} ${value ?? ""}`));

    expect(values).toContain("startWindow 1 h");
    expect(values).toContain("longWindow 6 h");
    expect([...values].filter((each) => each.startsWith("severity"))).toEqual([]);
    expect(of("documentation").filter(({ because, page }) => !because || !page)).toEqual([]);
  });

  it("is every number of a setting, with the setting's key", () => {
    expect(of("setting").length).toBeGreaterThan(0);
    expect(of("setting").filter(({ key, value }) => !key || !/\d/.test(value ?? ""))).toEqual([]);
  });

  it("is every number that an environment changes, beside the one that it changes", () => {
    const staging = assumptionsOf(loadCommitted("staging").plan);
    const interval = staging.filter(
      ({ field, guardrail }) => guardrail === "vendhub/health" && field === "every",
    );

    expect(interval.map(({ source, value }) => [source, value])).toEqual([
      ["house", "1 min"],
      ["override", "15 min"],
    ]);
  });

  it("is no number that a runbook states", () => {
    const facts = prod.plan.guardrails.flatMap(({ sources }) =>
      sources.filter(({ kind }) => kind === "fact"),
    );
    const all = prod.plan.guardrails.flatMap(({ sources }) => sources);
    const wordy = all.filter(
      ({ kind, stated }) => kind !== "fact" && kind !== "house" && !/\d/.test(stated ?? ""),
    );

    expect(assumptions).toHaveLength(all.length - facts.length - wordy.length);
  });
});

describe("the table of belfry check --assumptions", () => {
  const absent = { because: null, ask: null, page: null, key: null };
  const over = {
    ...absent,
    field: "over",
    value: "5 min",
    source: "house",
    because: "Safe.",
    ask: "Right?",
  } as const;

  it("has a column for the source, and one row for what is alike", () => {
    const drawn = describeAssumptions([
      { ...over, guardrail: "shop/errors" },
      { ...over, guardrail: "shop/latency" },
      { ...over, guardrail: "shop/cpu", value: "10 min" },
      {
        ...absent,
        guardrail: "shop/dump",
        field: "startWindow",
        value: "1 h",
        source: "documentation",
        because: "The shortest.",
        page: "https://docs.example",
      },
      {
        ...absent,
        guardrail: "shop/on-call",
        field: "length",
        value: "7",
        source: "setting",
        key: "shop.length",
      },
      { ...over, guardrail: "shop/cpu", source: "override", because: "Trial.", ask: null },
    ]);

    expect(stripVTControlCharacters(drawn)).toMatchInlineSnapshot(`
     "field        value   guardrails              source                       because        ask the owner, or read
     over         5 min   shop/errors and 1 more  our choice                   Safe.          Right?
     over         10 min  shop/cpu                our choice                   Safe.          Right?
     startWindow  1 h     shop/dump               documentation                The shortest.  https://docs.example
     length       7       shop/on-call            setting shop.length
     over         5 min   shop/cpu                this environment's override  Trial.

     5 assumptions stand for 6 values that no runbook states."
    `);
  });
});

describe("what belfry check finds", () => {
  it("is more where a deployment is meant", () => {
    expect(problemsOf(prod, false, "2026-11-21")).toEqual([]);
    expect(new Set(problemsOf(prod, true, "2026-11-21").map(({ code }) => code))).toEqual(
      new Set(["setting/required"]),
    );
  });

  it("is nothing more in the sandbox, which makes its settings up", () => {
    expect(problemsOf(loadCommitted("local"), true, "2026-11-21")).toEqual([]);
  });
});

describe("what belfry check lists as unproven", () => {
  const promise = {
    path: "shop/dump.recoveryPoint",
    promised: "5 min",
    because: "Dumps are nightly.",
    ask: "Is it so?",
  };

  it.each([
    [[promise], "1 promise is unproven until its runbook's owner answers:"],
    [[promise, promise], "2 promises are unproven until their runbooks' owners answer:"],
  ])("says how many, then each on a line", (promises, heading) => {
    expect(describeUnproven(promises).split("\n")).toEqual([
      heading,
      ...promises.map(() => "  shop/dump.recoveryPoint (5 min): Dumps are nightly. Is it so?"),
    ]);
  });
});

describe("what belfry coverage tells", () => {
  const coverage = coverageOf(prod.plan, services, factsOf);

  it("is each fact once", () => {
    expect(new Set(coverage.map(({ id }) => id)).size).toBe(coverage.length);
  });

  it("has guardrails, a page or a reason for each, and only one of them", () => {
    const wrong = coverage.filter(({ guardrails, page, reason, status }) => {
      const has = {
        deployed: guardrails.length > 0,
        documented: page !== null,
        "not applicable": reason !== null,
      };
      return Object.entries(has).some(([kind, given]) => given !== (kind === status));
    });

    expect(wrong).toEqual([]);
  });
});

describe("what belfry coverage says of single facts", () => {
  const coverage = new Map(coverageOf(prod.plan, services, factsOf).map((each) => [each.id, each]));

  it.each([
    ["an alert", "VH-008", { status: "deployed", remindedOnly: false, drafts: [] }],
    ["a duty that people are reminded of", "WT-011", { status: "deployed", remindedOnly: true }],
    [
      "a draft",
      "VV-070",
      {
        status: "documented",
        guardrails: [],
        drafts: ["vocavision/db-query-p95", "vocavision/database-response-time"],
        page: "docs/catalogue/vocavision.md#db-query-p95",
      },
    ],
    [
      "an alert, the objective that counts its time, and what measures both",
      "WT-031",
      {
        status: "deployed",
        guardrails: [
          "watchtower/slow-queries",
          "watchtower/slow-queries-an-hour",
          "watchtower/slow-queries-an-hour-burn-medium",
          "watchtower/slow-queries-an-hour-burn-slow",
          "watchtower/slow-queries-logs",
        ],
        drafts: [],
      },
    ],
  ] as const)("%s", (_, id, became) => {
    expect(coverage.get(id)).toMatchObject(became);
  });
});

describe("what belfry render writes", () => {
  const files = renderAll(`${__dirname}/../..`);

  it("is a plan for each environment and the schema, ending in one line end", () => {
    expect([...files.keys()]).toEqual([
      "rendered/prod.json",
      "rendered/staging.json",
      "rendered/local.json",
      "plan.schema.json",
      "preview.schema.json",
      "docs/catalogue/README.md",
      "docs/catalogue/estate.md",
      "docs/catalogue/victorysync.md",
      "docs/catalogue/vendhub.md",
      "docs/catalogue/vocavision.md",
      "docs/catalogue/operations.md",
      "docs/catalogue/watchtower.md",
      "docs/catalogue/calendar.md",
      "docs/catalogue/questions.md",
      "docs/catalogue/coherence.md",
    ]);
    for (const text of files.values()) expect(text).toMatch(/[^\n]\n$/);
  });

  it("is the same each time", () => {
    expect(renderAll(`${__dirname}/../..`)).toEqual(files);
  });

  it("keeps the contract", () => {
    expect(planSchema.parse(JSON.parse(files.get("rendered/prod.json") ?? ""))).toEqual(prod.plan);
  });
});

describe("a line of belfry plan", () => {
  it("has words for every guardrail, without holes", () => {
    const lines = prod.plan.guardrails.map(summaryOf);

    expect(lines.filter((line) => line.trim() === "" || /undefined|NaN|null|\[object/.test(line))).toEqual(
      [],
    );
  });

  it("reads as its kind does", () => {
    const first = new Map([...prod.plan.guardrails].reverse().map((each) => [each.kind, summaryOf(each)]));

    expect(first.get("backup")).toMatch(/^\S+ \S+ \S+ \S+ \S+ UTC; daily kept \d+ d/);
    expect(first.get("objective")).toMatch(/^[\d.]+ % over \d+ d$/);
    expect(first.get("burn-rate")).toMatch(/^[\d.]+x over 1 h and 5 min$/);
    expect(prod.plan.guardrails.filter(({ kind }) => kind === "objective").map(summaryOf)).toContain(
      "95 % over 30 d without alert of slow-queries",
    );
  });
});

describe("a table", () => {
  it("is plain columns without frames or trailing blanks", () => {
    const drawn = table(
      ["name", "n"],
      [
        ["a", "1"],
        ["longer", ""],
      ],
    );

    expect(stripVTControlCharacters(drawn)).toMatchInlineSnapshot(`
     "name    n
     a       1
     longer"
    `);
  });
});

describe("what belfry recover tells", () => {
  const report = { locks: [], repairs: [], backups: [] };
  const repair = {
    action: "adopt",
    type: "datadog:index/monitor:Monitor",
    id: "7",
    name: "errors",
    because: "it was lost",
  } as const;
  const lock = { file: "x", host: "here", pid: 42, since: "now", dead: true };

  it("is that there is nothing to do", () => {
    expect(describeRepairs(report, false)).toBe("State and provider agree; nothing to recover.");
  });

  it("is what it would do, and what it did with the copy that it kept", () => {
    expect(describeRepairs({ ...report, locks: [lock], repairs: [repair] }, false)).toMatchInlineSnapshot(`
     "Recovery would do this (--yes does it):
       Break the lock of process 42 on here: it is gone.
       Adopt datadog:index/monitor:Monitor errors (7): it was lost."
    `);
    expect(describeRepairs({ ...report, repairs: [repair], backups: ["/b.json"] }, true))
      .toMatchInlineSnapshot(`
     "Recovered:
       Adopt datadog:index/monitor:Monitor errors (7): it was lost.
     The state as it was: /b.json"
    `);
  });
});
