import type { PreviewStep } from "../../recovery/deployment";
import type { InventoryObject } from "../../sandbox/inventory";

type Bag = Readonly<Record<string, unknown>>;

/**
 * Who each object is, by what a person would look at, sorted: type, tags or labels, name. Told without the code that
 * recovery uses, so that a fault there shows; provider's ids are left out, since each deployment has its own.
 */
export function identitiesOf(objects: readonly InventoryObject[]): readonly string[] {
  return objects.map(({ inputs, type }) => [type, ...marksOf(inputs)].join(" ")).sort();
}

function marksOf(inputs: Bag): readonly string[] {
  const metadata = (inputs["metadata"] ?? {}) as Bag;
  const tags = inputs["tags"] ?? metadata["labels"] ?? [];
  const pairs = Array.isArray(tags)
    ? tags.map(String)
    : Object.entries(tags as Bag).map(([key, value]) => `${key}:${String(value)}`);
  const names = [inputs["name"], inputs["title"], inputs["bucket"], inputs["role"], metadata["name"]];
  return [...pairs.filter((pair) => /^(belfry|env)/.test(pair)).sort(), ...names.filter(isText)];
}

const isText = (value: unknown): value is string => typeof value === "string";

/** Objects by what tells them apart, with everything that the provider shows of them. */
export function contentsOf(objects: readonly InventoryObject[]): ReadonlyMap<string, string> {
  return new Map(objects.map(({ id, outputs, type }) => [`${type} ${id}`, JSON.stringify(outputs)]));
}

/** Objects that were made, changed or deleted between two looks. */
export function changesBetween(
  before: readonly InventoryObject[],
  after: readonly InventoryObject[],
): {
  readonly made: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
} {
  const [old, now] = [contentsOf(before), contentsOf(after)];
  return {
    made: [...now.keys()].filter((key) => !old.has(key)),
    changed: [...now]
      .filter(([key, content]) => old.has(key) && old.get(key) !== content)
      .map(([key]) => key),
    deleted: [...old.keys()].filter((key) => !now.has(key)),
  };
}

/** What `pulumi preview --json` says that it would do, without what stays the same: operation and logical name. */
export function stepsOf(previewJson: string): readonly string[] {
  const { steps } = JSON.parse(previewJson) as { readonly steps: readonly PreviewStep[] };
  return steps
    .filter(({ op }) => op !== "same")
    .map(({ op, urn }) => `${op} ${urn.split("::").pop() ?? ""}`)
    .sort();
}
