import { parseAllDocuments, stringify } from "yaml";

import type { OperatorObject } from "./schema";

/** Objects as kubectl reads them: one document each, or one list. https://kubernetes.io/docs/concepts/workloads/management/ */
export function documentOf(objects: readonly OperatorObject[], format: "yaml" | "json"): string {
  if (format === "json")
    return `${JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }, null, 2)}\n`;
  return objects.map((each) => `---\n${stringify(each, { aliasDuplicateObjects: false })}`).join("");
}

/** The objects of such a text, whatever they are, without documents that say nothing; null where it is neither YAML nor JSON. */
export function objectsIn(text: string): readonly unknown[] | null {
  const documents = parseAllDocuments(text);
  if ("empty" in documents || documents.some(({ errors }) => errors.length > 0)) return null;
  try {
    const values = documents.map((each): unknown => each.toJS());
    return values.filter((value) => value !== null).flatMap((value) => itemsOf(value) ?? [value]);
  } catch (error) {
    // A reference to nothing, or to too much, is found only when the document becomes data.
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

function itemsOf(value: unknown): readonly unknown[] | null {
  const { items, kind } = (value ?? {}) as { readonly items?: unknown; readonly kind?: unknown };
  return kind === "List" && Array.isArray(items) ? items : null;
}
