import { z } from "zod";

import type { Problem } from "../../model/problem";

/** What a problem says beside its place and the value found. */
export type Refusal = Pick<Problem, "code" | "rule" | "remedy">;

/** Ends what is said of a mistake that the compiler finds too, and of which it knows the types. */
export const askCompiler = "`npm run check` shows more.";

/** A form that takes what `holds` is true of, and says in its own words why it refuses anything else. */
export function takes<T>(
  holds: (value: unknown) => boolean,
  refusal: (found: unknown) => Refusal,
): z.ZodType<T, T> {
  return z.custom<T>(holds, { params: { refusal } });
}

/** The words with which a form of {@link takes} refuses a value; undefined for what another form found. */
export function refusalOf(params: unknown, found: unknown): Refusal | undefined {
  if (!isRecord(params) || typeof params["refusal"] !== "function") return undefined;
  return (params["refusal"] as (found: unknown) => Refusal)(found);
}

/** Whether a value has fields that can be looked at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** What lies at a path of a value; undefined where it leads nowhere. */
export function foundAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (isRecord(at) ? at[String(key)] : undefined), value);
}
