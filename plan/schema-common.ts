import { z } from "zod";

import { units } from "../model/quantity";
import { signals } from "../model/signal";

/** Whole seconds. */
export const seconds = z.int().min(0);

/** `service/name`, stable over the life of the guardrail. */
export const id = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/);

/** One of a record's keys. */
export const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>) =>
  z.enum(Object.keys(record) as [K, ...K[]]);

/** A signal's name. */
export const signalName = keysOf(signals);

/** A unit's name. */
export const unitName = keysOf(units);

/** The layer that set a value. */
const layer = z.enum(["default", "service", "environment", "override"]);

const source = z
  .object({
    field: z.string().describe("the field it explains, such as critical"),
    layer,
    kind: z.enum(["fact", "documentation", "house", "setting", "override"]),
    facts: z.array(z.string()),
    because: z.string().nullable(),
    ask: z.string().nullable().describe("what the runbook's owner should confirm"),
    page: z.string().nullable(),
    key: z
      .string()
      .nullable()
      .describe("the setting's key, or that of the environment's file which adapts the value"),
    until: z.iso.date().nullable(),
    stated: z.string().nullable().describe("the value as it was written, with its unit"),
  })
  .strict();

const telemetry = z.discriminatedUnion("status", [
  z
    .object({
      status: z.enum(["integration", "owned"]),
      via: z.string(),
      metrics: z.array(z.string()),
      docs: z.string(),
      source: z.string().nullable().describe("${kind:id} of the guardrail that deploys the metric's source"),
    })
    .strict(),
  z.object({ status: z.literal("uninstrumented"), because: z.string(), ask: z.string() }).strict(),
]);

/** The fields that every guardrail has. */
export function common<const K extends string>(kind: K) {
  return z.object({
    id,
    service: z.string(),
    kind: z.literal(kind),
    title: z.string(),
    name: z.string().describe("what the provider's console shows; differs by environment"),
    facts: z.array(z.string()).describe("runbook facts that it deploys"),
    sources: z.array(source).describe("where each of its values comes from"),
    telemetry: telemetry.nullable(),
    unset: z.array(z.string()).describe("required settings that it still waits for"),
    tags: z.array(z.string()).describe("its identity and what it is found by"),
  });
}
