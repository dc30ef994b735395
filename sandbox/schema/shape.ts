/** What a declared type allows, as small as a check needs it. */
export type Shape =
  | { readonly kind: "any" }
  | { readonly kind: "number" }
  | { readonly kind: "flag" }
  | { readonly kind: "text"; readonly oneOf?: readonly string[] }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "map"; readonly of: Shape }
  | { readonly kind: "object"; readonly name: string }
  | { readonly kind: "either"; readonly of: readonly Shape[] };

/** One property of an object. */
export interface PropertyShape {
  readonly shape: Shape;
  readonly required: boolean;
}

/** An object with named properties. */
export interface ObjectShape {
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
  readonly definitions: Readonly<Record<string, ObjectShape>>;
}
