import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { z } from "zod";

import { terminal } from "../../cli/preview/terminal";
import { previewOf, type PreviewInputs, type StackPlans } from "../../preview/preview";
import { annotations } from "../../preview/render/annotations";
import { json } from "../../preview/render/json";
import { junit } from "../../preview/render/junit";
import { markdown, mostCharacters } from "../../preview/render/markdown";
import { sarif } from "../../preview/render/sarif";
import { previewSchema, type Chart, type Preview } from "../../preview/schema";
import { mostGroups, mostPoints } from "../../preview/schema-backtest";
import { defaultGates, pastGates } from "../../preview/gates";
import type { Guardrail, Plan } from "../../plan/types";
import { downtimeOf, monitorOf, syntheticOf } from "../support/guardrails";
import { hostileText } from "../support/hostile-texts";
import { backtestedPreview, changeBacktestOf, chartOf, stackBacktestOf } from "../support/previews";

const planOf = (guardrails: readonly Guardrail[], settings: Plan["settings"] = []): Plan => ({
  schemaVersion: 1,
  environment: "prod",
  asOf: "2026-11-21",
  settings,
  guardrails: [...guardrails],
});

const source = {
  field: "critical",
  layer: "service",
  kind: "fact",
  facts: ["SH-001"],
  because: null,
  ask: null,
  page: null,
  key: null,
  until: null,
  stated: "6 %",
} as const;

function plansOf(
  before: readonly Guardrail[],
  after: readonly Guardrail[],
  changes: Partial<StackPlans> = {},
): StackPlans {
  return {
    stack: "prod",
    base: planOf(before),
    head: planOf(after),
    notCompared: [],
    problems: [],
    waived: [],
    backtest: null,
    originOf: ({ id }, field) =>
      id === "shop/errors" ? { file: "services/shop.ts", line: field === "critical" ? 12 : 10 } : null,
    ...changes,
  };
}

const previewFrom = (stacks: readonly StackPlans[], gates: Partial<PreviewInputs["gates"]> = {}): Preview =>
  previewOf({
    base: "main",
    head: "working tree",
    stacks,
    gates: { names: defaultGates, waivers: [], ...gates },
  });

const looser = monitorOf({
  critical: 6,
  sources: [{ ...source, facts: [...source.facts] }],
  facts: ["SH-001"],
  message: "Worse.",
});
const fail = (): never => {
  throw new Error("It is not there.");
};
const small = previewFrom([
  plansOf(
    [monitorOf(), syntheticOf(), { ...monitorOf(), id: "shop/words" }],
    [looser, downtimeOf(), { ...monitorOf(), id: "shop/words", message: "Other." }],
  ),
]);

