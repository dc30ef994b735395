import { reconcile, type RawPlan } from "../../preview/reconcile";
import type { Plan } from "../../plan/types";
import { downtimeOf, monitorOf, objectiveOf } from "../support/guardrails";

const plan: Plan = {
  schemaVersion: 1,
  environment: "prod",
  asOf: "2026-11-21",
  settings: [],
  guardrails: [monitorOf(), objectiveOf(), downtimeOf()],
};

const ofRef = (value: unknown): RawPlan => ({ where: "main", value, strict: false });
const ofFile = (value: unknown): RawPlan => ({ where: "plan.json", value, strict: true });

/** The plan with one field less, or more, in every guardrail that has it. */
const changed = (change: (guardrail: Record<string, unknown>) => void, of: Plan = plan): unknown => {
  const copy = JSON.parse(JSON.stringify(of)) as { guardrails: Record<string, unknown>[] };
  copy.guardrails.forEach(change);
  return copy;
};

const codes = (one: RawPlan, other: RawPlan): readonly string[] =>
  reconcile(one, other).problems.map(({ code, path }) => `${code} ${path}`);

describe("two plans that keep the contract", () => {
  it("are taken as they are", () => {
    expect(reconcile(ofRef(plan), ofFile(plan))).toEqual({
      base: plan,
      head: plan,
      notCompared: [],
      problems: [],
    });
  });
});

describe("a committed plan of a time at which the contract was another", () => {
  const before = changed((each) => {
    delete each["draft"];
    each["color"] = "red";
  });

  it("is compared in what both know, and the rest is named", () => {
    const { base, notCompared, problems } = reconcile(ofRef(before), ofFile(plan));

    expect(problems).toEqual([]);
    expect(base).toEqual(plan);
    expect(notCompared).toEqual([
      { kind: "monitor", field: "draft" },
      { kind: "monitor", field: "color" },
      { kind: "objective", field: "color" },
      { kind: "downtime", field: "color" },
    ]);
  });

  it("may lack a field within another, also where the other plan lacks it too", () => {
    const without = changed((each) => {
      const { notify } = each as { notify?: Record<string, unknown> };
      if (notify) delete notify["warning"];
    });

    expect(reconcile(ofRef(without), ofFile(plan))).toMatchObject({
      base: plan,
      notCompared: [{ kind: "monitor", field: "notify.warning" }],
      problems: [],
    });
    expect(reconcile(ofRef(without), ofRef(without)).problems).toEqual([]);
  });

  it("may have kinds that are gone", () => {
    const more = {
      ...plan,
      guardrails: [...plan.guardrails, { ...plan.guardrails[0], id: "shop/old", kind: "pager" }],
    };

    expect(reconcile(ofRef(more), ofFile(plan))).toEqual({
      base: plan,
      head: plan,
      notCompared: [{ kind: "pager", field: null }],
      problems: [],
    });
  });

  it("may have words that a closed list has no longer", () => {
    const old = changed((each) => "signal" in each && (each["signal"] = "loudness"));

    expect(reconcile(ofRef(old), ofFile(plan))).toMatchObject({
      base: plan,
      notCompared: [{ kind: "monitor", field: "signal" }],
      problems: [],
    });
    expect(codes(ofRef(plan), ofFile(old))).toEqual(["plan/contract plan.json guardrails.0.signal"]);
  });

  it("is still refused where a value is wrong", () => {
    const wrong = changed((each) => (each["title"] = 7));

    expect(codes(ofRef(wrong), ofFile(plan))).toEqual([
      "plan/contract main guardrails.0.title",
      "plan/contract main guardrails.1.title",
      "plan/contract main guardrails.2.title",
    ]);
  });
});

describe("a plan's file", () => {
  it.each<[string, unknown, readonly string[]]>([
    [
      "lacks a field",
      changed((each) => delete each["tags"]),
      [
        "plan/contract plan.json guardrails.0.tags",
        "plan/contract plan.json guardrails.1.tags",
        "plan/contract plan.json guardrails.2.tags",
      ],
    ],
    ["is of an older version", { ...plan, schemaVersion: 0 }, ["plan/version plan.json schemaVersion"]],
    ["is of a newer version", { ...plan, schemaVersion: 9 }, ["plan/version plan.json schemaVersion"]],
    ["is something else", [1], ["plan/contract plan.json"]],
    ["is null", null, ["plan/contract plan.json"]],
    [
      "has an id twice",
      { ...plan, guardrails: [monitorOf(), monitorOf()] },
      ["plan/duplicate-id plan.json guardrails"],
    ],
    [
      "is of another environment",
      { ...plan, environment: "staging" },
      ["preview/environment plan.json environment"],
    ],
  ])("that %s is refused", (_, value, problems) => {
    expect(codes(ofRef(plan), ofFile(value))).toEqual(problems);
  });

  it("is told what to do with another version", () => {
    const [older, newer] = [0, 9].map((schemaVersion) =>
      reconcile(ofFile({ ...plan, schemaVersion }), ofFile(plan)),
    );

    expect(older?.problems[0]?.remedy).toContain("make it again");
    expect(newer?.problems[0]?.remedy).toContain("Update Belfry");
  });
});
