import type { SyntheticDeclaration } from "../../model/declaration";
import type { Override } from "../../model/environment";
import { minutes, type Quantity } from "../../model/quantity";
import { checkPlan } from "../../plan/check/check-plan";
import {
  chosen,
  environmentOf,
  guardrailOf,
  inputsOf,
  planOf,
  serviceOf,
  shopFacts,
  shopGuidance,
} from "../support/models";

const overrideOf = (value: Quantity, bare = false): Override => ({
  value,
  bare,
  because: "Trial.",
  until: null,
});

function errorsWith(fields: Readonly<Record<string, Override>>) {
  const environment = environmentOf({ overrides: { "shop/errors": fields } });
  const plan = planOf(serviceOf(), environment);
  return {
    monitor: guardrailOf(plan, "monitor", "shop/errors"),
    problems: checkPlan(plan, inputsOf(serviceOf(), environment), shopFacts),
  };
}

describe("an override of a monitor's level", () => {
  it.each([
    ["as a bare number", { value: 8, unit: "count" }, true],
    ["with its unit", { value: 8, unit: "percent" }, false],
    ["in another unit of its dimension", { value: 0.08, unit: "fraction" }, false],
  ] as const)("%s changes level, query, recovery and message", (_, value, bare) => {
    const { monitor, problems } = errorsWith({ critical: overrideOf(value, bare) });

    expect(problems).toEqual([]);
    expect(monitor).toMatchObject({ critical: 8, criticalRecovery: 7.6, warning: 2, unit: "percent" });
    expect(monitor.query).toMatch(/ > 8$/);
    expect(monitor.message).toContain("above 8 %");
  });

  it("leaves both layers in the sources", () => {
    const { monitor } = errorsWith({ critical: overrideOf({ value: 8, unit: "percent" }) });

    expect(
      monitor.sources
        .filter(({ field }) => field === "critical")
        .map(({ because, kind, layer, stated }) => ({ because, kind, layer, stated })),
    ).toEqual([
      { because: null, kind: "fact", layer: "service", stated: "5 %" },
      { because: "Trial.", kind: "override", layer: "override", stated: "8 %" },
    ]);
  });

  it("still has to keep the order of the levels", () => {
    const { problems } = errorsWith({ critical: overrideOf({ value: 1, unit: "percent" }) });

    expect(problems.map(({ code, path }) => `${path} ${code}`)).toEqual([
      "shop/errors.warning threshold/order",
    ]);
  });
});

describe("an override of a recovery level", () => {
  it("changes it alone, whatever unit it is in", () => {
    const { monitor, problems } = errorsWith({
      criticalRecovery: overrideOf({ value: 0.04, unit: "fraction" }),
      warningRecovery: overrideOf({ value: 1, unit: "count" }, true),
    });

    expect(problems).toEqual([]);
    expect(monitor).toMatchObject({ critical: 5, criticalRecovery: 4, warning: 2, warningRecovery: 1 });
  });

  it("leaves the level by the house margin in the sources", () => {
    const { monitor } = errorsWith({ criticalRecovery: overrideOf({ value: 4, unit: "percent" }) });
    const stated = (name: string) =>
      monitor.sources.filter(({ field }) => field === name).map(({ kind, stated: text }) => [kind, text]);

    expect(stated("criticalRecovery")).toEqual([
      ["house", "4.75 %"],
      ["override", "4 %"],
    ]);
    expect(stated("warningRecovery")).toEqual([["house", "1.9 %"]]);
  });

  it("follows a changed level unless it is changed too", () => {
    const critical = overrideOf({ value: 8, unit: "percent" });
    const criticalRecovery = overrideOf({ value: 6, unit: "percent" });

    expect(errorsWith({ critical }).monitor.criticalRecovery).toBe(7.6);
    expect(errorsWith({ critical, criticalRecovery }).monitor.criticalRecovery).toBe(6);
  });

  it("has to lie on the good side of its level", () => {
    const { problems } = errorsWith({ criticalRecovery: overrideOf({ value: 6, unit: "percent" }) });

    expect(problems.map(({ code, path }) => `${path} ${code}`)).toEqual([
      "shop/errors.criticalRecovery threshold/recovery",
    ]);
  });
});

describe("an override of a window", () => {
  it("changes window, query and message", () => {
    const { monitor, problems } = errorsWith({ over: overrideOf(minutes(15)) });

    expect(problems).toEqual([]);
    expect(monitor.over).toBe(900);
    expect(monitor.query).toMatch(/^sum\(last_15m\):/);
    expect(monitor.message).toContain("over the last 15 min");
  });

  it("as a bare number is in the window's own unit", () => {
    expect(errorsWith({ over: overrideOf({ value: 10, unit: "count" }, true) }).monitor.over).toBe(600);
  });
});

describe("an override of a plain number", () => {
  const health: SyntheticDeclaration = {
    kind: "synthetic",
    name: "health",
    title: "health address",
    check: { kind: "http", method: "GET", url: "https://shop.example/health" },
    assertions: [{ on: "status", operator: "is", value: chosen(200) }],
    ...shopGuidance,
  };
  const service = serviceOf({ guardrails: [health] });
  const checkedWith = (fields: Readonly<Record<string, Override>>) => {
    const environment = environmentOf({ overrides: { "shop/health": fields } });
    const plan = planOf(service, environment);
    return {
      synthetic: guardrailOf(plan, "synthetic", "shop/health"),
      problems: checkPlan(plan, inputsOf(service, environment), shopFacts)
        .filter(({ path }) => path.includes("shop/health"))
        .map(({ code, path, value }) => `${code} ${path} ${value ?? ""}`),
    };
  };
  const bare = (value: number): Override => overrideOf({ value, unit: "count" }, true);

  it("changes it", () => {
    const { problems, synthetic } = checkedWith({ status: bare(204), failingLocations: bare(3) });

    expect(problems).toEqual([]);
    expect(synthetic).toMatchObject({
      assertions: [{ on: "status", operator: "is", value: 204 }],
      failingLocations: 3,
    });
    expect(synthetic.sources.filter(({ field }) => field === "status").map(({ stated }) => stated)).toEqual([
      "200",
      "204",
    ]);
  });

  it("has a number without a unit, in its range", () => {
    const { problems, synthetic } = checkedWith({
      status: overrideOf({ value: 3, unit: "percent" }),
      failingLocations: bare(4),
    });

    expect(problems).toEqual([
      "override/unit belfry:overrides.shop/health.status 3 %",
      "value/range shop/health.failingLocations 4",
    ]);
    expect(synthetic.assertions).toMatchObject([{ value: 200 }]);
  });
});

describe("an override of one guardrail", () => {
  it("changes no other", () => {
    const environment = environmentOf({
      overrides: { "shop/errors": { critical: overrideOf({ value: 8, unit: "percent" }) } },
    });
    const other = (plan: ReturnType<typeof planOf>) => guardrailOf(plan, "monitor", "shop/latency");

    expect(other(planOf(serviceOf(), environment))).toEqual(other(planOf()));
  });
});
