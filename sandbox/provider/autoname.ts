import { createHash, randomBytes } from "node:crypto";

import { at } from "../catalogue/ids";
import type { AutoName } from "../catalogue/kind";
import { isWireBag, type WireBag } from "../wire/values";
import type { CheckCall } from "./calls";

/** Fills in a physical name; an object keeps the name it got when it was made. */
export function withGeneratedName(inputs: WireBag, call: CheckCall, how: AutoName): WireBag {
  const kept = at(call.olds, ...how.path);
  const noise = call.seed.length > 0 ? createHash("sha256").update(call.seed).digest() : randomBytes(16);
  const fresh = `${how.prefix ?? ""}${call.name}-${noise.toString("hex").slice(0, how.digits)}`;
  return setAt(inputs, how.path, typeof kept === "string" ? kept : fresh);
}

/** Tells a generated name from one that somebody chose; a replacement of the former gets a new name. */
export function isGeneratedName(name: string, logicalName: string): boolean {
  const start = name.indexOf(`${logicalName}-`);
  return start >= 0 && /^[0-9a-f]{7,8}$/.test(name.slice(start + logicalName.length + 1));
}

function setAt(values: WireBag, path: readonly string[], text: string): WireBag {
  const [first, ...rest] = path;
  if (first === undefined) return values;
  const under = values[first];
  return { ...values, [first]: rest.length === 0 ? text : setAt(isWireBag(under) ? under : {}, rest, text) };
}
