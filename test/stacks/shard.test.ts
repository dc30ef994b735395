import fc from "fast-check";

import { knownServices } from "../../stacks/load-plan";
import { planOfShard, shardOf, shardStacksOf, stackOf, stacksAmong, unknownShard } from "../../stacks/shard";
import { loadCommitted } from "../support/models";

const prod = loadCommitted("prod").plan;

describe("the name of a stack", () => {
  it.each([
    ["prod", { environment: "prod", shard: null }],
    ["prod.vendhub", { environment: "prod", shard: "vendhub" }],
    ["prod.estate", { environment: "prod", shard: "estate" }],
    ["staging-demo.vendhub", { environment: "staging-demo", shard: "vendhub" }],
  ])("%s says which part of which environment it deploys", (stack, shard) => {
    expect(shardOf(stack)).toEqual(shard);
    expect(stackOf(shard)).toBe(stack);
  });

  it("is told apart from any other environment's", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
    fc.assert(
      fc.property(name, fc.option(name), name, (environment, shard, other) => {
        const stack = stackOf({ environment, shard });
        expect(shardOf(stack)).toEqual({ environment, shard });
        expect(stacksAmong([stack], other)).toEqual(environment === other ? [stack] : []);
      }),
    );
  });
});

describe("the stacks of an environment in shards", () => {
  it("begin with what services share, which comes once", () => {
    expect(shardStacksOf("prod", ["vendhub", "estate", "operations"])).toEqual([
      "prod.estate",
      "prod.vendhub",
      "prod.operations",
    ]);
  });

  it("are those of the backend that carry its name, in either layout", () => {
    const stacks = ["local", "prod", "prod-copy", "prod-copy.vendhub", "prod.estate", "prod.vendhub"];
    expect(stacksAmong(stacks, "prod")).toEqual(["prod", "prod.estate", "prod.vendhub"]);
    expect(stacksAmong(stacks, "prod-copy")).toEqual(["prod-copy", "prod-copy.vendhub"]);
  });
});

describe("the plan of a shard", () => {
  it("is its service's own part, and all parts together are the environment's plan", () => {
    const stacks = shardStacksOf(
      "prod",
      knownServices.map(({ name }) => name),
    );
    const parts = stacks.map((stack) => planOfShard(prod, shardOf(stack)));
    expect(parts.every(({ guardrails }) => guardrails.length > 0)).toBe(true);
    expect(parts.flatMap(({ guardrails }) => guardrails)).toEqual(prod.guardrails);
    expect(planOfShard(prod, shardOf("prod"))).toBe(prod);
  });

  it("is empty for a service that the environment leaves out, so that its stack deletes its own and no more", () => {
    const without = {
      ...prod,
      guardrails: prod.guardrails.filter(({ service }) => service !== "vendhub"),
    };
    expect(planOfShard(without, shardOf("prod.vendhub")).guardrails).toEqual([]);
  });

  it("is refused under a name that no service has", () => {
    expect(unknownShard(shardOf("prod.vendhubb"), knownServices)).toMatchObject([
      {
        code: "stack/unknown-shard",
        path: "stack prod.vendhubb",
        remedy: expect.stringMatching(/^Did you mean prod\.vendhub\?/),
      },
    ]);
    for (const stack of ["prod", "prod.estate", "prod.vendhub"])
      expect(unknownShard(shardOf(stack), knownServices)).toEqual([]);
  });
});
