import type { SeenAccount, SeenDowntime, SeenMonitor, SeenObject } from "../../../environments/drift/account";
import { added } from "../../../environments/drift/added";
import { driftOf, type DriftInputs } from "../../../environments/drift/drift";
import { editedAndDeleted } from "../../../environments/drift/edited";
import type { DriftFinding } from "../../../environments/drift/finding";
import type { AccountLook } from "../../../environments/drift/look";
import { driftMarkdown } from "../../../environments/drift/markdown";
import { muted } from "../../../environments/drift/muted";
import { seenIn } from "../../../environments/drift/seen";
import { affectedLines } from "../../../environments/drift/words";
import type { Guardrail, Plan } from "../../../plan/types";
import { keyOf, type DeployedInput } from "../../../preview/deployed/state";
import type { EngineStep } from "../../../preview/engine/steps";
import { RefusedError } from "../../../preview/history/pull/client";
import {
  alerting,
  burnRateOf,
  downtimeOf,
  monitorOf,
  objectiveOf,
  syntheticOf,
} from "../../support/guardrails";

const monitorType = "datadog:index/monitor:Monitor";
const downtimeType = "datadog:index/downtimeSchedule:DowntimeSchedule";
const testType = "datadog:index/syntheticsTest:SyntheticsTest";

const errors = monitorOf();
const quiet = monitorOf({
  id: "shop/traffic",
  tags: ["managed-by:belfry", "belfry:shop/traffic", "env:prod", "service:shop", "maintenance:mutable"],
  pages: false,
  notify: { ...alerting.notify, alert: ["@slack-shop"] },
  severity: "low",
  route: "shop/team",
});
const health = syntheticOf();
const window = downtimeOf();
const burn = burnRateOf();

const plan: Plan = {
  schemaVersion: 1,
  environment: "prod",
  asOf: "2026-11-21",
  settings: [],
  guardrails: [errors, quiet, health, window, objectiveOf(), burn],
};

const deployed = (
  type: string,
  guardrail: Guardrail,
  id: string,
  more: Partial<DeployedInput> = {},
): DeployedInput => ({
  type,
  name: `${guardrail.id}-part`,
  id,
  guardrail: guardrail.id,
  inputs: { tags: guardrail.tags },
  outputs: {},
  ...more,
});

const state = new Map(
  [
    deployed(monitorType, errors, "11"),
    deployed(monitorType, quiet, "12"),
    deployed(testType, health, "abc-def-ghi", { outputs: { monitorId: 13 } }),
    deployed(downtimeType, window, "window"),
  ].map((each) => [keyOf(each.type, each.name), each] as const),
);

const seenMonitor = (id: string, { tags }: Guardrail, more: Partial<SeenMonitor> = {}): SeenMonitor => ({
  type: monitorType,
  id,
  name: `Monitor ${id}`,
  message: "Look. @oncall-shop @slack-shop",
  tags,
  creator: "Ana",
  created: new Date("2026-11-20T10:00:00Z"),
  inputs: {},
  silenced: {},
  ...more,
});

const seenDowntime = (more: Partial<SeenDowntime> = {}): SeenDowntime => ({
  id: "hand",
  message: "Noisy",
  creator: "Ana",
  scope: "*",
  monitorId: "11",
  monitorTags: [],
  status: "active",
  start: new Date("2026-11-21T08:00:00Z"),
  end: null,
  recurs: false,
  ...more,
});

const listed = [seenMonitor("11", errors), seenMonitor("12", quiet)];
const now = new Date("2026-11-21T12:00:00Z");

const accountOf = (more: Partial<SeenAccount>): SeenAccount => ({
  monitors: listed,
  others: [],
  downtimes: [],
  matches: new Map(),
  ...more,
});

/** A finding as a few lines. */
const linesOf = ({ affected, because, classes, fields, kind, object }: DriftFinding): readonly string[] => [
  `${kind} ${object.title} ${object.id}: ${classes.join("+")}`,
  ...fields.map((each) => `${each.field} ${each.before ?? "-"} -> ${each.after ?? "-"}: ${each.because}`),
  ...(because === null ? [] : [because]),
  ...affectedLines({ affected, classes, kind }),
];

