import { moveAsJson, moveAsText } from "../../../cli/reshard/terminal";
import { isThere, type Made, type Proof } from "../../../cli/engine/reshard";
import { reshard } from "../../../environments/reshard/reshard";
import { emptyExport, stackWith } from "../../environments/reshard/shop-states";

const parts = [
  { shard: "estate", ids: ["e-0"] },
  { shard: "books", ids: ["b-0", "b-1"] },
];
const prod = stackWith("prod", parts);
const request = { environment: "prod", services: ["books"], to: "shards" } as const;
const plan = reshard({ ...request, states: new Map([["prod", prod]]) });

const proof: Proof = {
  objects: { before: 3, lost: [], added: [], doubled: [] },
  previewed: 9,
  upheavals: [],
  updates: 0,
  disturbed: [],
};

const made = (found: Partial<Proof> | null, proved = true): Made => ({
  plan,
  carried: found === null ? null : { backup: "/copies", proof: { ...proof, ...found }, proved },
});

describe("moveAsText", () => {
  it("shows first what goes where", () => {
    expect(moveAsText("prod", "shards", made(null))).toMatchInlineSnapshot(`
     "prod to one stack per service:
     shard   objects  components  from  to
     estate  1        2           prod  prod.estate
     books   2        3           prod  prod.books

     Nothing is moved yet. With --yes a copy of every state is kept, the new stacks get theirs beside the old (3 objects in 2 stacks),
     and a preview of each has to show that nothing would be created, deleted or replaced. Only after that the stack prod is removed."
    `);
  });

  it("says what was moved, what proves it and what is gone", () => {
    expect(moveAsText("prod", "shards", made({ updates: 2 }))).toMatchInlineSnapshot(`
     "prod to one stack per service:
     shard   objects  components  from  to
     estate  1        2           prod  prod.estate
     books   2        3           prod  prod.books

     Moved: 3 objects in 2 stacks, each with the provider's id that it had. 3 before, none lost, none twice.
     Previewed, 9 resources: 0 to create, 0 to delete, 0 to replace, 2 to update.
     The stack prod is removed. The states as they were: /copies
     The next \`belfry up\` writes the stacks' outputs."
    `);
  });

  it("leaves an empty stack where nothing is deployed", () => {
    const nothing = reshard({ ...request, states: new Map([["prod", emptyExport("s")]]) });

    expect([nothing.emptied, isThere(nothing)]).toEqual([["prod"], true]);
    expect(moveAsText("prod", "shards", { plan: nothing, carried: null })).toMatch(
      /^Nothing of prod is deployed/,
    );
  });

  it("says what an earlier move did already", () => {
    const states = new Map([["prod", prod], ...plan.writes].slice(0, 2) as [string, typeof prod][]);
    const rest = { plan: reshard({ ...request, states }), carried: null };
    expect(moveAsText("prod", "shards", rest)).toMatch(
      /there already\nestate +1 +2 +prod +prod\.estate +all\nbooks +2 +3 +prod +prod\.books +0\n/,
    );
  });

  it("names everything that a proof found, the first twenty", () => {
    const upheavals = Array.from({ length: 30 }, (_, index) => ({
      stack: "prod.books",
      op: "create",
      type: "datadog:index/monitor:Monitor",
      name: `books/alert-${index}`,
    }));
    const text = moveAsText("prod", "shards", made({ upheavals }, false));
    expect(text).toContain("Not moved; the states are as they were:");
    expect(text).toContain(
      "  A deployment of prod.books would create datadog:index/monitor:Monitor books/alert-19.\n  … and 10 more",
    );
    const objects = { before: 3, lost: ["Monitor 1"], added: ["Monitor 2"], doubled: ["Monitor 3"] };
    const others = moveAsText("prod", "shards", made({ objects, disturbed: ["prod"] }, false));
    for (const fault of [
      "No state has Monitor 1 any more.",
      "Monitor 2 is in a state, and was in none before.",
      "Monitor 3 is there twice.",
      "Somebody else wrote the state of prod meanwhile.",
    ])
      expect(others).toContain(`  ${fault}\n`);
  });

  it("says where there is nothing to move", () => {
    const nothing = {
      plan: reshard({ ...request, states: new Map([["prod", emptyExport("salt")]]), to: "one" }),
      carried: null,
    };
    expect(moveAsText("prod", "one", nothing)).toBe(
      "Nothing of prod is deployed, so there is nothing to move.",
    );
    const there = {
      plan: reshard({ ...request, states: new Map([["prod", prod]]), to: "one" }),
      carried: null,
    };
    expect(moveAsText("prod", "one", there)).toBe(
      "prod is in one stack already: 3 objects in 1 stack. Nothing to move.",
    );
  });
});

it.each([
  ["a dry run", null, true, false],
  ["a move that was made", {}, true, true],
  ["a move that was not proved", { disturbed: ["prod"] }, false, false],
])("moveAsJson tells of %s whether it was applied", (_name, found, proved, applied) => {
  const told = JSON.parse(moveAsJson("prod", "shards", made(found, proved))) as Record<string, unknown>;
  expect(told).toMatchObject({
    schemaVersion: 1,
    environment: "prod",
    to: "shards",
    applied,
    emptied: ["prod"],
    problems: [],
  });
  expect(told["proof"]).toEqual(found === null ? null : { ...proof, ...found });
  expect(told["moves"]).toHaveLength(2);
});
