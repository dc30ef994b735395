import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { z } from "zod";

import { buildPlan } from "../../plan/build";
import { planSchema } from "../../plan/schema";
import {
  committedStacks,
  environmentOf,
  errorRate,
  estateOf,
  inputsOf,
  latency,
  loadCommitted,
  planOf,
  serviceOf,
  stagingOf,
} from "../support/models";

const schemaFile = resolve(__dirname, "../../plan.schema.json");
const generated: unknown = JSON.parse(JSON.stringify(z.toJSONSchema(planSchema)));

describe("buildPlan", () => {
  it("plans what is shared first, then each service with its dashboard last", () => {
    expect(planOf().guardrails.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      "dashboard estate/overview",
      "monitor shop/errors",
      "monitor shop/latency",
      "dashboard shop/dashboard",
    ]);
  });

  it("keeps the services' own order, whatever order the environment names them in", () => {
    const services = ["b", "a", "c"].map((name) => serviceOf({ name, guardrails: [errorRate] }));
    const environment = environmentOf({ services: ["c", "b"] });

    const plan = buildPlan({ environment, estate: estateOf(), services });

    expect(plan.guardrails.map(({ id }) => id)).toEqual([
      "estate/overview",
      "b/errors",
      "b/dashboard",
      "c/errors",
      "c/dashboard",
    ]);
  });

  it("does not depend on the order of other declarations of the service", () => {
    const [one, other] = [planOf(), planOf(serviceOf({ guardrails: [latency, errorRate] }))];
    const find = (plan: typeof one) => plan.guardrails.find(({ id }) => id === "shop/errors");

    expect(find(other)).toEqual(find(one));
  });

  it("names environment and day, and nothing depends on the day", () => {
    const today = planOf();
    const later = planOf(serviceOf(), environmentOf({ asOf: "2031-02-03" }));

    expect(later).toEqual({ ...today, asOf: "2031-02-03" });
    expect([today.schemaVersion, today.environment, today.asOf]).toEqual([1, "prod", "2026-11-21"]);
  });

  it("changes none of its inputs", () => {
    const inputs = inputsOf(serviceOf(), stagingOf());
    const before = JSON.stringify(inputs);

    buildPlan(inputs);

    expect(JSON.stringify(inputs)).toBe(before);
  });
});

describe.each(committedStacks)("the plan of %s", (stack) => {
  const { inputs, plan, problems } = loadCommitted(stack);

  it("has no problems", () => {
    expect(problems).toEqual([]);
  });

  it("is the same each time, to the byte", () => {
    expect(JSON.stringify(buildPlan(inputs))).toBe(JSON.stringify(plan));
  });

  it("is plain data that survives JSON", () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it("is what the contract says, and nothing beside it", () => {
    expect(planSchema.parse(plan)).toEqual(plan);
  });

  it("is what the published JSON Schema says", () => {
    const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));

    const valid = ajv.compile(generated as object);

    expect([valid(plan), valid.errors]).toEqual([true, null]);
  });
});

describe("the published JSON Schema", () => {
  it("refuses what the contract refuses", () => {
    const plan = planOf();
    const valid = addFormats(new Ajv2020({ strict: false })).compile(generated as object);
    const mistakes = [
      { ...plan, schemaVersion: 2 },
      { ...plan, asOf: "yesterday" },
      { ...plan, more: 1 },
      { ...plan, guardrails: [{ ...plan.guardrails[0], kind: "unheard-of" }] },
      { ...plan, guardrails: [{ ...plan.guardrails[1], unit: "furlongs" }] },
      { ...plan, guardrails: [{ ...plan.guardrails[1], over: 1.5 }] },
      { ...plan, guardrails: [{ ...plan.guardrails[1], color: "red" }] },
      { ...plan, guardrails: [{ ...plan.guardrails[1], id: "Shop/Errors" }] },
    ];

    expect(valid(plan)).toBe(true);
    for (const mistake of mistakes) {
      expect(valid(mistake)).toBe(false);
      expect(planSchema.safeParse(mistake).success).toBe(false);
    }
  });

  it("is committed as it is generated", () => {
    expect(JSON.parse(readFileSync(schemaFile, "utf8"))).toEqual(generated);
  });
});
