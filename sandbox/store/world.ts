import type { PackageName } from "../packages";
import type { World, WorldObject } from "../rules/rule";
import { plainBag } from "../wire/values";
import type { ObjectRecord } from "./record";
import type { ObjectStore } from "./store";

/** What exists in one package's control plane, as its rules see it. */
export function worldOf(name: PackageName, store: ObjectStore): World {
  return {
    now: () => new Date(),
    find: async (type, id) => {
      const found = await store.find({ package: name, type, id });
      return found === undefined ? undefined : seen(found);
    },
    list: async (type) => (await store.list(name, type)).map(seen),
  };
}

function seen({ type, id, inputs, computed }: ObjectRecord): WorldObject {
  return { type, id, inputs: plainBag(inputs), computed: plainBag(computed) };
}