const mutedBy = (account: Partial<SeenAccount>): readonly (readonly string[])[] =>
  muted(accountOf(account), { plan, state, known: state, now }).map(linesOf);

describe("what was edited or deleted", () => {
  const step = (guardrail: Guardrail | null, more: Partial<EngineStep>): EngineStep => ({
    op: "update",
    type: monitorType,
    name: `${guardrail?.id ?? "estate/topic"}-part`,
    guardrail: guardrail?.id ?? null,
    before: {},
    after: {},
    changes: [],
    ...more,
  });
  const told = (one: EngineStep) => editedAndDeleted([one], { plan, state }).map(linesOf);

  it("is told from what was deployed to what is there, with the people who live with it", () => {
    const before = { monitorThresholds: { critical: "5" } };
    const after = { monitorThresholds: { critical: "9" } };
    const changes = [{ path: "monitorThresholds.critical", before: "5", after: "9" }];
    expect(told(step(errors, { before, after, changes }))).toEqual([
      [
        "edited shop/errors-part 11: loosened",
        "critical 5 % -> 9 %: It no longer alerts at values at which it did.",
        "pulumi up --refresh sets it back.",
        "shop/errors pages shop/on-call (@oncall-shop, @slack-shop), severity high.",
      ],
    ]);
  });

  it("says of a guardrail that is gone whom it should tell", () => {
    expect(told(step(errors, { op: "delete" }))).toEqual([
      [
        "deleted shop/errors-part 11: stopped-paging+coverage-lost",
        "part Monitor -> -: The provider no longer has it.",
        "pulumi up --refresh makes it anew.",
        "shop/errors should page shop/on-call (@oncall-shop, @slack-shop), severity high.",
      ],
    ]);
    expect(told(step(quiet, { op: "delete" }))[0]?.at(-1)).toBe(
      "shop/traffic should tell shop/team (@slack-shop), severity low; nobody is woken.",
    );
  });

  it("names the alerts on the budget of an objective, and those that planned maintenance mutes", () => {
    const ids = (one: EngineStep) =>
      editedAndDeleted([one], { plan, state }).flatMap(({ affected }) => affected.map(({ id }) => id));
    const type = "datadog:index/serviceLevelObjective:ServiceLevelObjective";
    expect(ids(step(objectiveOf(), { type, op: "delete" }))).toEqual([burn.id]);
    const wider = {
      type: downtimeType,
      before: { monitorIdentifier: { monitorTags: window.monitorTags } },
      after: { monitorIdentifier: { monitorTags: ["env:prod", "service:shop"] } },
      changes: [{ path: "monitorIdentifier.monitorTags", before: window.monitorTags, after: [] }],
    };
    expect(ids(step(window, { ...wider, op: "delete" }))).toEqual([quiet.id]);
    expect(ids(step(window, wider))).toEqual([errors.id, quiet.id, health.id, burn.id]);
  });

  it("is told in the provider's words where no guardrail carries it", () => {
    const changes = [{ path: "policy", before: "a", after: "[secret]" }];
    expect(told(step(null, { type: "aws:sns/topicPolicy:TopicPolicy", changes }))).toEqual([
      [
        "edited estate/topic-part : provider",
        "policy a -> [secret]: No plan says what that means.",
        "pulumi up --refresh sets it back.",
        "It carries no guardrail of the plan.",
      ],
    ]);
    expect(told(step(null, { op: "delete" }))[0]?.[0]).toBe("deleted estate/topic-part : removed");
  });

  it("is nothing where nothing that was asked for differs", () => {
    expect(told(step(errors, {}))).toEqual([]);
  });
});