describe("a preview", () => {
  it("takes a comparison that was made already for its own", () => {
    const same = plansOf([monitorOf()], [looser], { diff: { changes: [], settings: [] } });

    expect(previewFrom([same]).changes).toEqual([]);
    expect(previewFrom([plansOf([monitorOf()], [looser])]).changes).toHaveLength(1);
  });

  it("keeps its contract, which is committed", () => {
    const committed = JSON.parse(
      readFileSync(join(__dirname, "../../preview.schema.json"), "utf8"),
    ) as object;

    expect(committed).toEqual(z.toJSONSchema(previewSchema));
    expect(previewSchema.parse(JSON.parse(json(small)))).toEqual(small);
    expect(new Ajv2020({ strict: false }).validate(committed, small)).toBe(true);
  });

  it("keeps its contract with a past, of which charts and lists have an end", () => {
    const contract = new Ajv2020({ strict: false }).compile(z.toJSONSchema(previewSchema));
    const [group] = chartOf().groups;
    const groups = Array.from({ length: mostGroups + 1 }, () => group ?? fail());
    const points = Array.from({ length: mostPoints + 1 }, () => null);
    const keeps = (chart: Partial<Chart>): boolean => {
      const preview = structuredClone(backtestedPreview());
      const told = preview.changes.find(({ backtest }) => backtest !== null)?.backtest ?? fail();
      const changed = { ...told, chart: chartOf(chart) };
      const changes = preview.changes.map((each) => ({ ...each, backtest: each.backtest && changed }));
      return contract({ ...preview, changes });
    };

    expect([keeps({}), keeps({ groups: groups.slice(1) })]).toEqual([true, true]);
    expect([keeps({ groups }), keeps({ groups: [{ ...(group ?? fail()), points }] })]).toEqual([
      false,
      false,
    ]);
  });

  it("is a table for people, plain when piped", () => {
    expect(terminal(small)).toMatchInlineSnapshot(`
     "main -> working tree

     prod: 1 guardrail removed (1 paged), 1 added, 1 loosened: 3 need a second look.

     guardrail         what it means                             field     before                        after                                                because
     shop/health       ! removed, stopped paging, coverage lost            every 1 min from 3 locations  none                                                 It is gone.
     shop/maintenance  ! added, silenced, loosened                         none                          FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0 for 90 min  It is new.
     shop/errors       ! loosened                                critical  5 %                           6 %                                                  It no longer alerts at values at which it did.

     How often these would have paged is not known: npx belfry history pull gets their past, --history names a folder with it.

     Only words changed in 1 more: shop/words."
    `);
  });

  it("is a comment", () => {
    expect(markdown(small)).toMatchInlineSnapshot(`
     "**prod: 1 guardrail removed (1 paged), 1 added, 1 loosened: 3 need a second look.**

     \`main\` → \`working tree\`

     | guardrail | what it means | field | before | after |
     | --- | --- | --- | --- | --- |
     | \`shop/health\` | ⚠️ removed, stopped paging, coverage lost |  | \`every 1 min from 3 locations\` | \`none\` |
     | \`shop/maintenance\` | ⚠️ added, silenced, loosened |  | \`none\` | \`FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0 for 90 min\` |
     | \`shop/errors\` | ⚠️ loosened | \`critical\` | \`5 %\` | \`6 %\` |

     How often these would have paged is not known: npx belfry history pull gets their past, --history names a folder with it.

     <details>
     <summary>prod: only words changed in 1 more</summary>

     \`shop/words\`

     </details>

     <details>
     <summary>prod: <code>shop/health</code> removed, stopped paging, coverage lost</summary>

     \`health\` (\`synthetic\`)

     \`every 1 min from 3 locations\` → \`none\`

     </details>

     <details>
     <summary>prod: <code>shop/maintenance</code> added, silenced, loosened</summary>

     \`maintenance\` (\`downtime\`)

     \`none\` → \`FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0 for 90 min\`

     </details>

     <details>
     <summary>prod: <code>shop/errors</code> loosened</summary>

     \`errors\` (\`monitor\`) at \`services/shop.ts:12\`

     \`> 5 % (warn 2.5 %) over 5 min\` → \`> 6 % (warn 2.5 %) over 5 min\`

     | field | before | after | because |
     | --- | --- | --- | --- |
     | \`critical\` | \`5 %\` | \`6 %\` | It no longer alerts at values at which it did. (SH-001) |

     3 more fields follow from these, or are words.

     Facts: \`SH-001\`

     </details>
     "
    `);
  });

  it("is annotations at the lines that say so", () => {
    expect(annotations(small)).toMatchInlineSnapshot(`
     "::error title=prod%3A health::shop/health: removed, stopped paging, coverage lost (every 1 min from 3 locations -> none)
     ::error title=prod%3A maintenance::shop/maintenance: added, silenced, loosened (none -> FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0 for 90 min)
     ::error file=services/shop.ts,line=12,title=prod%3A errors::shop/errors: loosened (critical 5 %25 -> 6 %25)
     "
    `);
  });

  it("is JUnit's XML", () => {
    expect(junit(small)).toMatchInlineSnapshot(`
     "<?xml version="1.0" encoding="UTF-8"?>
     <testsuites>
       <testsuite name="belfry preview prod" tests="4" failures="3">
         <system-out>prod: 1 guardrail removed (1 paged), 1 added, 1 loosened: 3 need a second look.</system-out>
         <testcase name="shop/health" classname="synthetic"><failure message="shop/health: removed, stopped paging, coverage lost (every 1 min from 3 locations -&gt; none)"/></testcase>
         <testcase name="shop/maintenance" classname="downtime"><failure message="shop/maintenance: added, silenced, loosened (none -&gt; FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0 for 90 min)"/></testcase>
         <testcase name="shop/errors" classname="monitor"><failure message="shop/errors: loosened (critical 5 % -&gt; 6 %) It no longer alerts at values at which it did."/></testcase>
         <testcase name="shop/words" classname="monitor"><system-out>shop/words: text only (message It is broken. -&gt; Other.)</system-out></testcase>
       </testsuite>
     </testsuites>
     "
    `);
  });

  it("is SARIF with a result and a place for each change", () => {
    const { runs } = JSON.parse(sarif(small)) as {
      runs: readonly {
        readonly results: readonly {
          readonly ruleId: string;
          readonly level: string;
          readonly locations: unknown;
        }[];
      }[];
    };

    expect(runs[0]?.results.map(({ level, ruleId }) => [ruleId, level])).toEqual([
      ["removed", "error"],
      ["added", "error"],
      ["loosened", "error"],
      ["text-only", "none"],
    ]);
    expect(runs[0]?.results[2]?.locations).toEqual([
      {
        physicalLocation: { artifactLocation: { uri: "services/shop.ts" }, region: { startLine: 12 } },
        logicalLocations: [{ fullyQualifiedName: "prod:shop/errors" }],
      },
    ]);
  });

  it("with a past tells pages a week, incidents, teams and the ledger", () => {
    const past = backtestedPreview();

    expect(terminal(past)).toMatchInlineSnapshot(`
     "main -> working tree

     prod: 1 guardrail removed (1 paged), 1 added, 1 loosened; pages/week 11 → 3 (-8); 1 team over budget; 1 known incident no longer caught: 5 need a second look.
       problem: shop (30.0 pages a week): a team can bear 28 pages a week. Raise a level or lengthen a window of what pages most, or state another --page-budget. [backtest/page-budget]
       problem: incidents.yaml Checkout down (shop/errors): it must alert within 600 s, as it did before; it does not alert. Set a level or window that catches it, or change the ledger with those who were there. [ledger/not-caught]

     guardrail         what it means                             field     before                        after                                                pages/week                              because
     shop/health       ! removed, stopped paging, coverage lost            every 1 min from 3 locations  none                                                                                         It is gone.
     shop/maintenance  ! added, silenced, loosened                         none                          FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0 for 90 min                                          It is new.
     shop/errors       ! loosened                                critical  5 %                           6 %                                                  11.0 (8.3 to 13.8) -> 3.0 (2.3 to 3.8)  It no longer alerts at values at which it did.

     shop/errors: 0 incidents gained, 1 lost.
       - 2026-11-09T00:00Z for 30 min pod_name:api-2

     team   pages/week    budget
     shop   26.0 -> 30.0  28      over budget
     stock  4.0 -> 4.0    28

     incident       guardrail    within  before                                               after
     Checkout down  shop/errors  10 min  it alerts after 240 s                                it does not alert
     Slow search    shop/errors  30 min  that cannot be known: The history does not cover it  that cannot be known: The history does not cover it

     Why not exact:
       One point stands for 60 s; the provider may read finer ones. (shop/errors)

     The past from 2026-10-22 to 2026-11-21: 12 alerts replayed, 4 without history, 7 of kinds that are not replayed. It was read from .belfry/history/prod."
    `);
    expect(markdown(past)).toMatchInlineSnapshot(`
     "**prod: 1 guardrail removed (1 paged), 1 added, 1 loosened; pages/week 11 → 3 (-8); 1 team over budget; 1 known incident no longer caught: 5 need a second look.**

     \`main\` → \`working tree\`

     | guardrail | what it means | field | before | after | pages/week |
     | --- | --- | --- | --- | --- | --- |
     | \`shop/health\` | ⚠️ removed, stopped paging, coverage lost |  | \`every 1 min from 3 locations\` | \`none\` |  |
     | \`shop/maintenance\` | ⚠️ added, silenced, loosened |  | \`none\` | \`FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0 for 90 min\` |  |
     | \`shop/errors\` | ⚠️ loosened | \`critical\` | \`5 %\` | \`6 %\` | 11.0 (8.3 to 13.8) → 3.0 (2.3 to 3.8) |

     - \`shop (30.0 pages a week): a team can bear 28 pages a week. Raise a level or lengthen a window of what pages most, or state another --page-budget. [backtest/page-budget]\`

     - \`incidents.yaml Checkout down (shop/errors): it must alert within 600 s, as it did before; it does not alert. Set a level or window that catches it, or change the ledger with those who were there. [ledger/not-caught]\`

     The past from 2026-10-22 to 2026-11-21: 12 alerts replayed, 4 without history, 7 of kinds that are not replayed. It was read from \`.belfry/history/prod\`.

     <details>
     <summary>prod: pages against budgets</summary>

     | team | pages/week before | after | budget |  |
     | --- | --- | --- | --- | --- |
     | \`shop\` | 26.0 | 30.0 | 28 | ⚠️ over budget |
     | \`stock\` | 4.0 | 4.0 | 28 |  |

     </details>

     <details>
     <summary>prod: known incidents</summary>

     | incident | guardrail | within | before | after |
     | --- | --- | --- | --- | --- |
     | ⚠️ \`Checkout down\` | \`shop/errors\` | 10 min | it alerts after 240 s | it does not alert |
     | \`Slow search\` | \`shop/errors\` | 30 min | that cannot be known: The history does not cover it | that cannot be known: The history does not cover it |

     </details>

     <details>
     <summary>prod: <code>shop/health</code> removed, stopped paging, coverage lost</summary>

     \`health\` (\`synthetic\`)

     \`every 1 min from 3 locations\` → \`none\`

     </details>

     <details>
     <summary>prod: <code>shop/maintenance</code> added, silenced, loosened</summary>

     \`maintenance\` (\`downtime\`) at \`services/shop.ts:12\`

     \`none\` → \`FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0 for 90 min\`

     </details>

     <details>
     <summary>prod: <code>shop/errors</code> loosened</summary>

     \`errors\` (\`monitor\`) at \`services/shop.ts:12\`

     \`> 5 % (warn 2.5 %) over 5 min\` → \`> 6 % (warn 2.5 %) over 5 min\`

     | field | before | after | because |
     | --- | --- | --- | --- |
     | \`critical\` | \`5 %\` | \`6 %\` | It no longer alerts at values at which it did. |

     | in its past | before | after |
     | --- | --- | --- |
     | pages/week | \`11.0 (8.3 to 13.8)\` | \`3.0 (2.3 to 3.8)\` |
     | sent | \`99\` | \`27\` |
     | alerts | \`47\` | \`13\` |
     | in alert | \`7 h 20 min\` | \`2 h\` |
     | median | \`21 min\` | \`21 min\` |
     | flapping | \`13 %\` | \`13 %\` |
     | off-hours | \`40 %\` | \`40 %\` |

     1 incident lost:

     - \`2026-11-09T00:00Z\` for 30 min of \`pod_name:api-2\`

     The past is approximate:

     - One point stands for 60 s; the provider may read finer ones.

     </details>
     "
    `);
    expect(annotations(past)).toContain(
      "loosened (critical 5 %25 -> 6 %25), pages/week 11.0 (8.3 to 13.8) -> 3.0",
    );
  });

  it("of nothing says so", () => {
    const none = previewFrom([plansOf([monitorOf()], [monitorOf()])]);

    expect([none.held, terminal(none), markdown(none), annotations(none)]).toEqual([
      0,
      "main -> working tree\n\nprod: nothing changes.",
      "**prod: nothing changes.**\n\n`main` → `working tree`\n",
      "",
    ]);
  });

  it("of words alone says whose", () => {
    const words = previewFrom([plansOf([monitorOf()], [monitorOf({ message: "Other." })])]);

    expect([words.held, words.stacks[0]?.sentence]).toEqual([
      0,
      "prod: nothing changes for the people on call; the words of 1 guardrail do.",
    ]);
  });

  it("tells settings, what was not compared, problems and idle waivers", () => {
    const problem = {
      code: "coherence/at-maximum",
      path: "shop/autoscaling.maximum",
      value: "4",
      rule: "no monitor says that it is reached.",
      remedy: "Declare one.",
    };
    const preview = previewFrom(
      [
        plansOf([], [], {
          head: planOf([], [{ key: "shop.domain", describe: "Host", value: "shop.example" }]),
          notCompared: [{ kind: "monitor", field: "draft" }],
          problems: [problem],
        }),
      ],
      { waivers: ["loosened"] },
    );

    expect(preview.held).toBe(1);
    expect(terminal(preview)).toMatchInlineSnapshot(`
     "main -> working tree

     prod: 1 problem: 1 needs a second look.
       problem: shop/autoscaling.maximum (4): no monitor says that it is reached. Declare one. [coherence/at-maximum]

     1 setting changed: shop.domain unset -> shop.example.

     Not compared, because only one of the two plans knows it: monitor.draft.

     Waivers that let nothing pass: loosened."
    `);
    expect(markdown(preview)).toMatchInlineSnapshot(`
     "**prod: 1 problem: 1 needs a second look.**

     \`main\` → \`working tree\`

     - \`shop/autoscaling.maximum (4): no monitor says that it is reached. Declare one. [coherence/at-maximum]\`

     <details>
     <summary>prod: 1 setting changed</summary>

     | setting | before | after |
     | --- | --- | --- |
     | \`shop.domain\` | \`none\` | \`shop.example\` |

     </details>

     Not compared in prod, because only one of the two plans knows it: \`monitor.draft\`.

     Waivers that let nothing pass: \`loosened\`.
     "
    `);
  });
});

