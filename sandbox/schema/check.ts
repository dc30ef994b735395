import type { CheckFailure } from "../provider/calls";
import { isBag, isList, UNKNOWN, type Bag, type Value } from "../wire/values";
import { nearest } from "./nearest";
import type { ObjectShape, Shape, TypeSchema } from "./shape";

/** Names that a message shows before it gives up listing. */
const SHOWN_NAMES = 12;
const SHOWN_CHARACTERS = 80;

/** Finds every place where inputs are not what the type declares; values not known yet are let through. */
export function checkShape(schema: TypeSchema, inputs: Bag): readonly CheckFailure[] {
  const failures: CheckFailure[] = [];
  const root = schema.definitions[schema.root];
  if (root === undefined) throw new Error(`the schema of ${schema.type} has no ${schema.root}`);
  checkObject(root, inputs, { path: "", schema, failures });
  return failures;
}

/** A value as a message shows it. */
export function shown(value: Value): string {
  if (value === UNKNOWN) return "(not known yet)";
  const text = JSON.stringify(value, (_name, inner: unknown) =>
    inner === UNKNOWN ? "(not known yet)" : inner,
  );
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

interface Place {
  /** Path so far, with list positions; empty at the top. */
  readonly path: string;
  /** Schema whose definitions named objects are looked up in. */
  readonly schema: TypeSchema;
  /** Takes each failure as it is found. */
  readonly failures: CheckFailure[];
}

function checkObject(shape: ObjectShape, value: Bag, place: Place): void {
  for (const [name, inner] of Object.entries(value)) {
    if (inner === null) continue;
    const known = Object.hasOwn(shape.properties, name) ? shape.properties[name]?.shape : shape.others;
    const at = { ...place, path: place.path === "" ? name : `${place.path}.${name}` };
    if (known === undefined) fail(at, unknownProperty(name, shape));
    else checkValue(known, inner, at);
  }
  for (const [name, { required }] of Object.entries(shape.properties)) {
    if (!required || (value[name] !== undefined && value[name] !== null)) continue;
    const at = { ...place, path: place.path === "" ? name : `${place.path}.${name}` };
    fail(at, `is required and missing; set '${name}'.`);
  }
}

function checkValue(shape: Shape, value: Value, place: Place): void {
  if (value === UNKNOWN || value === null) return;
  switch (shape.kind) {
    case "any":
      return;
    case "number":
      if (typeof value !== "number") fail(place, wrongType("a number", value));
      return;
    case "flag":
      if (typeof value !== "boolean") fail(place, wrongType("true or false", value));
      return;
    case "text":
      checkText(shape.oneOf, value, place);
      return;
    case "list":
      checkList(shape.of, value, place);
      return;
    case "map":
      checkMap(shape.of, value, place);
      return;
    case "object":
      checkNamed(shape.name, value, place);
      return;
    case "either":
      checkEither(shape.of, value, place);
  }
}

function checkText(oneOf: readonly string[] | undefined, value: Value, place: Place): void {
  if (typeof value !== "string") fail(place, wrongType("text", value));
  else if (oneOf !== undefined && !oneOf.includes(value)) {
    fail(place, `is ${shown(value)}; use one of ${oneOf.map((word) => `"${word}"`).join(", ")}.`);
  }
}

function checkList(of: Shape, value: Value, place: Place): void {
  if (!isList(value)) {
    fail(place, wrongType("a list", value));
    return;
  }
  value.forEach((item, index) => {
    checkValue(of, item, { ...place, path: `${place.path}[${index}]` });
  });
}

function checkMap(of: Shape, value: Value, place: Place): void {
  if (!isBag(value)) {
    fail(place, wrongType("a map", value));
    return;
  }
  for (const [name, item] of Object.entries(value))
    checkValue(of, item, { ...place, path: `${place.path}.${name}` });
}

function checkNamed(name: string, value: Value, place: Place): void {
  const definition = place.schema.definitions[name];
  if (!isBag(value)) fail(place, wrongType("an object", value));
  else if (definition !== undefined) checkObject(definition, value, place);
}

function checkEither(shapes: readonly Shape[], value: Value, place: Place): void {
  const attempts = shapes.map((shape) => {
    const failures: CheckFailure[] = [];
    checkValue(shape, value, { ...place, failures });
    return failures;
  });
  if (attempts.some(({ length }) => length === 0)) return;
  // The reading that fits best explains the mistake best.
  const [best = []] = attempts.sort((left, right) => left.length - right.length);
  place.failures.push(...best);
}

function unknownProperty(name: string, shape: ObjectShape): string {
  const names = Object.keys(shape.properties);
  const meant = nearest(name, names);
  if (meant !== undefined) return `is not a property of this type; did you mean '${meant}'?`;
  const some = names.slice(0, SHOWN_NAMES).join(", ");
  return `is not a property of this type; remove it or use one of: ${some}${names.length > SHOWN_NAMES ? ", …" : ""}.`;
}

function wrongType(expected: string, value: Value): string {
  return `is ${shown(value)}, but must be ${expected}; write ${expected}.`;
}

function fail(place: Place, reason: string): void {
  place.failures.push({ property: place.path, reason: `'${place.path}' ${reason} [schema]` });
}
