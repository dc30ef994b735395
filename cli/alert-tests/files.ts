import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import type { TestFile } from "../../preview/alert-tests/suite";
import { exitCodes, Stop } from "../exit";

const ending = ".alerts.test.yaml";

/** The tests that a checkout ships, beside the services that they test. */
export const shippedTests = (root: string): readonly TestFile[] => filesIn(root, join(root, "services"));

/**
 * The files that a user names, from the folder where the command runs; of a folder all alert tests in it.
 *
 * @throws Stop when one is not there, or there are none
 */
export function namedTests(words: readonly string[]): readonly TestFile[] {
  const here = process.cwd();
  const files = words.flatMap((word) => {
    const path = resolve(here, word);
    if (!existsSync(path)) throw new Stop(exitCodes.usage, `error: there is no file or folder ${word}.`);
    return statSync(path).isDirectory() ? filesIn(here, path) : [fileAt(here, path)];
  });
  if (files.length === 0)
    throw new Stop(exitCodes.usage, `error: there are no files *${ending} in ${words.join(", ")}.`);
  return files;
}

/** What a file holds that another one names, from the folder where the command runs; undefined where there is none. */
export function besideHere(path: string): string | undefined {
  const whole = resolve(process.cwd(), path);
  return existsSync(whole) ? readFileSync(whole, "utf8") : undefined;
}

const fileAt = (root: string, path: string): TestFile => ({
  file: relative(root, path),
  text: readFileSync(path, "utf8"),
});

const filesIn = (root: string, folder: string): readonly TestFile[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => fileAt(root, join(folder, name)));
