import { z } from "zod";

import type { Notice } from "../../model/note";
import { units, written, type Dimension, type Quantity, type Unit } from "../../model/quantity";
import { isRecord } from "../../model/record";
import { severities } from "../../model/severity";
import { signals, type SignalName } from "../../model/signal";
import type { Source, Sourced } from "../../model/source";
import type { Telemetry } from "../../model/telemetry";
import { askCompiler, takes, type Refusal } from "./refusal";

// The types are given so that forms and types cannot part.
/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters */

/** The fields of a type, each with the form of its values: a field more or less does not compile. */
export const form = <T>(fields: { readonly [K in keyof T]-?: z.ZodType }): z.ZodObject =>
  z.strictObject(fields);

/** One of a type's names, all of which must be given. */
export const oneOf = <const T extends string>(names: readonly T[]): z.ZodEnum<Record<string, string>> =>
  z.enum([...names] as string[]);

/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

/** A text that says something; refused in these words. */
const said = (refusal: (found: unknown) => Refusal): z.ZodType =>
  takes<string>((value) => typeof value === "string" && value.trim() !== "", refusal);

/** A text that says something. One form for all, since making forms takes longer than reading values. */
export const text = said((found) => ({
  code: "declaration/text",
  rule: found === undefined ? "it is missing." : "it is a text that says something.",
  remedy: `Write that text. ${askCompiler}`,
}));

/** The same, or null. */
export const textOrNull = text.nullable();

/** The same, or left out. */
export const optionalText = text.optional();

/** A list of such texts. */
export const texts = z.array(text);

/** A list of facts' ids; that there are such facts is another check. */
export const factIds = texts;

/** Names of all units. */
export const unitNames = Object.keys(units) as readonly Unit[];

/** The units in which a dimension is written. */
export const unitsOf = (dimension: Dimension): readonly Unit[] =>
  unitNames.filter((name) => units[name].dimension === dimension);

/** Whether a value has a number and a unit, whatever the number is. */
export function isQuantity(value: unknown): value is Quantity {
  return isRecord(value) && "value" in value && unitNames.includes(value["unit"] as Unit);
}

/** Whether it is a number that a quantity holds; an endless one is for the check of its range to refuse. */
export const isNumber = ({ value }: { readonly value: unknown }): boolean =>
  typeof value === "number" && !Number.isNaN(value);

const misshapen = (found: unknown): Refusal => ({
  code: "quantity/form",
  rule: found === undefined ? "it is missing." : "it is a number with its unit.",
  remedy: `Write it such as percent(85), minutes(5) or count(3). ${askCompiler}`,
});

const notNumber = ({ unit }: Quantity): Refusal => ({
  code: "quantity/number",
  rule: `${unit}() takes a number.`,
  remedy: `Write the number without quotes. ${askCompiler}`,
});

/** A quantity in one of these units, which hold a number. */
export const quantity = (allowed: readonly Unit[] = unitNames): z.ZodType =>
  takes<Quantity>(
    (value) => isQuantity(value) && isNumber(value) && allowed.includes(value.unit),
    (found) => {
      if (!isQuantity(found)) return misshapen(found);
      return isNumber(found) ? wrongUnit("quantity/unit", found, allowed) : notNumber(found);
    },
  );

/** Why a quantity in another unit than these is refused. */
export function wrongUnit(code: string, found: Quantity, allowed: readonly Unit[]): Refusal {
  return {
    code,
    rule: `${written(found)} is in ${found.unit}, and this is measured in ${allowed.join(", ")}.`,
    remedy: `Write it in ${allowed.length === 1 ? "that unit" : "one of these units"}. ${askCompiler}`,
  };
}

const source = z.discriminatedUnion("kind", [
  form<Extract<Source, { kind: "fact" }>>({
    kind: z.literal("fact"),
    facts: factIds.min(1),
    because: textOrNull,
  }),
  form<Extract<Source, { kind: "documentation" }>>({
    kind: z.literal("documentation"),
    page: text,
    because: text,
  }),
  form<Extract<Source, { kind: "house" }>>({
    kind: z.literal("house"),
    because: said(() => ({
      code: "source/reason",
      rule: "a value of our own says why it is safe to start with.",
      remedy: "Write the reason after the value: house(value, reason, question).",
    })),
    ask: said(() => ({
      code: "source/question",
      rule: "a value of our own asks the runbook's owner what to confirm.",
      remedy: "Write the question after the reason: house(value, reason, question).",
    })),
  }),
  form<Extract<Source, { kind: "setting" }>>({ kind: z.literal("setting"), key: text }),
  form<Extract<Source, { kind: "override" }>>({
    kind: z.literal("override"),
    because: textOrNull,
    until: textOrNull,
  }),
]);

/** A value of a form, with where it comes from. */
export const sourced = (value: z.ZodType): z.ZodType =>
  takes<Record<string, unknown>>(
    (found) => isRecord(found) && "value" in found && isRecord(found["source"]),
    (found) => ({
      code: "source/missing",
      rule: found === undefined ? "it is missing, and has no default." : "a value says where it comes from.",
      remedy: `Write fact("VH-008", value) for a runbook's, house(value, reason, question) for our own. ${askCompiler}`,
    }),
  ).pipe(form<Sourced<unknown>>({ value, source }));

/** A length of time, with where it comes from. */
export const duration = sourced(quantity(unitsOf("time")));

/** The same, or left out. */
export const optionalDuration = duration.optional();

/** How bad, with where that comes from. */
export const severity = sourced(oneOf(severities));

/** Name of a signal. */
export const signalName = oneOf(Object.keys(signals) as readonly SignalName[]);

type Measured = Exclude<Telemetry, { status: "uninstrumented" }>;

/** Where a signal is measured, or why nowhere. */
export const telemetry = z.discriminatedUnion("status", [
  form<Measured>({
    status: z.enum(["integration", "owned"]),
    via: text,
    metrics: texts,
    docs: text,
    expression: text,
    unit: oneOf(unitNames),
    groupBy: texts,
    delay: z.number(),
    source: textOrNull,
  }),
  form<Extract<Telemetry, { status: "uninstrumented" }>>({
    status: z.literal("uninstrumented"),
    because: text,
    ask: text,
  }),
]);

/** What people do before something planned begins. */
export const notices = z.array(form<Notice>({ before: duration, steps: texts }));
