import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { isLiving, ownMark, parseMark } from "./process-mark";

let count = 0;

/** Enters this process as a user of a folder's sandbox; what is returned takes it out again. */
export function enter(directory: string): () => void {
  const folder = usersFolder(directory);
  mkdirSync(folder, { recursive: true });
  // One process may use a sandbox several times.
  const file = join(folder, `${process.pid}-${++count}.json`);
  // Renamed, so that nobody takes a file that is half written for one that a dead process left.
  writeFileSync(`${file}.tmp`, JSON.stringify(ownMark()));
  renameSync(`${file}.tmp`, file);
  return () => {
    rmSync(file, { force: true });
  };
}

/** Tells whether a living process uses a folder's sandbox; forgets those that ended without leaving. */
export function hasUsers(directory: string): boolean {
  const folder = usersFolder(directory);
  let living = 0;
  for (const name of namesIn(folder).filter((each) => each.endsWith(".json"))) {
    const mark = parseMark(textOf(join(folder, name)));
    if (mark && isLiving(mark)) living++;
    else rmSync(join(folder, name), { force: true });
  }
  return living > 0;
}

const usersFolder = (directory: string): string => join(directory, "users");

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
