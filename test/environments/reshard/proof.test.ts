import { comparedObjects, upheavals } from "../../../environments/reshard/proof";
import { monitorUrn, stackWith } from "./shop-states";

describe("comparedObjects", () => {
  const before = [stackWith("prod", [{ shard: "toys", ids: ["1", "2"] }])];

  it("finds nothing where the same objects are spread otherwise, whatever components and providers there are", () => {
    const after = [
      stackWith("prod.toys", [{ shard: "toys", ids: ["2"] }]),
      stackWith("prod.books", [{ shard: "books", ids: ["1"] }]),
    ];
    expect(comparedObjects(before, after)).toEqual({ before: 2, lost: [], added: [], doubled: [] });
  });

  it("names what is lost, what is new and what is there twice", () => {
    const after = [
      stackWith("prod.toys", [{ shard: "toys", ids: ["2"] }]),
      stackWith("prod.books", [{ shard: "books", ids: ["2", "3"] }]),
    ];
    const named = (id: string): string => `datadog:index/monitor:Monitor ${id}`;
    expect(comparedObjects(before, after)).toEqual({
      before: 2,
      lost: [named("1")],
      added: [named("3")],
      doubled: [named("2")],
    });
  });
});

it.each([
  ["create", true],
  ["delete", true],
  ["replace", true],
  ["create-replacement", true],
  ["delete-replaced", true],
  ["import", true],
  ["same", false],
  ["update", false],
  ["refresh", false],
  ["read", false],
])("a step %s counts as an upheaval: %s", (op, counts) => {
  const urn = monitorUrn("prod.toys", "toys", 0);
  const change = {
    stack: "prod.toys",
    op,
    type: "datadog:index/monitor:Monitor",
    name: "toys/alert-0-monitor",
  };
  expect(upheavals("prod.toys", [{ op, urn }])).toEqual(counts ? [change] : []);
});