describe("what was muted", () => {
  it("is told by the monitor, with the downtime's maker and message, until when, and who hears nothing", () => {
    expect(mutedBy({ downtimes: [seenDowntime()] })).toEqual([
      [
        "muted shop/errors hand: stopped-paging+silenced+loosened",
        "muted - -> without end: Nobody is told of an alert.",
        "Made by Ana. It says: “Noisy”. pulumi up leaves it as it is; cancel it in Datadog.",
        "shop/errors should page shop/on-call (@oncall-shop, @slack-shop), severity high.",
      ],
    ]);
  });

  it.each<readonly [string, Partial<SeenDowntime>, readonly string[] | null]>([
    ["a monitor by its id", {}, [errors.id]],
    ["the monitor behind a synthetic test", { monitorId: "13" }, [health.id]],
    ["somebody else's monitor", { monitorId: "99" }, null],
    [
      "all of its tags",
      { monitorId: null, monitorTags: ["env:prod", "service:shop"] },
      [errors.id, quiet.id, health.id],
    ],
    [
      "tags of which a monitor lacks one",
      { monitorId: null, monitorTags: ["env:prod", "maintenance:mutable"] },
      [quiet.id],
    ],
    ["tags of another environment", { monitorId: null, monitorTags: ["env:staging"] }, null],
    ["every monitor", { monitorId: null, monitorTags: ["*"] }, [errors.id, quiet.id, health.id]],
    ["the stack's own downtime", { id: "window" }, null],
    ["one that was called off", { status: "canceled" }, null],
    ["one that is over", { status: "ended" }, null],
    ["a scope that Datadog finds in the monitor", { id: "scoped", scope: "host:a" }, [errors.id]],
    ["a scope that Datadog does not find in it", { id: "other", scope: "host:b" }, null],
    ["a scope that nobody looked at yet", { scope: "host:b", status: "scheduled" }, [errors.id]],
  ])("is judged by what a downtime names: %s", (_, downtime, ids) => {
    const matches = new Map([["11", ["scoped"]]]);
    const found = muted(accountOf({ downtimes: [seenDowntime(downtime)], matches }), {
      plan,
      state,
      known: state,
      now,
    });
    expect(found.map(({ affected }) => affected.map(({ id }) => id))).toEqual(ids === null ? [] : [ids]);
  });

  it.each<readonly [Partial<SeenDowntime>, string]>([
    [{ end: new Date("2026-11-22T06:30:00Z") }, "muted - -> until 2026-11-22 06:30 UTC"],
    [{ status: "scheduled" }, "to be muted - -> from 2026-11-21 08:00 without end"],
    [
      { recurs: true, end: new Date("2026-11-21T10:00:00Z") },
      "muted - -> from 2026-11-21 08:00 until 2026-11-21 10:00 UTC, again and again",
    ],
  ])("says until when: %j", (downtime, expected) => {
    expect(mutedBy({ downtimes: [seenDowntime(downtime)] })[0]?.[1]).toContain(`${expected}: `);
  });

  it("takes a monitor's tags as they are now", () => {
    const tagged = seenMonitor("11", errors, { tags: ["team:payments"] });
    const downtimes = [seenDowntime({ monitorId: null, monitorTags: ["team:payments"] })];
    expect(mutedBy({ monitors: [tagged], downtimes })).toHaveLength(1);
  });

  it("knows the old kind of muting, once, and not after its end", () => {
    const silenced = { "*": null, "host:a": now.getTime() / 1000 - 1 };
    const monitors = [seenMonitor("11", errors, { silenced })];
    expect(mutedBy({ monitors })).toEqual([
      [
        "muted Monitor 11 11: stopped-paging+silenced+loosened",
        "silenced - -> without end: Nobody is told of an alert.",
        "The monitor itself was muted. pulumi up leaves it so; unmute it in Datadog.",
        "shop/errors should page shop/on-call (@oncall-shop, @slack-shop), severity high.",
      ],
    ]);
    expect(mutedBy({ monitors, downtimes: [seenDowntime()] })).toHaveLength(1);
  });

  it("is not what another shard of the environment plans, nor is that shard's own called off here", () => {
    const others = new Map([...state].filter(([, { type }]) => type !== downtimeType));
    const of = (status: SeenDowntime["status"]) =>
      muted(accountOf({ downtimes: [seenDowntime({ id: "window", status })] }), {
        plan,
        state: others,
        known: state,
        now,
      });
    expect([of("active"), of("canceled")]).toEqual([[], []]);
  });

  it("tells of planned maintenance that was called off, which no refresh sees", () => {
    const [lines] = mutedBy({ downtimes: [seenDowntime({ id: "window", status: "canceled" })] });
    expect(lines?.slice(0, 2)).toEqual([
      "deleted shop/maintenance window: removed+tightened",
      "downtime planned -> called off: Alerts are told in the hours of maintenance too.",
    ]);
  });
});

