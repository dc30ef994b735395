import fc from "fast-check";

import { reshard, type Resharding } from "../../../environments/reshard/reshard";
import type { StackExport, StateResource } from "../../../recovery/deployment";
import { shardStacksOf, type Layout } from "../../../stacks/shard";
import {
  componentUrn,
  emptyExport,
  exportOf,
  inState,
  monitorUrn,
  partOf,
  providerOf,
  providerUrn,
  rootOf,
  rootUrn,
  serviceUrn,
  stackWith,
  urnsIn,
  type Part,
} from "./shop-states";

const services = ["books", "toys"];
const parts: readonly Part[] = [
  { shard: "estate", ids: ["e-0", "e-1"] },
  { shard: "books", ids: ["b-0", "b-1"], waits: true },
  { shard: "toys", ids: ["t-0"] },
];
const [estate, books, toys] = parts as readonly [Part, Part, Part];

type States = ReadonlyMap<string, StackExport>;

const one: States = new Map([["prod", stackWith("prod", parts)]]);

const moved = (states: States, to: Layout): Resharding =>
  reshard({ environment: "prod", services, states, to });

/** The states as they are once everything is written and what is left empty is gone. */
function after(states: States, { emptied, writes }: Resharding): States {
  return new Map([...states, ...writes].filter(([stack]) => !emptied.includes(stack)));
}

const written = ({ writes }: Resharding, stack: string): StackExport => {
  const state = writes.get(stack);
  if (!state) throw new Error(`nothing is written to ${stack}`);
  return state;
};

/** Objects of all states, twice where they are twice. */
const idsIn = (states: States): readonly string[] =>
  [...states.values()]
    .flatMap(({ deployment }) => deployment.resources ?? [])
    .flatMap(({ id, type }) => (id === undefined || type.startsWith("pulumi:") ? [] : [id]))
    .sort();

const changed = (state: StackExport, urn: string, change: Partial<StateResource>): StackExport => ({
  ...state,
  deployment: {
    ...state.deployment,
    resources: (state.deployment.resources ?? []).map((each) =>
      each.urn === urn ? { ...each, ...change } : each,
    ),
  },
});

describe("reshard from one stack", () => {
  const to = moved(one, "shards");

  it("gives each shard its own, and leaves the one stack empty", () => {
    expect(to.problems).toEqual([]);
    expect(to.stacks).toEqual(["prod.estate", "prod.books", "prod.toys"]);
    expect(to.emptied).toEqual(["prod"]);
    expect(to.moves).toEqual([
      { shard: "estate", from: ["prod"], to: "prod.estate", objects: 2, there: 0, components: 3 },
      { shard: "books", from: ["prod"], to: "prod.books", objects: 2, there: 0, components: 3 },
      { shard: "toys", from: ["prod"], to: "prod.toys", objects: 1, there: 0, components: 2 },
    ]);
    expect(urnsIn(written(to, "prod.toys"))).toEqual([
      rootUrn("prod.toys"),
      providerUrn("prod.toys"),
      serviceUrn("prod.toys", "toys"),
      componentUrn("prod.toys", "toys", 0),
      monitorUrn("prod.toys", "toys", 0),
    ]);
  });

  it("keeps ids, settings, the provider and what hangs on what within the shard", () => {
    const { dependencies, id, inputs, parent, provider } = inState(
      written(to, "prod.books"),
      monitorUrn("prod.books", "books", 1),
    );
    expect({ id, inputs, parent, provider, dependencies }).toEqual({
      id: "b-1",
      inputs: { name: "books 1" },
      parent: componentUrn("prod.books", "books", 1),
      provider: `${providerUrn("prod.books")}::p-1`,
      dependencies: [monitorUrn("prod.books", "books", 0)],
    });
  });

  it("lets go only of the waiting for another shard, whose order the stacks keep", () => {
    const first = inState(written(to, "prod.books"), monitorUrn("prod.books", "books", 0));
    expect(first).toMatchObject({ id: "b-0", dependencies: [], propertyDependencies: { name: [] } });
  });

  it("takes no provider along that nothing in the shard is made by", () => {
    const aws: StateResource = {
      ...providerOf("prod"),
      urn: providerUrn("prod").replace("datadog", "aws"),
      id: "p-2",
    };
    const state = stackWith("prod", parts);
    const resources = [...(state.deployment.resources ?? []), aws];
    const split = moved(new Map([["prod", exportOf(resources, "salt")]]), "shards");
    expect(urnsIn(written(split, "prod.toys")).filter((urn) => urn.includes("providers"))).toEqual([
      providerUrn("prod.toys"),
    ]);
  });

  it("makes no stack for a service of which nothing is deployed", () => {
    const split = moved(new Map([["prod", stackWith("prod", [estate, books])]]), "shards");
    expect([...split.writes.keys()]).toEqual(["prod.estate", "prod.books"]);
  });

  it("keeps for secrets what a stack has already, and gives a new one what the old has", () => {
    const states = new Map([...one, ["prod.toys", emptyExport("its own")] as const]);
    const split = moved(states, "shards");
    const saltOf = (stack: string): unknown => written(split, stack).deployment["secrets_providers"];
    expect(saltOf("prod.toys")).toEqual({ type: "passphrase", state: { salt: "its own" } });
    expect(saltOf("prod.books")).toEqual({ type: "passphrase", state: { salt: "salt of prod" } });
  });

  it("moves an object that waits for its deletion along with the one that replaced it", () => {
    const old: StateResource = {
      ...inState(stackWith("prod", parts), monitorUrn("prod", "toys", 0)),
      id: "t-old",
      delete: true,
    };
    const resources = [...(stackWith("prod", parts).deployment.resources ?? []), old];
    const split = moved(new Map([["prod", exportOf(resources, "salt")]]), "shards");
    expect(split.problems).toEqual([]);
    expect(idsIn(new Map([["toys", written(split, "prod.toys")]]))).toEqual(["t-0", "t-old"]);
  });

  it("renames what a value refers to, and no text that only speaks of the stack", () => {
    const outputs = {
      reference: monitorUrn("prod", "toys", 0),
      said: `see ${monitorUrn("prod", "toys", 0)}`,
    };
    const state = changed(stackWith("prod", parts), monitorUrn("prod", "toys", 0), { outputs });
    const split = moved(new Map([["prod", state]]), "shards");
    expect(inState(written(split, "prod.toys"), monitorUrn("prod.toys", "toys", 0)).outputs).toEqual({
      reference: monitorUrn("prod.toys", "toys", 0),
      said: outputs.said,
    });
  });
});

