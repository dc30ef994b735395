import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** How a file is written. */
interface Writing {
  /** Folder for what is not whole yet, on the file's own disk; beside the file when left out. Made where it is missing. */
  readonly drafts?: string;
  /** Who may read and write it, as in `chmod`; anybody may read it when left out. */
  readonly mode?: number;
}

/** Writes a file; a run that is cut off here leaves it as it was. */
export function writeWhole(
  file: string,
  text: string,
  { drafts = dirname(file), mode = 0o644 }: Writing = {},
): void {
  const draft = join(drafts, `${basename(file)}.${process.pid}.draft`);
  mkdirSync(drafts, { recursive: true });
  writeFileSync(draft, text, { mode });
  renameSync(draft, file);
}
