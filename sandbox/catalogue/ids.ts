import { randomInt, randomUUID } from "node:crypto";

import { isWireBag, type Wire, type WireBag } from "../wire/values";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A Datadog-like number, such as `172493851`. */
export function numericId(): string {
  return String(randomInt(100_000_000, 999_999_999));
}

/** A Datadog-like public id, such as `abc-def-ghi`. */
export function publicId(): string {
  return [3, 3, 3].map((length) => randomLetters(length)).join("-");
}

/** A UUID as most control planes hand out. */
export function uuid(): string {
  return randomUUID();
}

/** A hexadecimal id without dashes, as Datadog gives objectives and AWS its unique ids. */
export function hexId(): string {
  return randomUUID().replaceAll("-", "");
}

/** Random lower-case letters and digits. */
export function randomLetters(length: number): string {
  return Array.from({ length }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
}

/** A text input, or what to take when it is absent or of another type. */
export function textOf(value: Wire | undefined, otherwise = ""): string {
  return typeof value === "string" ? value : otherwise;
}

/** A nested value: `at(inputs, "metadata", "name")`. */
export function at(values: WireBag, ...path: readonly string[]): Wire | undefined {
  let value: Wire | undefined = values;
  for (const name of path) value = isWireBag(value) ? value[name] : undefined;
  return value;
}
