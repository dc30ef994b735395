/** What a declared type allows, as small as a check needs it. */
export type Shape =
  /** Anything: nothing is checked. */
  | { readonly kind: "any" }
  /** Any number, whole or not. */
  | { readonly kind: "number" }
  /** True or false. */
  | { readonly kind: "flag" }
  /** One of a closed list of texts; any text without `oneOf`. */
  | { readonly kind: "text"; readonly oneOf?: readonly string[] }
  /** A list whose every item has one shape. */
  | { readonly kind: "list"; readonly of: Shape }
  /** Any names, whose every value has one shape. */
  | { readonly kind: "map"; readonly of: Shape }
  /** An object that the schema defines under this name. */
  | { readonly kind: "object"; readonly name: string }
  /** At least one of several shapes. */
  | { readonly kind: "either"; readonly of: readonly Shape[] };

/** One property of an object. */
export interface PropertyShape {
  /** What its value may be. */
  readonly shape: Shape;
  /** Whether the declaration forbids leaving it out. */
  readonly required: boolean;
}

/** An object with named properties. */
export interface ObjectShape {
  /** What each property may be, by name. */
  readonly properties: Readonly<Record<string, PropertyShape>>;
  /** What properties of other names may hold; absent refuses them. */
  readonly others?: Shape;
}

/** Everything that a resource type's inputs may be. */
export interface TypeSchema {
  /** Type token. */
  readonly type: string;
  /** Where the declarations come from: a file of the SDK, or the documentation that a pinned schema was written from. */
  readonly source: string;
  /** Name of the definition that describes the inputs. */
  readonly root: string;
  /** Every object that the inputs can hold, by name, the root included. */
  readonly definitions: Readonly<Record<string, ObjectShape>>;
}
