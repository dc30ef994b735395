import { isAbsolute, join, relative, sep } from "node:path";

import type { Problem } from "../model/problem";

/** A line of a file of the checkout; the line is null where the error does not say it. */
interface Place {
  /** Path from the checkout's root, with `/` between folders. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number | null;
}

/**
 * The problem that an error tells of, where it comes from what the user writes: from a line of services/, or from a
 * file of the checkout that is no TypeScript. Any other error is a fault of Belfry, and undefined here.
 */
export function loadProblem(error: unknown, root: string): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const place = unreadable(error, root) ?? written(thrownAt(error, root));
  if (!place) return undefined;
  return {
    code: "service/load",
    path: place.line === null ? place.file : `${place.file}:${place.line}`,
    value: null,
    rule: `it cannot be loaded: ${sentence(error, root)}`,
    remedy: "Mend that line; `npm run check` shows more.",
  };
}

/** Only services/ is what people write; what fails elsewhere while it loads is ours. */
const written = (place: Place | undefined): Place | undefined =>
  place?.file.startsWith("services/") ? place : undefined;

/** Where a file's text is no TypeScript or no JSON. */
function unreadable(error: Error, root: string): Place | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  const { loc } = error as { readonly loc?: { readonly line: number } };
  // Sucrase, Node.js for JavaScript, and Node.js for JSON, each in its own words.
  const [, file = "", line = loc?.line ?? null] =
    /^Error transforming (.*?\.ts): /.exec(error.message) ??
    /^(\/.*|[A-Z]:\\.*):(\d+)$/m.exec(error.stack ?? "") ??
    /^(.*?\.json): /.exec(error.message) ??
    [];
  return placeIn(root, file, line === null ? null : Number(line));
}

/** The first frame that is not of Node.js itself: the line that threw, or that asked for a file that is not there. */
function thrownAt(error: Error, root: string): Place | undefined {
  const frames = (error.stack ?? "").split("\n").flatMap((text) => {
    const match = /^\s+at (?:.*\()?(.+?):(\d+):\d+\)?$/.exec(text);
    return match?.[1] === undefined || match[1].startsWith("node:") ? [] : [match];
  });
  const [, file = "", line = ""] = frames[0] ?? [];
  return placeIn(root, file, Number(line));
}

function placeIn(root: string, path: string, line: number | null): Place | undefined {
  if (!isAbsolute(path)) return undefined;
  const file = relative(root, path);
  if (file.startsWith("..") || isAbsolute(file) || file.split(sep).includes("node_modules")) return undefined;
  return { file: file.split(sep).join("/"), line };
}

/** What the error says, in one line, without the places that are told beside it. */
function sentence({ message, name }: Error, root: string): string {
  // Stripped of types, a call of an import asks the function for its `call`.
  if (message.endsWith("(reading 'call')"))
    return `${name}: what is called here is not exported where it is imported from.`;
  const [first = ""] = message.split("\n");
  const said = first
    .replace(/^Error transforming .*?\.ts: (?:SyntaxError: )?/, "")
    .replace(/^\/.*?\.json: /, "")
    .replaceAll(join(root, sep), "")
    .replace(/\(0 ?, _\w+\.(\w+)\)/, "$1")
    .replace(/\s*\(\d+:\d+\)$/, "")
    .replace(/[.\s]+$/, "");
  return `${name}: ${said}.`;
}