describe("what is held back", () => {
  const before = [monitorOf(), syntheticOf()];
  const after = [looser];
  const heldBy = (waivers: readonly string[], names = defaultGates): number =>
    previewFrom([plansOf(before, after)], { waivers, names }).held;

  it.each<[readonly string[], number]>([
    [[], 2],
    [["loosened"], 1],
    [["shop/errors"], 1],
    [["shop/health"], 1],
    [["stopped-paging"], 2],
    [["stopped-paging", "coverage-lost"], 1],
    [["loosened", "shop/health"], 0],
  ])("is, waived by %j, %d", (waivers, held) => {
    expect(heldBy(waivers)).toBe(held);
  });

  it("is what the gates name", () => {
    expect([heldBy([], []), heldBy([], ["loosened"]), heldBy([], ["removed"])]).toEqual([0, 1, 1]);
  });

  it("is nothing where nobody is paged, before or after", () => {
    const quiet = before.map((each) => ({ ...each, pages: false }));

    expect(previewFrom([plansOf(quiet, [{ ...looser, pages: false }])]).held).toBe(0);
    expect(previewFrom([plansOf(before, quiet)]).held).toBe(2);
  });

  it("is no draft that stays one", () => {
    const draft = { draft: true, query: null };
    const other = { ...monitorOf(draft), id: "shop/other", critical: 9 };

    expect(previewFrom([plansOf([...before, { ...other, critical: 5 }], [...before, other])]).held).toBe(0);
  });

  it("is a rule of coherence that is broken, unless its code or place is waived; no other problem can be", () => {
    const problem = {
      code: "coherence/at-maximum",
      path: "shop/a.maximum",
      value: null,
      rule: "R.",
      remedy: "M.",
    };
    const held = (waivers: readonly string[], code = problem.code): number =>
      previewFrom([plansOf([], [], { problems: [{ ...problem, code }] })], { waivers }).held;

    expect([
      held([]),
      held(["coherence/at-maximum"]),
      held(["shop/a"]),
      held(["shop/a"], "threshold/order"),
    ]).toEqual([1, 0, 0, 1]);
  });
});

