import { isDeepStrictEqual } from "node:util";

import fc from "fast-check";
import { z } from "zod";

import { guardrailSchema } from "../../plan/schema";
import type { Guardrail, GuardrailKind } from "../../plan/types";

/** The part of JSON Schema that the plan's schema uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** One step into a schema: a property, an array's items, a record's values, or one of several forms. */
type Step = string | number;

const kinds = z.toJSONSchema(guardrailSchema) as Schema;

/** The schema of each kind. */
export const schemaOf: ReadonlyMap<GuardrailKind, Schema> = new Map(
  (kinds.oneOf ?? []).map((each) => [each.properties?.["kind"]?.const as GuardrailKind, each]),
);

const formsOf = (schema: Schema): readonly Schema[] | undefined => {
  if (schema.oneOf ?? schema.anyOf) return schema.oneOf ?? schema.anyOf;
  return Array.isArray(schema.type) ? schema.type.map((type: string) => ({ ...schema, type })) : undefined;
};

const words = [
  "a",
  "b",
  "shop/one",
  "${setting:shop.domain}",
  "0 1 * * *",
  "cron(0 5 ? * SUN *)",
  "|`@team",
  "",
];
const text = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 }));

const made = new WeakMap<Schema, fc.Arbitrary<unknown>>();

/** Values that a schema accepts. */
export function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  const known = made.get(schema) ?? make(schema);
  made.set(schema, known);
  return known;
}

function make(schema: Schema): fc.Arbitrary<unknown> {
  const forms = formsOf(schema);
  if (forms) return fc.oneof(...forms.map(valueOf));
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "object":
      return schema.properties
        ? fc.record(mapValues(schema.properties, valueOf), { noNullPrototype: true })
        : fc.dictionary(fc.constantFrom("k", "id", "value"), valueOf(schema.additionalProperties as Schema), {
            noNullPrototype: true,
          });
    case "array":
      return fc.array(valueOf(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 });
    case "integer":
    case "number":
      return numberOf(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return schema.pattern && schema.format === undefined
        ? fc.stringMatching(new RegExp(schema.pattern), { maxLength: 9 })
        : schema.format === "date"
          ? fc.constantFrom("2026-01-01", "2026-01-02")
          : text;
  }
}

function numberOf({
  exclusiveMaximum,
  exclusiveMinimum,
  maximum,
  minimum,
  type,
}: Schema): fc.Arbitrary<number> {
  const min = Math.max(minimum ?? -100, exclusiveMinimum === undefined ? -100 : exclusiveMinimum + 1);
  const max = Math.min(maximum ?? 100_000, exclusiveMaximum === undefined ? 100_000 : exclusiveMaximum - 1);
  const whole = fc.integer({ min, max: Math.max(min, max) });
  return type === "integer"
    ? whole
    : whole.map((value) => (value === 0 ? 0 : value / 4)).filter((value) => value >= min);
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** Every place of a schema in which two values can differ: its leaves, and each of its forms, lists and records as a whole. */
export function placesOf(schema: Schema): readonly (readonly Step[])[] {
  const forms = formsOf(schema);
  const within = (step: Step, part: Schema): readonly (readonly Step[])[] =>
    placesOf(part).map((place) => [step, ...place]);
  if (forms) return [[], ...forms.flatMap((form, index) => within(index, form))];
  if ("const" in schema || schema.type === "null") return [];
  if (schema.properties) return Object.entries(schema.properties).flatMap(([key, part]) => within(key, part));
  if (schema.items) return [[], ...within("[]", schema.items)];
  return [[]];
}

/** Two values that differ at one place and nowhere else. */
export function pairAt(schema: Schema, [step, ...rest]: readonly Step[]): fc.Arbitrary<[unknown, unknown]> {
  if (step === undefined) {
    const value = valueOf(schema);
    return fc.tuple(value, value).filter(([one, other]) => !isDeepStrictEqual(one, other));
  }
  if (typeof step === "number") return pairAt(formsOf(schema)?.[step] ?? {}, rest);
  if (schema.items) {
    const others = fc.array(valueOf(schema.items), { maxLength: 2 });
    return fc.tuple(others, others, pairAt(schema.items, rest)).map(([left, right, [one, other]]) => [
      [...left, one, ...right],
      [...left, other, ...right],
    ]);
  }
  const { [step]: part = {}, ...others } = schema.properties ?? {};
  return fc
    .tuple(fc.record(mapValues(others, valueOf), { noNullPrototype: true }), pairAt(part, rest))
    .map(([shared, [one, other]]) => [
      { ...shared, [step]: one },
      { ...shared, [step]: other },
    ]);
}

/** Guardrails of one kind that the plan's schema accepts. */
export const guardrailOf = (kind: GuardrailKind): fc.Arbitrary<Guardrail> =>
  valueOf(schemaOf.get(kind) ?? {}) as fc.Arbitrary<Guardrail>;
