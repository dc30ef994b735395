import fc from "fast-check";

import { opposite, type ChangeClass } from "../../preview/change";
import { diffPlans } from "../../preview/diff";
import type { Guardrail, Plan } from "../../plan/types";
import {
  burnRateOf,
  dashboardOf,
  downtimeOf,
  monitorOf,
  objectiveOf,
  planOf,
  syntheticOf,
  tagsOf,
} from "../support/guardrails";
import { loadCommitted } from "../support/models";
import { guardrailOf, schemaOf } from "./schema-arbitrary";

/** Each change as `before -> after: classes`. */
const told = (before: Plan, after: Plan): readonly string[] =>
  diffPlans(before, after).changes.map(
    (change) =>
      `${change.before?.id ?? "none"} -> ${change.after?.id ?? "none"}: ${change.classes.join(", ")}`,
  );

/** The same guardrail under another name, wherever the name stands. */
function named<T extends Guardrail>(guardrail: T, name: string): T {
  const id = `shop/${name}`;
  return JSON.parse(
    JSON.stringify({ ...guardrail, title: name, name: `Shop: ${name}`, tags: tagsOf(id) }).replaceAll(
      guardrail.id,
      id,
    ),
  ) as T;
}

describe("two plans", () => {
  const { plan } = loadCommitted("prod");

  it("that are equal have no change", () => {
    expect(diffPlans(plan, JSON.parse(JSON.stringify(plan)) as Plan)).toEqual({ changes: [], settings: [] });
  });

  it("tell each guardrail that is new or gone, and what that means", () => {
    const draft = { ...monitorOf({ draft: true, query: null, signal: "latencyChange" }), id: "shop/draft" };

    expect(
      told(planOf(monitorOf()), planOf(downtimeOf(), dashboardOf(), syntheticOf({ pages: false }), draft)),
    ).toEqual([
      "none -> shop/maintenance: added, silenced, loosened",
      "none -> shop/overview: added",
      "none -> shop/health: added, coverage-gained",
      "none -> shop/draft: added",
      "shop/errors -> none: removed, stopped-paging, coverage-lost",
    ]);
    expect(told(planOf(downtimeOf(), draft), planOf())).toEqual([
      "shop/maintenance -> none: removed, tightened",
      "shop/draft -> none: removed",
    ]);
  });

  it("whose guardrail is of another kind tell one that is gone and one that is new", () => {
    const synthetic = { ...syntheticOf(), id: "shop/errors" };

    expect(told(planOf(monitorOf()), planOf(synthetic))).toEqual([
      "none -> shop/errors: added, now-pages, coverage-gained",
      "shop/errors -> none: removed, stopped-paging, coverage-lost",
    ]);
  });

  it("do not tell that guardrails stand in another order", () => {
    expect(told(planOf(monitorOf(), downtimeOf()), planOf(downtimeOf(), monitorOf()))).toEqual([]);
  });

  it("of production tell what is taken out and nothing else, whatever is taken", () => {
    fc.assert(
      fc.property(fc.subarray([...plan.guardrails.keys()], { minLength: 1, maxLength: 5 }), (gone) => {
        const less = { ...plan, guardrails: plan.guardrails.filter((_, index) => !gone.includes(index)) };
        const ids = gone.map((index) => plan.guardrails[index]?.id).sort();

        expect(
          diffPlans(plan, less)
            .changes.map(({ before }) => before?.id)
            .sort(),
        ).toEqual(ids);
        expect(
          diffPlans(less, plan)
            .changes.map(({ after }) => after?.id)
            .sort(),
        ).toEqual(ids);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the way back", () => {
  const directed: readonly ChangeClass[] = [
    "tightened",
    "loosened",
    "now-pages",
    "stopped-paging",
    "added",
    "removed",
  ];
  const guardrail = fc.constantFrom(...schemaOf.keys()).chain(guardrailOf);
  const plans = fc
    .array(fc.tuple(guardrail, guardrail, fc.constantFrom("both", "same", "before", "after")), {
      maxLength: 5,
    })
    .map((rows) => {
      const named = rows.map(([one, other, where], index) => ({
        where,
        before: { ...one, id: `shop/a-${index}`, service: "shop" },
        after: { ...(where === "same" ? one : other), id: `shop/a-${index}`, service: "shop" },
      }));
      return [
        planOf(...named.filter(({ where }) => where !== "after").map(({ before }) => before)),
        planOf(...named.filter(({ where }) => where !== "before").map(({ after }) => after)),
      ] as const;
    });

  it("tells the opposite of each change, for any two plans", () => {
    const turned = (before: Plan, after: Plan, turn: (each: ChangeClass) => ChangeClass) =>
      diffPlans(before, after)
        .changes.map((each) =>
          [
            ...[each.before?.id ?? "", each.after?.id ?? ""].sort(),
            ...each.classes
              .filter((one) => directed.includes(one))
              .map(turn)
              .sort(),
          ].join(" "),
        )
        .sort();

    fc.assert(
      fc.property(plans, ([before, after]) => {
        expect(turned(before, after, (each) => opposite([each])[0])).toEqual(
          turned(after, before, (each) => each),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("a setting", () => {
  const waiting = syntheticOf({
    check: { kind: "http", method: "GET", url: "https://${setting:shop.domain}/", headers: {} },
    unset: ["shop.domain"],
  });
  const filled = {
    ...waiting,
    check: { ...waiting.check, url: "https://shop.example/" },
    unset: [],
  } as Guardrail;
  const withSetting = (plan: Plan, value: string | null): Plan => ({
    ...plan,
    settings: [{ key: "shop.domain", describe: "Host", value }],
  });

  it("that is supplied is one change of its own", () => {
    const diff = diffPlans(withSetting(planOf(waiting), null), withSetting(planOf(filled), "shop.example"));

    expect(diff).toEqual({
      changes: [],
      settings: [{ key: "shop.domain", before: null, after: "shop.example" }],
    });
  });

  it("that gets another value changes what it fills", () => {
    const other = JSON.parse(JSON.stringify(filled).replaceAll("shop.example", "other.example")) as Guardrail;

    expect(
      told(withSetting(planOf(filled), "shop.example"), withSetting(planOf(other), "other.example")),
    ).toEqual(["shop/health -> shop/health: scope"]);
  });
});

describe("a rename", () => {
  const old = monitorOf();
  const renamed = named(old, "server-errors");

  it("is told as one, with what else changed", () => {
    expect(told(planOf(old), planOf(renamed))).toEqual(["shop/errors -> shop/server-errors: renamed"]);
    expect(told(planOf(old), planOf({ ...renamed, critical: 6 }))).toEqual([
      "shop/errors -> shop/server-errors: loosened, renamed",
    ]);
  });

  it("is none where something else is measured", () => {
    expect(
      told(planOf(old), planOf({ ...renamed, query: "sum(last_5m):sum:other{*}.as_count() > 5" })),
    ).toHaveLength(2);
  });

  it("is none where as much as a fifth of what decides differs", () => {
    const other = {
      ...renamed,
      critical: 9,
      warning: 7,
      warningRecovery: 6.5,
      criticalRecovery: 8.5,
      over: 600,
      severity: "low" as const,
      respondWithin: 7200,
    };

    expect(told(planOf(old), planOf({ ...other, severity: "high", over: 300 }))).toHaveLength(1);
    expect(told(planOf(old), planOf(other))).toHaveLength(2);
  });

  it("is none between services or kinds", () => {
    expect(told(planOf(old), planOf({ ...renamed, service: "other" }))).toHaveLength(2);
  });

  it("is none where it is ambiguous, on either side", () => {
    const second = named(old, "more-errors");

    expect(told(planOf(old), planOf(renamed, second))).toHaveLength(3);
    expect(told(planOf(renamed, second), planOf(old))).toHaveLength(3);
  });

  it("of an objective takes the alerts on its budget with it", () => {
    const objective = objectiveOf();
    const burn = burnRateOf();
    const fast = named(burn, "availability-burn-fast");
    const after = planOf(
      { ...named(objective, "availability"), burnRates: [fast.id] },
      JSON.parse(
        JSON.stringify(fast).replaceAll("${objective:shop/uptime}", "${objective:shop/availability}"),
      ) as Guardrail,
    );

    expect(told(planOf(objective, burn), after)).toEqual([
      "shop/uptime -> shop/availability: renamed",
      "shop/uptime-burn-fast -> shop/availability-burn-fast: renamed",
    ]);
  });

  it("changes nothing in what refers to it but words", () => {
    const dashboard = dashboardOf({
      widgets: [{ kind: "objective", guardrail: "${objective:shop/uptime}", title: "uptime" }],
    });
    const other = JSON.parse(
      JSON.stringify(dashboard).replaceAll("shop/uptime", "shop/availability"),
    ) as Guardrail;
    const objective = named(objectiveOf(), "availability");

    expect(told(planOf(objectiveOf(), dashboard), planOf(objective, other))).toEqual([
      "shop/uptime -> shop/availability: renamed",
    ]);
  });
});
