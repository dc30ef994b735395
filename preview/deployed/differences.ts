import { isRecord } from "../../model/record";
import { decimal } from "../../model/quantity";
import { writePath, type PropertyPath } from "../../recovery/property-path";
import { isUnknown, secretText } from "./secret";

/** One value that differs, by the path at which a provider has it. */
export interface Difference {
  /** Path in the resource's inputs, such as `monitorThresholds.critical`; a list's members by number. */
  readonly path: string;
  /** What was asked for; undefined where nothing was. */
  readonly wanted: unknown;
  /** What is there; undefined where nothing is. */
  readonly found: unknown;
}

/**
 * Where what is there differs from what was asked for. Whatever else is there is the provider's own, such as its defaults
 * and names that it made up. A secret, and what is not known yet, differs from nothing.
 */
export function differences(wanted: unknown, found: unknown, path: PropertyPath = []): readonly Difference[] {
  if (wanted === undefined || wanted === null || isHidden(wanted) || isHidden(found)) return [];
  if (isRecord(wanted) && isRecord(found))
    return Object.entries(wanted).flatMap(([key, each]) => differences(each, found[key], [...path, key]));
  if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length)
    return wanted.flatMap((each, index) => differences(each, found[index], [...path, index]));
  return same(wanted, found) ? [] : [{ path: writePath(path), wanted, found }];
}

const isHidden = (value: unknown): boolean => value === secretText || isUnknown(value);

/** Whether two values mean the same: providers take a number for its text, nothing for an empty list, and write JSON anew. */
export function same(one: unknown, other: unknown): boolean {
  if (isRecord(one) || Array.isArray(one) || isRecord(other) || Array.isArray(other))
    return isEmpty(one) && isEmpty(other);
  if (String(one) === String(other)) return true;
  const [left, right] = [asJson(one), asJson(other)];
  return left !== undefined && right !== undefined && canonical(left) === canonical(right);
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);

function asJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}

/** A provider's value as a person reads it; null for nothing. */
export function shown(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (isUnknown(value)) return "known once it is deployed";
  if (typeof value === "string") return value;
  if (typeof value === "number") return decimal(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return JSON.stringify(value, (_, each: unknown) => (isUnknown(each) ? "known once it is deployed" : each));
}
