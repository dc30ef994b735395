import fc from "fast-check";

import type { PreviewStep, ProviderObject, StackExport, StateResource } from "../../recovery/deployment";
import { identityOf } from "../../recovery/identity";
import { reconcile } from "../../recovery/reconcile";
import {
  componentOf,
  componentType,
  createComponentOf,
  createOf,
  exportOf,
  objectOf,
  provider,
  providerReference,
  resourceOf,
  sameOf,
  urnOf,
} from "./states";

function run(
  resources: readonly StateResource[],
  objects: readonly ProviderObject[],
  steps: readonly PreviewStep[] = [],
  more: Partial<StackExport["deployment"]> = {},
) {
  const found = reconcile({ exported: exportOf(resources, more), objects, steps, environment: "prod" });
  return {
    ...found,
    told: found.repairs.map(({ action, id, name }) => `${action} ${name} ${id}`),
    urns: (found.repaired.deployment.resources ?? []).map(({ urn }) => urn),
    find: (urn: string) => found.repaired.deployment.resources?.find((each) => each.urn === urn),
  };
}

describe("reconcile", () => {
  it("finds nothing to do where state and provider agree", () => {
    const resources = [provider, componentOf("errors"), resourceOf("errors", "1")];

    const { repaired, repairs, surplus } = run(resources, [objectOf("errors", "1")], resources.map(sameOf));

    expect([repairs, surplus]).toEqual([[], []]);
    expect(repaired.deployment.resources).toEqual(resources);
  });

  it("adopts what the program wants and the state lost, with its parents and its provider", () => {
    const steps = [
      createComponentOf("errors"),
      createOf("errors", { parent: urnOf("errors", componentType), provider: `${provider.urn}::unknown` }),
    ];

    const { find, told, urns } = run([provider], [objectOf("errors", "7")], steps);

    expect(told).toEqual(["adopt errors 7"]);
    expect(urns).toEqual([provider.urn, urnOf("errors", componentType), urnOf("errors")]);
    expect(find(urnOf("errors"))).toMatchObject({
      id: "7",
      provider: providerReference,
      parent: urnOf("errors", componentType),
      inputs: objectOf("errors", "7").inputs,
      outputs: { answered: "7" },
    });
  });

  it("enters what somebody made by hand under the name that is meant, and touches nothing else of theirs", () => {
    const steps = [createComponentOf("errors"), createOf("errors", { provider: providerReference })];
    const byHand = (id: string): ProviderObject => ({
      ...objectOf("errors", id),
      inputs: { name: "made by hand" },
    });
    const meant = new Map([[`${objectOf("errors", "7").type} 7`, "errors"]]);
    const inputs = {
      exported: exportOf([provider]),
      steps,
      environment: "prod",
      objects: [byHand("7"), byHand("8")],
    };

    const found = reconcile({ ...inputs, meant });

    expect(found.repairs).toEqual([
      expect.objectContaining({
        action: "adopt",
        id: "7",
        name: "errors",
        because: expect.stringContaining("by hand"),
      }),
    ]);
    expect(found.surplus).toEqual([]);
    expect(found.repaired.deployment.resources).toContainEqual(
      expect.objectContaining({ urn: urnOf("errors"), id: "7", inputs: { name: "made by hand" } }),
    );
    expect(reconcile(inputs).repairs).toEqual([]);
  });

  it("enters nothing under a name that the program has already, or never makes", () => {
    const meant = new Map([[`${objectOf("errors", "7").type} 7`, "errors"]]);
    const objects = [
      objectOf("errors", "1"),
      { ...objectOf("errors", "7"), inputs: { name: "made by hand" } },
    ];
    const there = [provider, resourceOf("errors", "1")];
    const parts = { objects, environment: "prod", meant };

    expect(reconcile({ ...parts, exported: exportOf(there), steps: there.map(sameOf) }).repairs).toEqual([]);
    expect(reconcile({ ...parts, exported: exportOf(there), steps: [] }).repairs).toEqual([]);
  });

  it("enters a provider that the state lost too, once, under an id of its own", () => {
    const steps = [createOf("errors"), createOf("latency")];

    const { repaired, urns } = run([], [objectOf("errors", "1"), objectOf("latency", "2")], steps);

    const [entered, ...adopted] = repaired.deployment.resources ?? [];
    expect(urns).toEqual([provider.urn, urnOf("errors"), urnOf("latency")]);
    expect(entered).toMatchObject({ urn: provider.urn, type: "pulumi:providers:datadog", custom: true });
    expect(adopted.map((each) => each.provider)).toEqual(
      [1, 2].map(() => `${provider.urn}::${entered?.id ?? ""}`),
    );
  });

  it("adopts in the order of the program's steps, whatever the provider lists first", () => {
    const steps = [createOf("a"), createOf("b", { dependencies: [urnOf("a")] }), createOf("c")];

    const { find, told } = run(
      [provider],
      ["c", "b", "a"].map((name) => objectOf(name, name)),
      steps,
    );

    expect(told).toEqual(["adopt a a", "adopt b b", "adopt c c"]);
    expect(find(urnOf("b"))?.dependencies).toEqual([urnOf("a")]);
  });

  it("leaves out dependencies that are not there", () => {
    const steps = [createOf("b", { dependencies: [urnOf("a"), provider.urn] })];

    expect(run([provider], [objectOf("b", "2")], steps).find(urnOf("b"))?.dependencies).toEqual([
      provider.urn,
    ]);
  });

  it("adopts one of two objects of one identity and deletes the other", () => {
    const { surplus, told } = run(
      [provider],
      [objectOf("errors", "1"), objectOf("errors", "2")],
      [createOf("errors")],
    );

    expect(told).toEqual(["adopt errors 1", "delete Shop: errors 2"]);
    expect(surplus.map(({ id }) => id)).toEqual(["2"]);
  });

  it("deletes a second object of an identity that the state has", () => {
    const errors = resourceOf("errors", "1");

    const { repairs, told } = run(
      [provider, errors],
      [objectOf("errors", "1"), objectOf("errors", "2")],
      [sameOf(errors)],
    );

    expect(told).toEqual(["delete Shop: errors 2"]);
    expect(repairs[0]?.because).toBe("the state has another object of the same identity");
  });

  it("deletes what belongs to this environment and nobody wants", () => {
    expect(run([provider], [objectOf("old", "9")]).told).toEqual(["delete Shop: old 9"]);
  });

  it.each([
    ["of another environment", objectOf("old", "9", "staging")],
    ["that says no environment", { ...objectOf("old", "9"), inputs: { name: "by hand" } }],
    ["that is not ours", { ...objectOf("old", "9"), inputs: { name: "x", tags: ["env:prod", "belfry:x"] } }],
  ])("leaves alone an object %s", (_, object) => {
    expect(run([provider], [object])).toMatchObject({ repairs: [], surplus: [] });
  });

  it("forgets what its provider no longer has, and nothing that lives in the state alone", () => {
    const { told, urns } = run([provider, componentOf("errors"), resourceOf("errors", "1")], []);

    expect(told).toEqual(["forget errors 1"]);
    expect(urns).toEqual([provider.urn, urnOf("errors", componentType)]);
  });

  it("takes what it forgets out of what depended on it", () => {
    const dependent = resourceOf("b", "2", {
      dependencies: [urnOf("a"), provider.urn],
      propertyDependencies: { query: [urnOf("a")], name: [provider.urn] },
    });

    const { find } = run([provider, resourceOf("a", "1"), dependent], [objectOf("b", "2")]);

    expect(find(urnOf("b"))).toEqual({
      ...dependent,
      dependencies: [provider.urn],
      propertyDependencies: { query: [], name: [provider.urn] },
    });
  });

  it("deletes no object that can take the place of one that is forgotten", () => {
    const errors = resourceOf("errors", "1");
    const objects = [objectOf("errors", "2")];

    const first = run([provider, errors], objects, [sameOf(errors)]);
    const second = run(first.repaired.deployment.resources ?? [], objects, [createOf("errors")]);

    expect([first.told, second.told]).toEqual([["forget errors 1"], ["adopt errors 2"]]);
  });

  it("drops operations that were under way, and keeps all else of the state", () => {
    const pending = { type: "creating", resource: resourceOf("errors", "") } as const;

    const { repaired, told } = run([provider], [], [], {
      pending_operations: [pending],
      secrets_providers: { type: "x" },
    });

    expect(told).toEqual(["drop errors "]);
    expect(repaired).toEqual({
      version: 3,
      deployment: {
        manifest: { magic: "kept" },
        secrets_providers: { type: "x" },
        resources: [provider],
        pending_operations: [],
      },
    });
  });

  it("adopts what was being made when the run ended", () => {
    const pending = { type: "creating", resource: resourceOf("errors", "") } as const;

    expect(
      run([provider], [objectOf("errors", "7")], [createOf("errors")], { pending_operations: [pending] })
        .told,
    ).toEqual(["adopt errors 7", "drop errors "]);
  });

  it("changes none of its inputs", () => {
    const inputs = {
      exported: exportOf([provider, resourceOf("a", "1")]),
      objects: [objectOf("errors", "7")],
      steps: [createOf("errors")],
      environment: "prod",
    };
    const before = JSON.stringify(inputs);

    reconcile(inputs);

    expect(JSON.stringify(inputs)).toBe(before);
  });
});

