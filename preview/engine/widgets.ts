import { isRecord, type Fields } from "../../model/record";
import { isDeepStrictEqual } from "node:util";

import type { FieldChange } from "../change";
import type { PropertyChange } from "../deployed/property-change";

/**
 * A dashboard's widgets told by their titles; null where not the whole list differs. By position every widget behind one
 * that is gone would be another.
 */
export function widgetFields(
  part: string,
  { after, before, path }: PropertyChange,
  cause: string,
): readonly FieldChange[] | null {
  if (path !== "widgets" || !isList(before) || !isList(after)) return null;
  const [was, is] = [byTitle(before), byTitle(after)];
  const titles = [...new Set([...was.keys(), ...is.keys()])];
  const fields = titles
    .filter((title) => !isDeepStrictEqual(was.get(title), is.get(title)))
    .map((title): FieldChange => ({
      field: `${part}.widgets`,
      before: was.has(title) ? title : null,
      after: is.has(title) ? (was.has(title) ? `${title}, drawn otherwise` : title) : null,
      classes: ["provider"],
      because: cause,
    }));
  return fields.length > 0 ? fields : null;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Widgets by title; those of one title together, in their order. */
function byTitle(widgets: readonly unknown[]): ReadonlyMap<string, readonly unknown[]> {
  const found = new Map<string, readonly unknown[]>();
  for (const widget of widgets) {
    const title = titleOf(widget);
    found.set(title, [...(found.get(title) ?? []), widget]);
  }
  return found;
}

function titleOf(widget: unknown): string {
  const drawn = isRecord(widget)
    ? Object.values(widget).find((each): each is Fields => isRecord(each))
    : undefined;
  const title = drawn?.["title"] ?? drawn?.["content"];
  return typeof title === "string" && title !== "" ? `“${title}”` : "a widget without title";
}
