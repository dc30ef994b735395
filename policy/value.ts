/** Stands for a value that is known only once another resource exists: during a preview, never during an update. */
export const unknown: unique symbol = Symbol("unknown");

/** A value of a resource as a rule reads it. */
export type Value = string | number | boolean | null | typeof unknown | readonly Value[] | Bag;

/** Values by name. */
export interface Bag {
  readonly [key: string]: Value | undefined;
}

/** True for what the program gave: neither absent nor null nor an empty text. */
export function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** The values by name; none where the value is something else. */
export function bagOf(value: Value | undefined): Bag {
  return isBag(value) ? value : {};
}

/** The values of a list; one value that is no list is a list of it, an absent one is empty. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

/** The value at a dotted path, such as `spec.maxReplicas`; unknown where a step on the way is. */
export function at(value: Value | undefined, path: string): Value | undefined {
  let found = value;
  for (const step of path.split(".")) {
    if (found === unknown) return unknown;
    found = bagOf(found)[step];
  }
  return found;
}

/** A value and everything below it, each with its path, such as `rules[0].targetVaultName`. */
export function everyValue(value: Value | undefined, path = ""): readonly (readonly [string, Value])[] {
  if (value === undefined) return [];
  if (isList(value))
    return [[path, value], ...value.flatMap((each, index) => everyValue(each, `${path}[${index}]`))];
  if (!isBag(value)) return [[path, value]];
  const below = Object.entries(value).flatMap(([key, each]) =>
    everyValue(each, path === "" ? key : `${path}.${key}`),
  );
  return [[path, value], ...below];
}

/** Every text in a value, with its path. */
export function everyText(value: Value | undefined): readonly (readonly [string, string])[] {
  return everyValue(value).filter(
    (entry): entry is readonly [string, string] => typeof entry[1] === "string",
  );
}

/** True when a list holds something that only an update knows, or is itself not known. */
export function hasUnknown(value: Value | undefined): boolean {
  return everyValue(value).some(([, each]) => each === unknown);
}

const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

const isBag = (value: Value | undefined): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);
