import { renameSync, writeFileSync } from "node:fs";

/** Writes a file; a run that is cut off here leaves it as it was. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
