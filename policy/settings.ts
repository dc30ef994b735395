import type { PolicyConfigSchema } from "@pulumi/policy";

/** A rule's configuration, as Pulumi hands it over after checking it against the rule's schema. */
export type Settings = Readonly<Record<string, unknown>>;

/** A setting that is a list of texts; empty where it is left out. */
export function textsOf(settings: Settings, name: string): readonly string[] {
  const value = settings[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** The schema of settings that are lists of texts, by name with what each is for. */
export function textLists(described: Readonly<Record<string, string>>): PolicyConfigSchema {
  const properties = Object.entries(described).map(([name, description]) => [
    name,
    { type: "array", items: { type: "string" }, default: [], description },
  ]);
  return { properties: Object.fromEntries(properties) as PolicyConfigSchema["properties"] };
}
