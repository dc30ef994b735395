import { z } from "zod";

import type { Problem } from "../../model/problem";
import { isRecord } from "../../model/record";

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