describe("reshard back to one stack", () => {
  const split = after(one, moved(one, "shards"));

  it("gives the one stack all, with nothing left elsewhere", () => {
    const back = moved(split, "one");
    expect(back.problems).toEqual([]);
    expect(back.emptied).toEqual(["prod.estate", "prod.books", "prod.toys"]);
    expect(back.stacks).toEqual(["prod"]);
    expect([...urnsIn(written(back, "prod"))].sort()).toEqual([...urnsIn(stackWith("prod", parts))].sort());
  });

  it("lets providers of the same settings be one, as of shards that were deployed apart", () => {
    const apart = new Map(
      parts.map((part) => {
        const stack = `prod.${part.shard}`;
        const id = `p-${part.shard}`;
        return [stack, exportOf([rootOf(stack), providerOf(stack, id), ...partOf(stack, part, id)], "salt")];
      }),
    );
    const back = moved(apart, "one");
    expect(back.problems).toEqual([]);
    const state = written(back, "prod");
    expect(urnsIn(state).filter((urn) => urn.includes("pulumi:providers:"))).toEqual([providerUrn("prod")]);
    expect(inState(state, monitorUrn("prod", "toys", 0)).provider).toBe(`${providerUrn("prod")}::p-estate`);
  });

  it("refuses providers of one name with other settings", () => {
    const other = { ...providerOf("prod.toys", "p-9"), inputs: { version: "5.11.0", site: "datadoghq.eu" } };
    const resources = [rootOf("prod.toys"), other, ...partOf("prod.toys", toys, "p-9")];
    const back = moved(new Map([...split, ["prod.toys", exportOf(resources, "salt")] as const]), "one");
    expect(back.problems).toMatchObject([
      { code: "reshard/providers", path: "default_5_11_0", value: "prod.estate, prod.books and prod.toys" },
    ]);
  });
});

