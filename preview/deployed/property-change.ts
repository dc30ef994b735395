import { isRecord, type Fields } from "../../model/record";
import { foundAt } from "../../model/record";
import { isWithin, parsePath, writePath, type PropertyPath } from "../../recovery/property-path";
import { same } from "./differences";

/** One value that differs between two inputs of a resource. */
export interface PropertyChange {
  /** Pulumi's path of it, such as `widgets[7].title`. */
  readonly path: string;
  /** What it was; undefined where nothing was. */
  readonly before: unknown;
  /** What it becomes; undefined where nothing is left. */
  readonly after: unknown;
}

/** Everything in which two inputs differ, as deep as they are alike; what an engine or a provider notes for itself is not. */
export function changesBetween(
  before: unknown,
  after: unknown,
  path: PropertyPath = [],
): readonly PropertyChange[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys
      .filter((key) => !key.startsWith("__"))
      .flatMap((key) => changesBetween(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((each, index) => changesBetween(each, after[index], [...path, index]));
  return same(before, after) ? [] : [{ path: writePath(path), before, after }];
}

/** The value at one of Pulumi's property paths; undefined where there is none. */
export const valueAt = (inputs: Fields, path: string): unknown => foundAt(inputs, parsePath(path) ?? [""]);

/** Inputs with another value at a path; as they are where the path leads through none. */
export function withValue(inputs: Fields, path: string, value: unknown): Fields {
  const steps = parsePath(path) ?? [];
  const set = (at: unknown, [first, ...rest]: PropertyPath): unknown => {
    if (first === undefined) return value;
    if (Array.isArray(at))
      return at.map((each: unknown, index) => (index === first ? set(each, rest) : each));
    return { ...(isRecord(at) ? at : {}), [first]: set(isRecord(at) ? at[first] : undefined, rest) };
  };
  return set(inputs, steps) as Fields;
}

/** Whether one path is the other, or holds it. */
export function touches(one: string, other: string): boolean {
  const [left, right] = [parsePath(one), parsePath(other)];
  return left !== undefined && right !== undefined && (isWithin(left, right) || isWithin(right, left));
}

/** The first step of a path, which is a property of the resource itself. */
export const propertyOf = (path: string): string => String(parsePath(path)?.[0] ?? path);
