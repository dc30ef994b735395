import fc from "fast-check";

import { shardOf, shardStacksOf, stackOf, stacksAmong } from "../../stacks/shard";

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
