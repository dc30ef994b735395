import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import { HistoryFolder } from "../../preview/history/folder";
import { saidOfOrigin } from "../../preview/history/origin";
import { checkout } from "../checkout";
import { localPlaces } from "../engine/local-stack";
import { refuse } from "../preview/json";

/** Where `belfry history pull` keeps the past of a stack unless it is told otherwise. */
export const pulledFolder = (stack: string): string => join(localPlaces(checkout).folder, "history", stack);

/** A folder as messages call it. */
export const shownFolder = (folder: string): string => relative(process.cwd(), folder) || ".";

/**
 * The past to replay: of the folder that a user names, else what was pulled for the stack.
 *
 * @throws ModelError where there is no such folder
 */
export function findHistory(
  named: string | undefined,
  stack: string,
): { readonly opened: HistoryFolder; readonly source: string } {
  const folder = named === undefined ? pulledFolder(stack) : resolve(process.cwd(), named);
  if (!existsSync(folder))
    refuse({
      code: "history/unreadable",
      path: "--history",
      value: named ?? shownFolder(folder),
      rule: named === undefined ? "no past of this stack was pulled." : "there is no such folder.",
      remedy:
        named === undefined
          ? `Run \`npx belfry history pull --stack ${stack}\`, or name a folder of files with --history.`
          : "Name a folder with CSV, Parquet or OpenMetrics files.",
    });
  const source = shownFolder(folder);
  return { source, opened: new HistoryFolder(source) };
}

/**
 * The past to replay: of the folder that a user names, else what was pulled for the stack; the latter, and a past that is made
 * up, is said.
 *
 * @throws ModelError where there is no such folder
 */
export function openHistory(named: string | undefined, stack: string): HistoryFolder {
  const { opened, source } = findHistory(named, stack);
  const said = saidOfOrigin(opened.origin);
  if (named === undefined || said !== null)
    console.error([`The past is read from ${source}.`, ...(said === null ? [] : [said])].join(" "));
  return opened;
}
