import { unknown, type Bag, type Value } from "./value";

/**
 * What the SDK gives to a policy, as plain data. There, reading a value that a preview cannot know throws, and the
 * violation of a mandatory rule would become a remark; here it is {@link unknown}, and each rule says what that means.
 * Secrets come as what they hide.
 *
 * https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/proxy.ts
 */
export function plainOf(props: object): Bag {
  return Object.fromEntries(Object.keys(props).map((key) => [key, read(props, key)]));
}

function read(from: object, key: string | number): Value {
  try {
    return valueOf((from as Readonly<Record<string | number, unknown>>)[key]);
  } catch (error) {
    if (error instanceof Error && error.constructor.name === "UnknownValueError") return unknown;
    throw error;
  }
}

function valueOf(raw: unknown): Value {
  if (typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean") return raw;
  if (Array.isArray(raw)) return Array.from({ length: raw.length }, (_, index) => read(raw, index));
  return typeof raw === "object" && raw !== null ? plainOf(raw) : null;
}
