import { isBag, isList, UNKNOWN, type Bag, type Value } from "../wire/values";

// Rules read inputs that may have any shape and may not be known yet. These readers answer `undefined` for
// everything that is not what a rule can judge; the schema check tells the author about wrong types.

/** A text value. */
export function text(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A number. */
export function number(value: Value | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** A number written as text, as Datadog and Sentry want them. */
export function numeric(value: Value | undefined): number | undefined {
  const written = text(value)?.trim();
  if (written === undefined || written === "") return undefined;
  const parsed = Number(written);
  return Number.isFinite(parsed) ? parsed : undefined;
}

/** The items of a list; none when it is absent or not known yet. */
export function items(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}

/** The items of a list that are records, each with its position. */
export function bags(value: Value | undefined): readonly { readonly bag: Bag; readonly index: number }[] {
  return items(value).flatMap((item, index) => (isBag(item) ? [{ bag: item, index }] : []));
}

/** The items of a list that are texts. */
export function texts(value: Value | undefined): readonly string[] {
  return items(value).filter((item) => typeof item === "string");
}

/** A nested value: `get(inputs, "spec", "minReplicas")`. */
export function get(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let found: Value | undefined = value;
  for (const name of path) {
    if (found === UNKNOWN) return UNKNOWN;
    found = isBag(found) ? found[name] : undefined;
  }
  return found;
}

/** A nested record; an empty one when there is none. */
export function record(value: Value | undefined, ...path: readonly string[]): Bag {
  const found = get(value, ...path);
  return isBag(found) ? found : {};
}

/** Tells whether the author wrote the property, known yet or not. */
export function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null;
}

/** Tells whether the value is settled and empty or absent: what a "required" rule refuses. */
export function isMissing(value: Value | undefined): boolean {
  return !isGiven(value) || value === "" || (isList(value) && value.length === 0);
}