describe("reconcile, whatever was lost", () => {
  const names = ["a", "b", "c", "d", "e", "f"] as const;
  /** For each guardrail: whether the state knows it, how many objects there are, whether the program wants it. */
  const world = fc.tuple(
    ...names.map(() =>
      fc.record({ known: fc.boolean(), copies: fc.integer({ min: 0, max: 3 }), wanted: fc.boolean() }),
    ),
  );

  const play = (each: readonly { known: boolean; copies: number; wanted: boolean }[]) => {
    const resources: StateResource[] = [provider];
    const objects: ProviderObject[] = [];
    const steps: PreviewStep[] = [];
    each.forEach(({ copies, known, wanted }, index) => {
      const name = names[index] ?? "";
      for (let copy = 0; copy < copies; copy++) objects.push(objectOf(name, `${name}${copy}`));
      if (known) resources.push(resourceOf(name, `${name}0`));
      if (wanted) steps.push(known ? sameOf(resourceOf(name, `${name}0`)) : createOf(name));
    });
    return { exported: exportOf(resources), objects, steps, environment: "prod" };
  };

  it("each wanted object that was astray is in the state exactly once", () => {
    fc.assert(
      fc.property(world, (each) => {
        const inputs = play(each);
        const { repaired } = reconcile(inputs);
        const keys = (repaired.deployment.resources ?? []).map(
          ({ inputs: made = {}, type }) => identityOf(type, made).key,
        );

        each.forEach(({ copies, known, wanted }, index) => {
          if (known || !wanted || copies === 0) return;
          const { key } = identityOf(objectOf("", "").type, objectOf(names[index] ?? "", "").inputs);
          expect(keys.filter((other) => other === key)).toHaveLength(1);
        });
      }),
    );
  });

  it("no object is adopted and deleted, and none that the state holds is deleted", () => {
    fc.assert(
      fc.property(world, (each) => {
        const { repaired, surplus } = reconcile(play(each));
        const held = new Set((repaired.deployment.resources ?? []).map(({ id }) => id));

        expect(surplus.filter(({ id }) => held.has(id))).toEqual([]);
      }),
    );
  });

  it("the state refers only to what it holds, and holds nothing twice", () => {
    fc.assert(
      fc.property(world, (each) => {
        const resources = reconcile(play(each)).repaired.deployment.resources ?? [];
        const urns = resources.map(({ urn }) => urn);

        expect(new Set(urns).size).toBe(urns.length);
        for (const { dependencies = [] } of resources)
          expect(urns).toEqual(expect.arrayContaining([...dependencies]));
      }),
    );
  });

  it("it is at rest after a few rounds", () => {
    fc.assert(
      fc.property(world, (each) => {
        let { exported, objects, steps } = play(each);
        let found = reconcile({ exported, objects, steps, environment: "prod" });
        for (let round = 0; round < 3; round++) {
          const gone = new Set(found.surplus.map(({ id }) => id));
          exported = found.repaired;
          objects = objects.filter(({ id }) => !gone.has(id));
          const urns = new Set(exported.deployment.resources?.map(({ urn }) => urn));
          steps = each.flatMap(({ wanted }, index) => {
            const name = names[index] ?? "";
            if (!wanted) return [];
            return [urns.has(urnOf(name)) ? sameOf(resourceOf(name, `${name}0`)) : createOf(name)];
          });
          found = reconcile({ exported, objects, steps, environment: "prod" });
        }
        expect(found.repairs).toEqual([]);
      }),
    );
  });
});
