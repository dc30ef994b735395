import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json. */
export const checkout = fileURLToPath(new URL("..", import.meta.url));

/** Caches, stamps and results of this checkout; git ignores it. */
export const stateFolder = (root = checkout) => join(root, ".belfry");

export const readJson = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));

/** A failure that the reader can mend: its message says how, so that no stack trace is shown with it. */
export class SetUpError extends Error {
  name = "SetUpError";
}

/** Runs a script's main function: the number it returns is the exit code, a SetUpError is shown and ends with 1. */
export async function main(run) {
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof SetUpError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