const adding = { plan, known: state, shard: null, gone: new Set<string>() };

describe("what was added", () => {
  const of = (monitor: SeenMonitor) => added({ monitors: [monitor], others: [] }, adding).map(linesOf);

  it("is a monitor with the environment's identity that no stack made, told by what it does otherwise", () => {
    const inputs = {
      renotifyInterval: 30,
      monitorThresholds: { critical: 9, warning: 2.5, warningRecovery: 2.4, criticalRecovery: 4.75 },
    };
    expect(of(seenMonitor("99", errors, { name: "Errors (copy)", inputs }))).toEqual([
      [
        "added Errors (copy) 99: added+now-pages",
        "critical 5 % -> 9 %: It no longer alerts at values at which it did.",
        "Made by Ana on 2026-11-20. It says that it is shop/errors: a second one beside Belfry's own. It tells @oncall-shop, @slack-shop. No stack made it, and pulumi up leaves it as it is.",
      ],
    ]);
  });

  it("says so where the plan has no such guardrail, and where it tells nobody", () => {
    const tags = ["managed-by:belfry", "belfry:shop/old", "env:prod"];
    const [lines] = of(seenMonitor("99", errors, { tags, message: "Look.", creator: null, created: null }));
    expect(lines).toEqual([
      "added Monitor 99 99: added",
      "Made by hand. It says that it is shop/old: the plan has no such guardrail. It tells nobody. No stack made it, and pulumi up leaves it as it is.",
    ]);
  });

  it("says so where Belfry's own is gone, as after somebody made it anew by hand", () => {
    const found = added(
      { monitors: [seenMonitor("99", errors)], others: [] },
      { ...adding, gone: new Set(["11"]) },
    );
    expect(found[0]?.because).toContain("It says that it is shop/errors: Belfry's own is gone.");
    expect(of(seenMonitor("99", errors))[0]?.at(-1)).toContain("a second one beside Belfry's own.");
  });

  it("is told against what was deployed, where a plan names another guardrail and Datadog its id", () => {
    const query = 'burn_rate("0f9e").over("30d").long_window("1h").short_window("5m") > 14.4';
    const own = deployed(monitorType, burn, "14", { inputs: { tags: burn.tags, query } });
    const known = new Map([...state, [keyOf(own.type, own.name), own] as const]);
    const copy = seenMonitor("99", burn, { inputs: { query, renotifyInterval: 30 } });
    const fields = (inputs: SeenMonitor["inputs"]) =>
      added({ monitors: [{ ...copy, inputs }], others: [] }, { ...adding, known }).flatMap((each) =>
        each.fields.map(({ field }) => field),
      );
    const renotifyInterval = (burn.renotifyEvery ?? 0) / 60;
    expect(fields({ query, renotifyInterval })).toEqual([]);
    expect(fields({ query: query.replace("0f9e", "1a2b"), renotifyInterval })).toEqual(["query"]);
  });

  it("is of one service alone, where one shard is looked at", () => {
    const monitors = [seenMonitor("99", errors)];
    const ids = (shard: string) =>
      added({ monitors, others: [] }, { ...adding, shard }).map(({ object }) => object.id);
    expect(["shop", "sho", "bank"].map(ids)).toEqual([["99"], [], []]);
  });

  it("is told of what carries a second environment's tag too", () => {
    const tags = [...errors.tags, "env:staging"];
    expect(of(seenMonitor("99", { ...errors, tags }))).toHaveLength(1);
  });

  it("is a synthetic test or an objective too", () => {
    const test: SeenObject = {
      ...seenMonitor("copy", health),
      type: testType,
      inputs: { optionsList: { tickEvery: 900 } },
    };
    const found = added({ monitors: [], others: [test] }, adding);
    expect(found.map(linesOf)).toEqual([
      [
        "added Monitor copy copy: added+now-pages",
        "renotifyEvery 30 min -> -: People are reminded less often.",
        "every 1 min -> 15 min: It is checked less often.",
        expect.stringContaining("It says that it is shop/health: a second one"),
      ],
    ]);
    const known = { ...test, id: "abc-def-ghi" };
    expect(added({ monitors: [], others: [known] }, adding)).toEqual([]);
  });

  it.each<readonly [string, SeenMonitor]>([
    [
      "the one behind somebody's copy of a test",
      seenMonitor("98", health, { inputs: { syntheticsCheckId: "copy" } }),
    ],
    ["the stack's own", seenMonitor("11", errors)],
    ["the one behind a synthetic test", seenMonitor("13", health)],
    [
      "another environment's",
      seenMonitor("99", { ...errors, tags: ["managed-by:belfry", "belfry:shop/errors", "env:dev"] }),
    ],
    ["one that only watches the same", seenMonitor("99", { ...errors, tags: ["env:prod", "service:shop"] })],
  ])("is not %s", (_, monitor) => {
    expect(of(monitor)).toEqual([]);
  });
});