describe("what the past holds back", () => {
  const problems = Object.values(pastGates).map((code) => ({
    code,
    path: "shop",
    value: code === pastGates.ledger ? "shop/errors" : "30.0 pages a week",
    rule: "R.",
    remedy: "M.",
  }));
  const heldBy = (
    waivers: readonly string[],
    names = defaultGates,
    pages = true,
  ): readonly [number, number] => {
    const backtest = { changes: new Map(), stack: stackBacktestOf(), problems };
    const [before, after] = [monitorOf({ pages }), monitorOf({ pages, critical: 4 })];
    const preview = previewFrom([plansOf([before], [after], { backtest })], { waivers, names });
    return [preview.held, preview.waivers.reduce((sum, { waives }) => sum + waives, 0)];
  };

  it.each<[readonly string[], number, number]>([
    [[], 2, 0],
    [["page-budget"], 1, 1],
    [["ledger"], 1, 1],
    [["shop/errors"], 1, 1],
    [["ledger", "page-budget"], 0, 2],
    [["shop"], 2, 0],
  ])("is, waived by %j, %d", (waivers, held, waives) => {
    expect(heldBy(waivers)).toEqual([held, waives]);
  });

  it("is what the gates name, where somebody is paged", () => {
    expect([heldBy([], []), heldBy([], ["ledger"]), heldBy([], defaultGates, false)]).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
    ]);
  });

  it("fails as a case, an annotation and a result", () => {
    const backtest = { changes: new Map(), stack: stackBacktestOf(), problems };
    const preview = previewFrom([plansOf([monitorOf()], [monitorOf()], { backtest })]);

    expect(junit(preview)).toContain('tests="2" failures="2"');
    expect(annotations(preview).match(/^::error title=prod%3A (ledger|backtest)/gm)).toHaveLength(2);
    expect(sarif(preview)).toContain(`"ruleId": "${pastGates["page-budget"]}"`);
    expect(markdown(preview)).toContain("- `shop (shop/errors): R. M. [ledger/not-caught]`");
  });
});

