import { isBag, isList, type Value } from "../wire/values";

/** A name of the SDK as the API spells it. */
export const snakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Settings with the API's spelling of every name in them. */
export function inApiForm(value: Value | undefined): Value {
  if (value === undefined) return null;
  if (isList(value)) return value.map(inApiForm);
  if (!isBag(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [snakeCase(name), inApiForm(each)]));
}
