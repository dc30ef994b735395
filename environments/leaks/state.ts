import { isRecord, type Fields } from "../../model/record";
import { replaceSecrets, revealed } from "../../preview/deployed/secret";
import { nameIn } from "../../preview/deployed/state";
import type { StackExport } from "../../recovery/deployment";
import type { StateObject } from "./leaks";

/** A secret that is a part of a longer one, or a common word, says nothing. */
const shortestSecret = 8;

/** The resources of a state as a search for leaks reads them: what wraps a secret is taken off, in memory only. */
export function stateObjects({ deployment }: StackExport): readonly StateObject[] {
  return (deployment.resources ?? [])
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .map(({ id, inputs = {}, outputs = {}, type, urn }) => ({
      urn,
      type,
      id,
      inputs: unwrapped(inputs) as Fields,
      outputs: unwrapped(outputs) as Fields,
    }));
}

/** Every text that a state keeps secret, by the path at which it stands first. */
export function stateSecrets({ deployment }: StackExport): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { inputs, type, urn } of deployment.resources ?? []) {
    if (type === "pulumi:pulumi:Stack") continue;
    for (const [path, text] of secretsIn(inputs, nameIn(urn))) found.set(path, text);
  }
  return found;
}

function secretsIn(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => secretsIn(each, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  const plain = revealed(value);
  if (plain !== value)
    return typeof plain === "string" && plain.length >= shortestSecret ? [[path, plain]] : [];
  return Object.entries(value).flatMap(([key, each]) => secretsIn(each, `${path}.${key}`));
}

const unwrapped = (value: unknown): unknown => replaceSecrets(value, revealed);
