import { mapStrings } from "../plan/settings";
import type { Guardrail } from "../plan/types";
import { compareGuardrails, decidingFields } from "./compare";

/** New ids by old ones. */
export type Renames = ReadonlyMap<string, string>;

/** A renamed guardrail may differ in fewer than one in so many of its deciding fields. */
const oneIn = 5;

/**
 * Which of the guardrails that are gone stand under new ids. A pair is a rename when all of this holds:
 *
 * - service and kind are the same;
 * - once the old id is replaced by the new one wherever it stands, no change between the two is of the class `scope`: both
 *   measure, protect or run the same;
 * - fewer than one in five of the kind's deciding fields differ: all but words and identities, which do not count;
 * - neither has a second partner of which this holds: where it is ambiguous, nothing is a rename.
 *
 * What refers to a renamed guardrail is compared with the new id in place of the old, so an objective's alerts follow it.
 */
export function findRenames(gone: readonly Guardrail[], come: readonly Guardrail[]): Renames {
  const renames = new Map<string, string>();
  for (let found = true; found;) {
    const pairs = gone
      .filter(({ id }) => !renames.has(id))
      .flatMap((before) =>
        come
          .filter((after) => ![...renames.values()].includes(after.id) && similar(before, after, renames))
          .map((after) => ({ from: before.id, to: after.id })),
      );
    const single = pairs.filter(
      ({ from, to }) => pairs.filter((pair) => pair.from === from || pair.to === to).length === 1,
    );
    for (const { from, to } of single) renames.set(from, to);
    found = single.length > 0;
  }
  return renames;
}

function similar(before: Guardrail, after: Guardrail, renames: Renames): boolean {
  if (before.kind !== after.kind || before.service !== after.service) return false;
  const changes = compareGuardrails(withIds(before, new Map([...renames, [before.id, after.id]])), after);
  if (changes.some(({ classes }) => classes.includes("scope"))) return false;
  const deciding = decidingFields(before.kind);
  const differing = new Set(changes.map(({ field }) => field.split(".")[0] ?? field));
  return deciding.filter((field) => differing.has(field)).length * oneIn < deciding.length;
}

/** A guardrail with new ids in place of old ones, wherever they stand. */
export function withIds(guardrail: Guardrail, renames: Renames): Guardrail {
  if (renames.size === 0) return guardrail;
  // Ids hold nothing that means something in a pattern; a longer id that begins or ends alike is another one.
  const ids = [...renames.keys()].sort((one, other) => other.length - one.length).join("|");
  const pattern = new RegExp(`(?<![a-z0-9-])(?:${ids})(?![a-z0-9-])`, "g");
  return mapStrings(guardrail, (text) => text.replace(pattern, (id) => renames.get(id) ?? id));
}