describe("reshard where an earlier move was cut off", () => {
  const whole = moved(one, "shards");

  it("writes only what is missing, and says what is there", () => {
    const states = new Map([...one, ["prod.books", written(whole, "prod.books")] as const]);
    const rest = moved(states, "shards");
    expect(rest.problems).toEqual([]);
    expect([...rest.writes.keys()]).toEqual(["prod.estate", "prod.toys"]);
    expect(rest.moves[1]).toEqual({
      shard: "books",
      from: ["prod"],
      to: "prod.books",
      objects: 2,
      there: 2,
      components: 3,
    });
    expect(rest.emptied).toEqual(["prod"]);
  });

  it("brings together the halves of a service, wherever they are", () => {
    const half = (stack: string, index: number): readonly [string, StackExport] => {
      const other = `alert-${1 - index}`;
      const own = partOf(stack, books).filter(({ urn }) => !urn.includes(other));
      return [stack, exportOf([rootOf(stack), providerOf(stack), ...own], "salt")];
    };
    const halves = new Map([half("prod", 1), half("prod.books", 0)]);
    const halvesOfBooks = moved(halves, "shards");
    expect(halvesOfBooks.problems).toEqual([]);
    expect(idsIn(after(halves, halvesOfBooks))).toEqual(["b-0", "b-1"]);
    // The second waits for the first, which the other stack had.
    expect(urnsIn(written(halvesOfBooks, "prod.books")).filter((urn) => urn.endsWith("-monitor"))).toEqual([
      monitorUrn("prod.books", "books", 0),
      monitorUrn("prod.books", "books", 1),
    ]);
    expect(idsIn(after(halves, moved(halves, "one")))).toEqual(["b-0", "b-1"]);
  });

  it("takes out of a shard what belongs to another", () => {
    const astray = new Map([["prod.toys", stackWith("prod.toys", [books])]]);
    const { problems, writes } = moved(astray, "shards");
    expect(problems).toEqual([]);
    expect(writes.get("prod.toys")?.deployment.resources).toEqual([]);
    expect(idsIn(writes)).toEqual(["b-0", "b-1"]);
  });

  it("takes the later writing of what both have", () => {
    const urn = monitorUrn("prod.toys", "toys", 0);
    const later = { inputs: { name: "edited" }, modified: "2026-11-21T10:00:00.5Z" };
    const states = new Map([
      ...one,
      ["prod.toys", changed(written(whole, "prod.toys"), urn, later)] as const,
    ]);
    expect(inState(written(moved(states, "one"), "prod"), monitorUrn("prod", "toys", 0)).inputs).toEqual({
      name: "edited",
    });
    expect([...moved(states, "shards").writes.keys()]).toEqual(["prod.estate", "prod.books"]);
  });

  it("refuses two objects of one name, and names both", () => {
    const twin = changed(written(whole, "prod.toys"), monitorUrn("prod.toys", "toys", 0), { id: "t-9" });
    const { problems } = moved(new Map([...one, ["prod.toys", twin] as const]), "shards");
    expect(problems).toMatchObject([
      { code: "reshard/twice", path: "toys/alert-0-monitor", value: "t-0 in prod, t-9 in prod.toys" },
    ]);
  });

  it("has only the empty stack left to let go of where everything is written", () => {
    const states = new Map([...after(one, whole), ["prod", emptyExport("salt")] as const]);
    const { emptied, problems, writes } = moved(states, "shards");
    expect({ emptied, problems, writes: [...writes.keys()] }).toEqual({
      emptied: ["prod"],
      problems: [],
      writes: [],
    });
  });
});

describe("reshard of what cannot be moved", () => {
  it("names what hangs below no service", () => {
    const alone: StateResource = {
      urn: "urn:pulumi:prod::belfry::datadog:index/monitor:Monitor::by-hand",
      type: "datadog:index/monitor:Monitor",
      custom: true,
      id: "h-1",
      parent: rootUrn("prod"),
    };
    const resources = [...(stackWith("prod", parts).deployment.resources ?? []), alone];
    expect(moved(new Map([["prod", exportOf(resources, "salt")]]), "shards").problems).toMatchObject([
      { code: "reshard/homeless", path: "prod by-hand", value: "datadog:index/monitor:Monitor" },
    ]);
  });

  it("names a service that the environment has no longer, once", () => {
    const states = new Map([
      ["prod", stackWith("prod", [...parts, { shard: "games", ids: ["g-0", "g-1"] }])],
    ]);
    expect(moved(states, "shards").problems).toMatchObject([{ code: "reshard/former", path: "prod games" }]);
  });

  it("names operations that a run was cut off in", () => {
    const resource = inState(stackWith("prod", parts), monitorUrn("prod", "toys", 0));
    const pending = exportOf(stackWith("prod", parts).deployment.resources ?? [], "salt", {
      pending_operations: [{ type: "updating", resource }],
    });
    const { problems } = moved(new Map([["prod", pending]]), "shards");
    expect(problems).toMatchObject([
      { code: "reshard/pending", path: "prod toys/alert-0-monitor", value: "updating" },
    ]);
  });

  it("has nothing to do in a layout that is there, and where nothing is deployed", () => {
    const nothing = { moves: [], writes: new Map(), emptied: [], problems: [] };
    expect(moved(new Map([["prod", emptyExport("salt")]]), "one")).toMatchObject(nothing);
    expect(moved(new Map(), "shards")).toMatchObject(nothing);
    expect(moved(one, "one")).toMatchObject({ writes: new Map(), emptied: [], problems: [] });
    const shards = after(one, moved(one, "shards"));
    expect(moved(shards, "shards")).toMatchObject({ writes: new Map(), emptied: [], problems: [] });
  });
});

