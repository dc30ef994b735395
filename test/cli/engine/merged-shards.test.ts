import { inOrder, mergedExport, mergedPlan } from "../../../cli/engine/merged-shards";
import type { StackExport } from "../../../recovery/deployment";

const exported = (...names: readonly string[]): StackExport => ({
  version: 3,
  deployment: { resources: names.map((urn) => ({ urn, type: "t", custom: true })) },
});

describe("an environment in shards", () => {
  it("is read from what services share on", () => {
    expect(inOrder(["prod.watchtower", "prod.vendhub", "prod.estate", "prod.victorysync", "prod"])).toEqual([
      "prod",
      "prod.estate",
      "prod.victorysync",
      "prod.vendhub",
      "prod.watchtower",
    ]);
  });

  it("has the resources of all of its stacks", () => {
    const pending = { type: "creating", resource: { urn: "c", type: "t", custom: true } } as const;
    const cut: StackExport = { version: 3, deployment: { pending_operations: [pending] } };
    const { deployment } = mergedExport([exported("a"), cut, exported("b")]);
    expect(deployment.resources?.map(({ urn }) => urn)).toEqual(["a", "b"]);
    expect(deployment.pending_operations).toEqual([pending]);
  });

  it("has the guardrails of all of its plans", () => {
    const [estate, shop] = [
      { environment: "prod", guardrails: ["a"] },
      { environment: "prod", guardrails: ["b", "c"] },
    ];
    expect(mergedPlan([estate, shop])).toEqual({ environment: "prod", guardrails: ["a", "b", "c"] });
  });

  it("of one stack is that stack, whatever it holds", () => {
    expect(mergedPlan(["anything"])).toBe("anything");
    const one = exported("a");
    expect(mergedExport([one])).toBe(one);
  });
});