describe("a secret", () => {
  it.each([
    "https://user:hunter22@shop.example/",
    "https://shop.example/?api_key=0123456789abcdef",
    `ghp_${"a1".repeat(18)}`,
    "xoxb-123456789012-abcdefghij",
    "Authorization: Bearer abcdef123456",
  ])("is in no form of a preview: %s", (text) => {
    const url = {
      kind: "http",
      method: "GET",
      url: text,
      headers: { Authorization: "Bearer abcdef123456" },
    } as const;
    const preview = previewFrom([
      plansOf([syntheticOf()], [syntheticOf({ check: url, title: text, message: text })], {
        head: planOf([syntheticOf({ check: url, title: text })], [{ key: "a", describe: "", value: text }]),
      }),
    ]);

    for (const render of [terminal, markdown, json, sarif, junit, annotations]) {
      expect(render(preview)).not.toMatch(/hunter22|0123456789abcdef|a1a1a1|abcdefghij|abcdef123456/);
    }
  });

  it("is not what only names a setting", () => {
    const url = {
      kind: "http",
      method: "GET",
      url: "https://x/?token=${setting:shop.token}",
      headers: {},
    } as const;
    const preview = previewFrom([plansOf([syntheticOf()], [syntheticOf({ check: url })])]);

    expect(json(preview)).toContain("token=${setting:shop.token}");
  });
});

