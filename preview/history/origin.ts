import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

/** Where the past in a folder was pulled from. */
export interface Origin {
  /** `sandbox`, whose past is made up, or the host of the API. */
  readonly place: string;
}

const form = z.object({ schemaVersion: z.literal(1), place: z.string() });

const fileOf = (folder: string): string => join(folder, "origin.json");

/** Where the past in a folder was pulled from; null for one that was not pulled. */
export function originOf(folder: string): Origin | null {
  try {
    return form.parse(JSON.parse(readFileSync(fileOf(folder), "utf8")));
  } catch {
    return null;
  }
}

/** Says where the past in a folder is pulled from, in one step. */
export function keepOrigin(folder: string, { place }: Origin): void {
  mkdirSync(folder, { recursive: true });
  const draft = `${fileOf(folder)}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify({ schemaVersion: 1, place })}\n`);
  renameSync(draft, fileOf(folder));
}

/** What must be said beside each result of a past that is made up; null of a real one. */
export const saidOfOrigin = (origin: Origin | null): string | null =>
  origin?.place === "sandbox" ? "The past is the sandbox's: made up, nobody's real one." : null;
