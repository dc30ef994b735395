/** Data with fields, as documents hold it. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether data has fields: it is neither one value nor a list. */
export const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What lies at a path of data, through lists too; undefined where it leads nowhere. */
export const foundAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Readonly<Record<PropertyKey, unknown>>)[key] : undefined,
    value,
  );
