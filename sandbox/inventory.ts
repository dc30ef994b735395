import { PACKAGES, type PackageName } from "./packages";
import { CATALOGUES } from "./catalogue/catalogues";
import { outputsOf } from "./provider/outputs";
import type { ObjectKey, ObjectRecord } from "./store/record";
import { ObjectStore } from "./store/store";
import type { WireBag } from "./wire/values";

/** An object as a provider's listing would show it. */
export interface InventoryObject {
  /** Package whose control plane holds it. */
  readonly package: PackageName;
  /** Type token, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** The provider's id. */
  readonly id: string;
  /** Settings that clients gave; a secret appears as its fingerprint. */
  readonly inputs: WireBag;
  /** Everything that the object shows: settings, defaults and what the control plane computed. */
  readonly outputs: WireBag;
  /** When the object was made, ISO 8601. */
  readonly createdAt: string;
}

/** Narrows a listing. */
export interface InventoryFilter {
  /** Only this package; every one when left out. */
  readonly package?: PackageName;
  /** Only this type token, spelt in full; every one when left out. */
  readonly type?: string;
  /** Keeps the objects for which it answers true. */
  readonly where?: (object: InventoryObject) => boolean;
}

/** Lists what the control planes hold, whether or not any state knows of it. */
export async function listObjects(
  directory: string,
  filter: InventoryFilter = {},
): Promise<readonly InventoryObject[]> {
  const store = new ObjectStore(directory);
  const wanted = PACKAGES.filter((name) => (filter.package ?? name) === name);
  const records = await Promise.all(wanted.map((name) => store.list(name, filter.type)));
  const objects = records.flat().map(shown);
  return filter.where === undefined ? objects : objects.filter(filter.where);
}

/** Reads one object; `undefined` when it is gone. */
export async function readObject(directory: string, key: ObjectKey): Promise<InventoryObject | undefined> {
  const record = await new ObjectStore(directory).find(key);
  return record === undefined ? undefined : shown(record);
}

/** Deletes one object behind every state's back; tells whether it was there. */
export async function deleteObject(directory: string, key: ObjectKey): Promise<boolean> {
  return new ObjectStore(directory).remove(key);
}

function shown(record: ObjectRecord): InventoryObject {
  const { package: name, type, id, inputs, computed, createdAt } = record;
  const defaults = CATALOGUES[name].kindOf(type).defaults ?? {};
  return { package: name, type, id, inputs, outputs: outputsOf(defaults, inputs, computed), createdAt };
}
