import { isRecord } from "../model/record";

/** Keys whose value is a text; every other one is structured, or a number or a truth value that Pulumi writes as text. */
const texts: ReadonlySet<string> = new Set(["environment", "backups", "expires", "clonedFrom", "asOf"]);

/**
 * Whether a value of a stack's file is one that only its stack can read.
 *
 * https://www.pulumi.com/docs/iac/concepts/secrets/#secret-configuration-values
 */
export const isSecret = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).join() === "secure" && typeof value["secure"] === "string";

/** A day without quotes, as Pulumi hands it on: YAML 1.1 reads it as an instant. */
const midnight = /^(\d{4}-\d{2}-\d{2}) 00:00:00 \+0000 UTC$/;

/** The same data with its days as they were written. */
function withDays(value: unknown): unknown {
  if (typeof value === "string") return value.replace(midnight, "$1");
  if (Array.isArray(value)) return value.map(withDays);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withDays(each)]))
    : value;
}

/**
 * A configuration value as what it means: Pulumi hands everything to a program as text, and rewrites a stack's file so
 * too (`true` becomes `"true"`). A text that is no JSON stays the text that it is, for the check to name.
 */
export function configValue(key: string, value: unknown): unknown {
  if (typeof value !== "string" || texts.has(key)) return withDays(value);
  try {
    return withDays(JSON.parse(value));
  } catch {
    return value;
  }
}
