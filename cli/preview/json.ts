import { readFileSync, statSync } from "node:fs";

import { ModelError, type Problem } from "../../model/problem";

/**
 * What a JSON file holds.
 *
 * @throws ModelError when there is no such file, or it is not JSON
 */
export function fileAsJson(path: string, option: string, written: string): unknown {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    return refuse({
      code: "preview/unreadable",
      path: option,
      value: written,
      rule: "there is no such file.",
      remedy: "Name a file that is there, from this folder or from the checkout's root.",
    });
  return parsed(readFileSync(path, "utf8"), written);
}

/**
 * What a JSON text holds.
 *
 * @throws ModelError when it is not JSON
 */
export function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse({
      code: "preview/unreadable",
      path: where,
      value: null,
      rule: `it is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: "Make it with --format json.",
    });
  }
}

/** Ends with one problem. */
export function refuse(problem: Problem): never {
  throw new ModelError("The request", [problem]);
}