describe("reshard, whatever is deployed", () => {
  const anyParts = fc
    .tuple(...["estate", ...services].map((shard) => fc.tuple(fc.constant(shard), fc.nat(4), fc.boolean())))
    .map((all) =>
      all
        .filter(([shard, count]) => shard === "estate" || count > 0)
        .map(([shard, count, waits]): Part => ({
          shard,
          ids: Array.from(
            { length: count + (shard === "estate" ? 1 : 0) },
            (_, index) => `${shard}-${index}`,
          ),
          waits: waits && shard !== "estate",
        })),
    );

  /** What there is once only the first so many stacks were written, and the others not yet let go of. */
  const cutOff = (states: States, { writes }: Resharding, count: number): States =>
    new Map([...states, ...[...writes].slice(0, count)]);

  it("is there and back the same, but for waiting across shards", () => {
    fc.assert(
      fc.property(anyParts, (all) => {
        const states: States = new Map([
          [
            "prod",
            stackWith(
              "prod",
              all.map((part) => ({ ...part, waits: false })),
            ),
          ],
        ]);
        const split = after(states, moved(states, "shards"));
        const back = after(split, moved(split, "one"));
        const sorted = (each: States): unknown =>
          [...(each.get("prod")?.deployment.resources ?? [])].sort((a, b) => (a.urn < b.urn ? -1 : 1));
        expect([...back.keys()]).toEqual(["prod"]);
        expect(sorted(back)).toEqual(sorted(states));
      }),
    );
  });

  it("loses nothing and has nothing twice, whenever it is cut off, whichever way it then goes", () => {
    fc.assert(
      fc.property(
        anyParts,
        fc.nat(4),
        fc.constantFrom("one", "shards"),
        fc.boolean(),
        (all, count, then, back) => {
          const whole: States = new Map([["prod", stackWith("prod", all)]]);
          const start = back ? after(whole, moved(whole, "shards")) : whole;
          const cut = cutOff(start, moved(start, back ? "one" : "shards"), count);
          const again = moved(cut, then);
          expect(again.problems).toEqual([]);
          const done = after(cut, again);
          expect(idsIn(done)).toEqual(idsIn(whole));
          const stacks = then === "one" ? ["prod"] : shardStacksOf("prod", services);
          expect(stacks).toEqual(expect.arrayContaining([...done.keys()]));
          expect(moved(done, then)).toMatchObject({ writes: new Map(), emptied: [], problems: [] });
        },
      ),
    );
  });

  it("writes states that the engine takes: everything after what it hangs on, and of the stack's own name", () => {
    fc.assert(
      fc.property(anyParts, (all) => {
        const states: States = new Map([["prod", stackWith("prod", all)]]);
        for (const [stack, { deployment }] of moved(states, "shards").writes) {
          const known = new Set<string>();
          for (const { dependencies = [], id, parent, provider, urn } of deployment.resources ?? []) {
            expect(urn.startsWith(`urn:pulumi:${stack}::`)).toBe(true);
            for (const needed of [...dependencies, parent, provider])
              if (needed !== undefined) expect([...known]).toContain(needed);
            known.add(urn).add(`${urn}::${id ?? ""}`);
          }
        }
      }),
    );
  });
});

it("has an estate first in every layout of shards", () => {
  expect(moved(new Map([["prod", stackWith("prod", [toys, estate])]]), "shards").stacks[0]).toBe(
    "prod.estate",
  );
});
