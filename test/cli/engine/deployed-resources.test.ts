import { resourcesOf } from "../../../cli/engine/deployed-resources";

const urn = (name: string, type = "t"): string => `urn:pulumi:local::belfry::${type}::${name}`;

describe("the resources of a guardrail", () => {
  it("are those below its component, at any depth, and no other's", () => {
    const resources = [
      { urn: urn("stack"), type: "pulumi:pulumi:Stack", custom: false },
      { urn: urn("shop/cpu", "c"), type: "c", custom: false, parent: urn("stack") },
      { urn: urn("shop/cpu-monitor", "m"), type: "m", custom: true, id: "1", parent: urn("shop/cpu", "c") },
      { urn: urn("inner", "i"), type: "i", custom: false, parent: urn("shop/cpu", "c") },
      { urn: urn("deep", "d"), type: "d", custom: true, id: "2", parent: urn("inner", "i") },
      { urn: urn("shop/cpu-high", "c"), type: "c", custom: false, parent: urn("stack") },
      { urn: urn("other", "m"), type: "m", custom: true, id: "3", parent: urn("shop/cpu-high", "c") },
    ];

    expect(resourcesOf({ version: 3, deployment: { resources } }, "shop/cpu")).toEqual([
      { type: "m", name: "shop/cpu-monitor", id: "1" },
      { type: "d", name: "deep", id: "2" },
    ]);
    expect(resourcesOf({ version: 3, deployment: {} }, "shop/cpu")).toEqual([]);
  });
});
