import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

/** What `toolchain/register.cjs` keeps. */
const stripped = join(".belfry", "cache", "stripped");

/**
 * Lets another copy of the checkout use the stripped files of this one, which takes seconds off its first command: they
 * go by the hash of a file's text, so the same text needs them, whatever else differs.
 *
 * @param root - the checkout that has them
 * @param copy - a copy that has run nothing yet
 */
export function shareStripped(root: string, copy: string): void {
  mkdirSync(join(root, stripped), { recursive: true });
  mkdirSync(dirname(join(copy, stripped)), { recursive: true });
  symlinkSync(join(root, stripped), join(copy, stripped));
}