describe("an account", () => {
  const look = (more: Partial<AccountLook> = {}): AccountLook => ({
    monitors: () => Promise.resolve(listed),
    objectives: () => Promise.reject(new Error("The state has none: nobody asks.")),
    tests: () => Promise.resolve([]),
    downtimes: () => Promise.resolve([seenDowntime({ scope: "host:a" })]),
    muting: () => Promise.resolve(["hand"]),
    ...more,
  });
  const wanted = {
    environment: "prod",
    state,
    known: state,
    gone: new Set<string>(),
    place: "api.datadoghq.eu",
  };
  const refused = () => Promise.reject(new RefusedError(403, "Forbidden"));

  it("is asked for its own judgement only of monitors that a scope leaves open", async () => {
    const asked: string[] = [];
    const muting = (id: string) => {
      asked.push(id);
      return Promise.resolve(["hand"]);
    };
    const seen = await seenIn(look({ muting }), wanted);
    expect(asked).toEqual(["11"]);
    expect(seen).toMatchObject({ looked: { monitors: 2, downtimes: 1 }, problems: [] });
    expect(seen.account.matches).toEqual(new Map([["11", ["hand"]]]));
    asked.length = 0;
    await seenIn(look({ muting }), { ...wanted, gone: new Set(["11"]) });
    expect(asked).toEqual([]);
  });

  it.each<readonly [string, Partial<AccountLook>, string]>([
    ["its monitors", { monitors: refused }, "its monitors"],
    ["its synthetic tests", { tests: refused }, "its synthetic tests"],
    ["its downtimes", { downtimes: refused }, "its downtimes"],
    ["what mutes a monitor", { muting: refused }, "which downtimes mute a monitor"],
  ])("that does not tell %s is a problem, and never no drift", async (_, more, what) => {
    const { problems } = await seenIn(look(more), wanted);
    expect(problems).toEqual([
      {
        code: "drift/unread",
        path: "api.datadoghq.eu",
        value: "403",
        rule: `it did not tell ${what}: Forbidden.`,
        remedy: expect.stringContaining("monitors_read"),
      },
    ]);
  });

  it("that holds none of the stack's monitors is another's, unless all of them were deleted", async () => {
    const strange = look({ monitors: () => Promise.resolve([seenMonitor("77", errors)]) });
    expect((await seenIn(strange, wanted)).problems.map(({ code }) => code)).toEqual(["drift/account"]);
    // The last is a test, which takes the monitor behind it along.
    const gone = new Set(["11", "12", "abc-def-ghi"]);
    expect((await seenIn(strange, { ...wanted, gone })).problems).toEqual([]);
  });

  it("throws what is no refusal", async () => {
    const broken = look({ monitors: () => Promise.reject(new TypeError("no")) });
    await expect(seenIn(broken, wanted)).rejects.toThrow(TypeError);
  });
});

