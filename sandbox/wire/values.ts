/** Stands for a value that the engine does not know yet, as happens in a preview. */
export const UNKNOWN: unique symbol = Symbol("unknown until deployed");

/** A property value as rules see it: plain data, no secret wrappers, unknowns as {@link UNKNOWN}. */
export type Value = null | boolean | number | string | typeof UNKNOWN | readonly Value[] | Bag;

/** Named property values. */
export interface Bag {
  /** A property's value by its name. */
  readonly [name: string]: Value;
}

/** A property value as it travels: JSON, with Pulumi's wrappers for secrets and marks for unknowns. */
export type Wire = null | boolean | number | string | readonly Wire[] | WireBag;

/** Named property values as they travel. */
export interface WireBag {
  /** A property's value by its name; a secret's wrapper is such a record too. */
  readonly [name: string]: Wire;
}

// Constants of Pulumi's protocol (sdk/go/common/resource/properties.go and plugin/rpc.go).
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** How an unknown string travels; what an output is until its object exists. */
export const UNKNOWN_MARK = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const UNKNOWN_MARKS: ReadonlySet<string> = new Set([
  UNKNOWN_MARK,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Tells whether a value is a record of named values. */
export function isBag(value: Value | undefined): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Tells whether a travelling value is a record of named values. */
export function isWireBag(value: Wire | undefined): value is WireBag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether a travelling value is a list. */
export function isWireList(value: Wire | undefined): value is readonly Wire[] {
  return Array.isArray(value);
}

/** Tells whether a travelling value is marked as secret. */
export function isSecret(value: Wire | undefined): value is WireBag {
  return isWireBag(value) && value[SIGNATURE_KEY] === SECRET_SIGNATURE;
}

/** Marks a travelling value as secret. */
export function secret(value: Wire): WireBag {
  return isSecret(value) ? value : { [SIGNATURE_KEY]: SECRET_SIGNATURE, value };
}

/** Takes the secret mark off a travelling value. */
export function secretContent(value: WireBag): Wire {
  return value["value"] ?? null;
}

/** Tells whether a travelling value stands for something not known yet. */
export function isUnknownMark(value: Wire | undefined): boolean {
  return typeof value === "string" && UNKNOWN_MARKS.has(value);
}

/** Tells whether an engine's value holds anything not known yet. */
export function holdsUnknown(value: Wire): boolean {
  if (isUnknownMark(value)) return true;
  if (isWireList(value)) return value.some(holdsUnknown);
  return isWireBag(value) && Object.values(value).some(holdsUnknown);
}

/** The value as rules see it. */
export function plain(value: Wire): Value {
  if (isUnknownMark(value)) return UNKNOWN;
  if (isSecret(value)) return plain(secretContent(value));
  if (isWireList(value)) return value.map(plain);
  if (isWireBag(value)) return plainBag(value);
  return value;
}

/** The named values as rules see them. */
export function plainBag(values: WireBag): Bag {
  return mapBag(values, plain);
}

/** Applies a function to each value of a record; the result has no prototype to be polluted. */
export function mapBag<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}

/** Tells whether two travelling values are the same, whatever the order of their keys; a secret mark is no difference. */
export function sameWire(left: Wire | undefined, right: Wire | undefined): boolean {
  if (isSecret(left)) return sameWire(secretContent(left), right);
  if (isSecret(right)) return sameWire(left, secretContent(right));
  if (isWireList(left) && isWireList(right)) {
    return left.length === right.length && left.every((item, index) => sameWire(item, right[index]));
  }
  if (isWireBag(left) && isWireBag(right)) {
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...names].every((name) => sameWire(left[name], right[name]));
  }
  return left === right;
}
