import { shown } from "../schema/check";
import { isBag, isList, UNKNOWN, type Bag, type Value } from "../wire/values";
import type { Finding, Rule } from "./rule";

/** A value with the path it was found at. */
export interface Found {
  /** Where it stands, with list positions, such as `steps[0].targets`. */
  readonly path: string;
  /** What stands there; an item of a list may be null. */
  readonly value: Value;
}

/** Every value at a path; `[]` stands for each item of a list: `steps[].targets`. Absent and unknown ones are left out. */
export function each(inputs: Bag, path: string): readonly Found[] {
  let found: readonly Found[] = [{ path: "", value: inputs }];
  for (const step of path.split(".")) {
    const name = step.replace("[]", "");
    found = found.flatMap((at) => descend(at, name));
    if (step.endsWith("[]")) found = found.flatMap(spread);
  }
  return found.filter(({ value }) => value !== UNKNOWN);
}

/** The text values at a path. */
export function eachText(
  inputs: Bag,
  path: string,
): readonly { readonly path: string; readonly value: string }[] {
  return each(inputs, path).filter(
    (at): at is { path: string; value: string } => typeof at.value === "string",
  );
}

/** The records at a path. */
export function eachBag(
  inputs: Bag,
  path: string,
): readonly { readonly path: string; readonly value: Bag }[] {
  return each(inputs, path).filter((at): at is { path: string; value: Bag } => isBag(at.value));
}

interface Stated {
  /** Stable code of the rule. */
  readonly code: string;
  /** Where the rule is written down. */
  readonly source: string;
  /** Type tokens it holds for. */
  readonly types: readonly string[];
  /** Path of what it judges; `[]` stands for each item of a list. */
  readonly path: string;
}

/** A rule that a text is one of a closed list. */
export function oneOf(stated: Stated & { readonly values: readonly (number | string)[] }): Rule {
  const { code, source, types, path, values } = stated;
  const list = values.map((value) => JSON.stringify(value)).join(", ");
  return {
    code,
    source,
    types,
    check: (inputs) =>
      each(inputs, path)
        .filter(({ value }) => !values.some((allowed) => allowed === value))
        .map(({ path: at, value }) => ({ path: at, message: `is ${shown(value)}; use one of ${list}.` })),
  };
}

/** A rule that a number lies between two others, ends included. */
export function between(
  stated: Stated & { readonly min: number; readonly max: number; readonly unit: string },
): Rule {
  const { code, source, types, path, min, max, unit } = stated;
  return {
    code,
    source,
    types,
    check: (inputs) =>
      each(inputs, path)
        .filter(
          ({ value }) =>
            typeof value === "number" && !(value >= min && value <= max && Number.isInteger(value)),
        )
        .map(({ path: at, value }) => ({
          path: at,
          message: `is ${shown(value)}; write a whole number of ${unit} from ${min} to ${max}.`,
        })),
  };
}

/** A rule that a text fits a pattern. */
export function fits(stated: Stated & { readonly pattern: RegExp; readonly remedy: string }): Rule {
  const { code, source, types, path, pattern, remedy } = stated;
  return {
    code,
    source,
    types,
    check: (inputs) =>
      eachText(inputs, path)
        .filter(({ value }) => !pattern.test(value))
        .map(({ path: at, value }) => ({ path: at, message: `is ${shown(value)}; ${remedy}` })),
  };
}

/** One finding, or none. */
export function findingIf(isWrong: boolean, path: string, message: string): readonly Finding[] {
  return isWrong ? [{ path, message }] : [];
}

/** Joins a path and a name below it. */
export function under(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function descend({ path, value }: Found, name: string): readonly Found[] {
  const inner = isBag(value) ? value[name] : undefined;
  return inner === undefined || inner === null ? [] : [{ path: under(path, name), value: inner }];
}

function spread({ path, value }: Found): readonly Found[] {
  return isList(value) ? value.map((item, index) => ({ path: `${path}[${index}]`, value: item })) : [];
}
