/** Keys whose value is a text; every other one is structured, or a number or a truth value that Pulumi writes as text. */
const texts: ReadonlySet<string> = new Set(["environment", "backups", "expires", "clonedFrom", "asOf"]);

/**
 * A configuration value as what it means: Pulumi hands everything to a program as text, and rewrites a stack's file so
 * too (`true` becomes `"true"`). A text that is no JSON stays the text that it is, for the check to name.
 */
export function configValue(key: string, value: unknown): unknown {
  if (typeof value !== "string" || texts.has(key)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