describe("a report of drift", () => {
  const finding = (more: Partial<DriftFinding> = {}): DriftFinding => ({
    kind: "muted",
    object: { type: downtimeType, id: "hand", title: "shop/errors" },
    classes: ["stopped-paging", "silenced"],
    fields: [
      { field: "muted", before: null, after: "without end", classes: ["silenced"], because: "Quiet." },
    ],
    because: "Made by Ana.",
    affected: [
      { id: errors.id, severity: "high", route: "shop/on-call", pages: true, told: ["@oncall-shop"] },
    ],
    ...more,
  });
  const report = (more: Partial<DriftInputs> = {}) =>
    driftOf({
      stack: "prod",
      plan,
      hideSettings: false,
      findings: [],
      looked: { resources: 4, monitors: 2, downtimes: 1 },
      problems: [],
      ...more,
    });
  const problem = { code: "drift/unread", path: "x", value: null, rule: "No.", remedy: "Mend it." };

  it.each<readonly [Partial<DriftInputs>, string]>([
    [{}, "prod: nothing was changed by hand. Looked at: 4 resources, 2 monitors, 1 downtime."],
    [
      { problems: [problem] },
      "prod: nothing was found changed by hand in what could be looked at. 1 part could not be looked at, so no more can be said.",
    ],
    [
      { findings: [finding(), finding({ kind: "edited", classes: ["loosened"], affected: [] })] },
      "prod: 2 changes by hand: 1 edited, 1 muted; 1 alert that wakes people no longer does.",
    ],
    [
      { findings: [finding({ kind: "added", classes: ["added"] })], problems: [problem, problem] },
      "prod: 1 change by hand: 1 added. 2 parts could not be looked at, so no more can be said.",
    ],
  ])("says in one sentence what matters: %#", (more, sentence) => {
    expect(report(more).sentence).toBe(sentence);
  });

  it("tells what was edited first, and the weightiest first", () => {
    const order = [
      finding({ kind: "added", classes: ["added"] }),
      finding({ kind: "edited", classes: ["provider"] }),
      finding({ kind: "edited", classes: ["loosened"] }),
      finding(),
    ];
    expect(report({ findings: order }).findings.map(({ classes, kind }) => `${kind} ${classes[0]}`)).toEqual([
      "edited loosened",
      "edited provider",
      "muted stopped-paging",
      "added added",
    ]);
  });

  it("shows no secret, and no setting's value where one of them is secret", () => {
    const settings = [{ key: "shop.channel", value: "very-secret-room", title: "", needed: [] }];
    const text = JSON.stringify(
      report({
        hideSettings: true,
        plan: { ...plan, settings } as unknown as Plan,
        findings: [
          finding({
            because: "It says: “token=abcdefgh12345”.",
            affected: [
              {
                id: errors.id,
                severity: "high",
                route: "shop/on-call",
                pages: true,
                told: ["@slack-very-secret-room"],
              },
            ],
          }),
        ],
      }),
    );
    expect(text).not.toContain("abcdefgh12345");
    expect(text).not.toContain("very-secret-room");
  });

  it("names three of many guardrails, and counts the rest", () => {
    const affected = ["a", "b", "c", "d", "e"].map((id) => ({ ...finding().affected[0], id }));
    const lines = affectedLines(finding({ affected: affected as DriftFinding["affected"] }));
    expect(lines).toEqual([
      "5 guardrails (a, b, c and 2 others) should page shop/on-call (@oncall-shop), severity high.",
    ]);
  });

  it("is a page too, in which nothing of a provider's is markup", () => {
    const hostile = finding({ object: { type: downtimeType, id: "1", title: "<img>\n# x" } });
    const text = driftMarkdown(report({ findings: [hostile], problems: [problem] }));
    expect(text).toContain("## muted: `<img> # x`");
    expect(text).toContain("| `muted` | `none` | `without end` | Quiet. |");
    expect(text).toContain("- `x: No. Mend it. [drift/unread]`");
  });
});
