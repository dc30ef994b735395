import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { StackExport } from "../../recovery/deployment";
import { writeWhole } from "../write-whole";
import { project, type LocalPlaces } from "./local-stack";

type Deployment = StackExport["deployment"];

/** A stack's state as Pulumi's file backend keeps it. */
const stateFileOf = ({ state }: Pick<LocalPlaces, "state">, stack: string): string =>
  join(state, ".pulumi", "stacks", project, `${stack}.json`);

/** What a file of JSON holds; null where it is not whole, since the backend writes it in place and may be cut off. */
function wholeJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function deploymentIn(file: string): Deployment | null {
  const whole = wholeJson(file) as { readonly checkpoint?: { readonly latest?: Deployment | null } } | null;
  return whole === null ? null : (whole.checkpoint?.latest ?? {});
}

/** What a stack in the sandbox holds; nothing where there is none, and null where its file is not whole. */
function stateIn(places: Pick<LocalPlaces, "state">, stack: string): Deployment | null {
  const file = stateFileOf(places, stack);
  return existsSync(file) ? deploymentIn(file) : {};
}

/** What a stack in the sandbox holds as far as that can be read; nothing where there is none. */
export const deploymentOf = (places: Pick<LocalPlaces, "state">, stack: string): Deployment =>
  stateIn(places, stack) ?? {};

/**
 * The backend keeps the type of each file beside it, and reads neither where that is not whole.
 *
 * https://pkg.go.dev/gocloud.dev/blob/fileblob
 */
function tornAttributes(places: Pick<LocalPlaces, "state">, stack: string): string | null {
  const file = `${stateFileOf(places, stack)}.attrs`;
  return existsSync(file) && wholeJson(file) === null ? file : null;
}

/** Whether Pulumi was cut off while it wrote a stack's state, so that it can read it no more. */
export const isTorn = (places: Pick<LocalPlaces, "state">, stack: string): boolean =>
  stateIn(places, stack) === null || tornAttributes(places, stack) !== null;

/**
 * Puts the copy that Pulumi makes before each write in the place of a state that is not whole, or leaves none: what it did
 * since is found again by identity. The torn file is kept beside the other copies.
 */
export function mendState(places: Pick<LocalPlaces, "state" | "backups">, stack: string): void {
  const attributes = tornAttributes(places, stack);
  if (attributes !== null) rmSync(attributes);
  if (stateIn(places, stack) !== null) return;
  const file = stateFileOf(places, stack);
  const copy = `${file}.bak`;
  const whole = existsSync(copy) && deploymentIn(copy) !== null ? readFileSync(copy, "utf8") : null;
  mkdirSync(places.backups, { recursive: true });
  renameSync(
    file,
    join(places.backups, `${stack}-torn-${new Date().toJSON().replaceAll(/[:.]/g, "-")}.json`),
  );
  if (whole !== null) writeWhole(file, whole, { drafts: places.backups, mode: 0o600 });
}