/** What stands in a past, hostile wherever it is free text. */
const hostilePast = (text: string): Preview => {
  const { chart, ...change } = changeBacktestOf();
  const [team, incident] = [stackBacktestOf().teams[0] ?? fail(), stackBacktestOf().ledger[0] ?? fail()];
  const detection = { verdict: "unknown" as const, after: null, why: text };
  return backtestedPreview(
    {
      ...change,
      chart: chart && { ...chart, groups: chart.groups.map((each) => ({ ...each, group: text })) },
      reasons: [{ code: text, text }],
      gained: [{ group: text, start: 0, end: 60 }],
      lost: [{ group: text, start: 0, end: 60 }],
    },
    stackBacktestOf({
      source: text,
      workingHours: text,
      teams: [{ ...team, team: text }],
      ledger: [{ ...incident, incident: text, before: detection, after: detection }],
    }),
  );
};

/** A preview in which every free text is hostile. */
const hostilePreview = fc
  .array(fc.tuple(hostileText, hostileText, hostileText), { minLength: 1, maxLength: 4 })
  .map((texts) => {
    const guardrailsOf = (part: 0 | 1): readonly Guardrail[] =>
      texts.map((each, index) => ({
        ...syntheticOf({
          check: { kind: "http", method: "GET", url: each[part], headers: {} },
          locations: [each[part], "aws:x"],
        }),
        id: `shop/check-${index}`,
        title: each[2],
        facts: [each[2]],
      }));
    const problem = {
      code: "a/b",
      path: texts[0]?.[0] ?? "",
      value: texts[0]?.[1] ?? "",
      rule: texts[0]?.[2] ?? "",
      remedy: "R",
    };
    return previewFrom([plansOf(guardrailsOf(0), guardrailsOf(1), { problems: [problem] })]);
  });

