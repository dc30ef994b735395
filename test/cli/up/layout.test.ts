import { deploymentOf, type LayoutRequest } from "../../../cli/up/layout";

const services = ["victorysync", "vendhub"];
const asked = (changes: Partial<LayoutRequest>): LayoutRequest => ({
  stack: "prod",
  asked: null,
  there: [],
  services,
  ...changes,
});
const shards = ["prod.estate", "prod.victorysync", "prod.vendhub"];

describe("the stacks that belfry up deploys", () => {
  it.each<[string, Partial<LayoutRequest>, readonly string[]]>([
    ["nothing there: one stack", {}, ["prod"]],
    ["nothing there, shards asked for", { asked: "shards" }, shards],
    ["one stack there", { there: ["prod"] }, ["prod"]],
    ["shards there", { there: ["prod.vendhub"] }, shards],
    ["shards there, of which one is asked for", { stack: "prod.vendhub", there: shards }, ["prod.vendhub"]],
    ["nothing there, one shard asked for", { stack: "prod.vendhub" }, ["prod.vendhub"]],
    [
      "a service left out that was deployed: its shard empties itself",
      { services: ["vendhub"], there: shards },
      ["prod.estate", "prod.vendhub", "prod.victorysync"],
    ],
  ])("with %s", (_, changes, stacks) => {
    expect(deploymentOf(asked(changes)).stacks).toEqual(stacks);
  });

  it.each<[string, Partial<LayoutRequest>, string]>([
    ["shards beside one stack", { asked: "shards", there: ["prod"] }, "belfry reshard prod --to shards"],
    ["one stack beside shards", { asked: "one", there: shards }, "belfry reshard prod --to one"],
    ["one shard beside one stack", { stack: "prod.vendhub", there: ["prod"] }, "would make everything twice"],
    ["a layout that is half of each", { there: ["prod", "prod.estate"] }, "in two layouts at once"],
    ["a shard as a whole", { stack: "prod.vendhub", asked: "one" }, "prod.vendhub is a shard"],
  ])("never make %s", (_, changes, message) => {
    expect(() => deploymentOf(asked(changes))).toThrow(message);
  });
});
