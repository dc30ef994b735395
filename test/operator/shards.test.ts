import { registeredFor } from "../../cli/engine/registered";
import { shardProblems, shardStacks, unprotectedProblems } from "../../operator/shards";
import type { Plan } from "../../plan/types";
import { loadCommitted } from "../support/models";

const prod = { name: "prod", ...loadCommitted("prod") };

describe("shardStacks", () => {
  it("is one stack for what services share, first, and one a service", () => {
    expect(shardStacks(prod, "shards").map(({ stack }) => stack)).toEqual([
      "prod.estate",
      "prod.victorysync",
      "prod.vendhub",
      "prod.vocavision",
      "prod.operations",
      "prod.watchtower",
    ]);
  });

  it("is the environment itself where it is one stack", () => {
    expect(shardStacks(prod, "one")).toEqual([{ stack: "prod", usesSentry: true }]);
  });

  it("knows which of them deploy to Sentry, as the program declares it", async () => {
    const usesSentry = async (guardrails: Plan["guardrails"]): Promise<boolean> => {
      const declared = await registeredFor({ ...prod.plan, guardrails }, new Map());
      return [...declared.values()].some(({ type }) => type.startsWith("sentry:"));
    };
    const of = (shard: string) => prod.plan.guardrails.filter(({ service }) => service === shard);
    const known = new Map(shardStacks(prod, "shards").map((each) => [each.stack, each.usesSentry]));

    expect([known.get("prod.vendhub"), await usesSentry(of("vendhub"))]).toEqual([false, false]);
    const rules = of("watchtower").filter(({ kind }) => kind === "sentry-rule");
    expect([known.get("prod.watchtower"), await usesSentry(rules)]).toEqual([true, true]);
  });
});

describe("shardProblems", () => {
  const expected = shardStacks(prod, "shards");
  const stackObject = (stack: string) => ({ kind: "Stack", spec: { stack } });

  it("finds nothing where every stack is deployed, whoever owns it", () => {
    const objects = expected.map(({ stack }) => stackObject(`acme/${stack}`));

    expect(shardProblems([{ kind: "ServiceAccount" }, ...objects], expected)).toEqual([]);
  });

  it("finds a stack that nothing deploys, and one that there is not", () => {
    const objects = [...expected.slice(1).map(({ stack }) => stackObject(stack)), stackObject("prod.shop")];

    expect(shardProblems(objects, expected).map(({ code, value }) => [code, value])).toEqual([
      ["operator/shards", "prod.estate"],
      ["operator/shards", "prod.shop"],
    ]);
  });
});

describe("unprotectedProblems", () => {
  it("finds the Stacks that would take with them what they deploy", () => {
    const object = (stack: string, destroyOnFinalize?: boolean) => ({
      kind: "Stack",
      spec: { stack, destroyOnFinalize },
    });
    const objects = [object("acme/prod.estate", true), object("prod.vendhub", false), object("prod"), null];

    expect(unprotectedProblems(objects).map(({ path }) => path)).toEqual([
      "prod.estate spec.destroyOnFinalize",
    ]);
  });
});