/** Markdown without what stands in spans of code, as GitHub reads it: a run of backticks ends at the next run as long. */
const outsideCode = (text: string): string => text.replaceAll(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "CODE");

describe("whatever stands in a plan", () => {
  it("stays text in the comment: no HTML, mention, link or row of its own", () => {
    fc.assert(
      fc.property(fc.oneof(hostilePreview, hostileText.map(hostilePast)), (preview) => {
        const text = markdown(preview);
        const outside = outsideCode(text)
          .replaceAll(
            /<\/?details>|<summary>[a-z]+: (?:<code>[a-z0-9/-]+<\/code> [a-z, ]+|only words changed in \d+ more|pages against budgets|known incidents)<\/summary>/g,
            "",
          )
          .replaceAll("**prod", "");

        expect(outside).not.toMatch(/[<>`@[\]{}~]|::|javascript|##/);
        expect(text).not.toMatch(/[\u0000\u001b\u202e\u2028]/);
        for (const block of text.split(/\n(?!\|)/)) {
          const rows = block.split("\n").filter((line) => line.startsWith("|"));
          // A bar behind one backslash is text; one behind two would end the cell.
          expect(rows.filter((row) => /\\\\\|/.test(row))).toEqual([]);
          expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length)).size).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("stays in the lines of the table, the annotations and the XML", () => {
    fc.assert(
      fc.property(fc.oneof(hostilePreview, hostileText.map(hostilePast)), (preview) => {
        const commands = annotations(preview)
          .split("\n")
          .filter((line) => line !== "");
        const xml = junit(preview);

        expect(commands.length).toBe(
          preview.problems.length +
            preview.changes.filter(({ classes }) => classes[0] !== "text-only").length,
        );
        expect(
          commands.filter(
            (line) => !/^::(error|warning|notice) (file=[^:,]+,line=\d+,)?title=[^:,]*::/.test(line),
          ),
        ).toEqual([]);
        expect(terminal(preview)).not.toMatch(/^\s*::|##\[|[\u0000\u001b\u202e\u2028\r]/m);
        expect(
          xml
            .replaceAll(/<\/?(?:testsuites?|testcase|system-out|failure)(?: [a-z]+="[^"<>]*")*\/?>/g, "")
            .replace(/^<\?xml .*\?>/, ""),
        ).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot|apos);)/);
        expect(JSON.parse(sarif(preview))).toHaveProperty("version", "2.1.0");
        expect(previewSchema.safeParse(JSON.parse(json(preview))).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a long comment", () => {
  const many = (count: number, text: string): Preview => {
    const side = (critical: number): readonly Guardrail[] =>
      Array.from({ length: count }, (_, index) => ({
        ...monitorOf({ critical, title: text, message: `${text}${critical}` }),
        id: `shop/errors-${index}`,
      }));
    return previewFrom([plansOf(side(5), side(6))]);
  };

  it("keeps under its limit, drops whole blocks and says which", () => {
    const text = markdown(many(400, "x".repeat(100)));

    expect(text.length).toBeLessThanOrEqual(mostCharacters);
    expect(text).toMatch(/^\*\*prod: 400 alerts loosened: 400 need a second look\.\*\*\n/);
    expect(text).toMatch(/Left out for length: \d+ details\. The preview as JSON has all of it\.\n$/);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it("keeps under any limit that the sentence fits in, and never cuts a block", () => {
    const preview = many(30, "`a|b` @team");
    const whole = markdown(preview, 1_000_000);
    const lines = new Set(whole.split("\n"));

    fc.assert(
      fc.property(fc.integer({ min: 300, max: whole.length }), (most) => {
        const text = markdown(preview, most);

        expect(text.length).toBeLessThanOrEqual(most);
        expect(text.split("\n").filter((line) => !lines.has(line) && !line.startsWith("Left out"))).toEqual(
          [],
        );
        expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
        expect(text.includes("Left out")).toBe(text.length < whole.length);
      }),
      { numRuns: 60 },
    );
  });

  it("of the annotations names ten of a level at most, and counts the rest", () => {
    const lines = annotations(many(25, "x")).trim().split("\n");

    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("::error title=belfry preview::16 more like these.");
  });
});
