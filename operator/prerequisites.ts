import type { Finding } from "./finding";
import type { Stack } from "./schema";

/** Prerequisites that keep a Stack waiting for ever: of a Stack that is not there, or of itself by way of others. */
export function prerequisiteFindings(stacks: readonly Stack[]): readonly Finding[] {
  const waits = new Map(
    stacks.map(({ metadata, spec }) => [metadata.name, (spec.prerequisites ?? []).map(({ name }) => name)]),
  );
  return [...waits].flatMap(([object, names]) => [
    ...names.filter((name) => !waits.has(name)).map((name) => missing(object, name)),
    ...circle(object, waits),
  ]);
}

const missing = (object: string, name: string): Finding => ({
  code: "operator/prerequisite",
  object,
  field: "spec.prerequisites",
  value: name,
  rule: "no Stack of that name is here, and the operator would wait for it for ever.",
  remedy: "Name a Stack that is applied with it.",
});

/** The way from a Stack back to itself. */
function circle(object: string, waits: ReadonlyMap<string, readonly string[]>): readonly Finding[] {
  const seen = new Set<string>();
  const find = (name: string, way: readonly string[]): readonly string[] | null => {
    for (const next of waits.get(name) ?? []) {
      if (next === object) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = find(next, [...way, next]);
      if (found) return found;
    }
    return null;
  };
  const way = find(object, [object]);
  if (!way) return [];
  return [
    {
      code: "operator/prerequisite",
      object,
      field: "spec.prerequisites",
      value: way.join(" -> "),
      rule: "each waits for the next, and the operator would start none of them.",
      remedy: "Remove one of these prerequisites.",
    },
  ];
}
