import { isNode, LineCounter, parseDocument, type Document, type YAMLError } from "yaml";
import type { z } from "zod";

import { nearest } from "../../model/nearest";
import type { Problem } from "../../model/problem";

/** Where a value stands in what a file holds. */
export type Path = readonly PropertyKey[];

/** What a file holds, with the line of each place in it, or all that is wrong with its form. */
export type ReadForm<T> = Placed & ({ readonly data: T } | { readonly problems: readonly Problem[] });

/** A file as it was read, whatever its form. */
export interface Placed {
  /** What it holds. */
  readonly values: unknown;
  /** The line of each place in it, from 1. */
  readonly lineOf: (path: Path) => number;
}

/** What to write under a key, by its name. */
export type Remedies = Readonly<Record<string, string>>;

/** Reads YAML of a form. */
export function readForm<S extends z.ZodType>(
  file: string,
  text: string,
  { form, remedies }: { readonly form: S; readonly remedies: Remedies },
): ReadForm<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => notYaml(`${file}:${lineAt(error.pos[0])}`, error));
    return { problems, values: undefined, lineOf: () => 1 };
  }
  const lineOf = (path: Path): number => lineAt(startOf(document, path));
  const values: unknown = document.toJS({ maxAliasCount: 100 });
  if (values === null || values === undefined) return { problems: [empty(file)], values, lineOf };
  const { data, error } = form.safeParse(values);
  if (!error) return { data, values, lineOf };
  const problems = error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) =>
        unknownKey(key, issue.path, {
          place: placeOf(file, lineOf([...issue.path, key]), issue.path),
          remedies,
        }),
      );
    }
    const path = writtenPath(values, issue.path);
    const found = within(values, path);
    return formProblem({ ...issue, path: [...path] }, found, {
      place: placeOf(file, lineOf(path), path),
      remedies,
    });
  });
  return { problems, values, lineOf };
}

const notYaml = (path: string, { message }: YAMLError): Problem => ({
  code: "alert-test/yaml",
  path,
  value: null,
  rule: `it is not one YAML document: ${message.replace(/[.:;]+$/, "")}.`,
  remedy: "Mend that line.",
});

const empty = (file: string): Problem => ({
  code: "alert-test/empty",
  path: file,
  value: null,
  rule: "it holds nothing.",
  remedy: "Write tests: and a list under it, as docs/alert-tests.md shows, or remove the file.",
});

/** The value at a place. */
const within = (values: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    values,
  );

/** The place that the user wrote: a plain series is read as a list of one. */
function writtenPath(values: unknown, path: Path): Path {
  const upToSeries = path.slice(0, path.indexOf("series") + 1);
  return upToSeries.length === 0 || Array.isArray(within(values, upToSeries)) ? path : upToSeries;
}

/** Where a value starts; what is missing has the place of what it is missing in. */
function startOf(document: Document, path: Path): number {
  for (let kept = path.length; kept >= 0; kept--) {
    const node: unknown = document.getIn(path.slice(0, kept), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

const placeOf = (file: string, line: number, path: Path): string =>
  [
    `${file}:${line}`,
    path
      .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
      .join("")
      .slice(1),
  ]
    .filter(Boolean)
    .join(" ");

interface Told {
  readonly place: string;
  readonly remedies: Remedies;
}

function unknownKey(key: string, path: Path, { place, remedies }: Told): Problem {
  const known = Object.keys(remedies);
  // Directly under a key stand words of its own, such as the kinds of notifications; elsewhere those of the form.
  const inside = typeof path.at(-1) === "string" ? remedies[String(path.at(-1))] : undefined;
  return {
    code: "alert-test/unknown-key",
    path: place,
    value: key,
    rule: "no such key is known; it would be ignored.",
    remedy: inside ?? `Did you mean ${nearest(key, known) ?? `one of ${known.join(", ")}`}?`,
  };
}

function formProblem(issue: z.core.$ZodIssue, found: unknown, { place, remedies }: Told): Problem {
  const key = [...issue.path].reverse().find((each) => typeof each === "string" && each in remedies);
  return {
    code: "alert-test/form",
    path: place,
    value: found === undefined ? null : JSON.stringify(found).slice(0, 80),
    rule: found === undefined ? "it is missing." : ruleOf(issue, found),
    remedy: remedies[key === undefined ? "tests" : String(key)] ?? "Look at the tests beside it.",
  };
}

const formNames: Readonly<Record<string, string>> = {
  array: "a list",
  object: "a record of fields",
  record: "a record of fields",
  string: "text",
  number: "a number",
  int: "a whole number",
};

/** What is wrong with a value, in the words of who writes YAML. */
function ruleOf(issue: z.core.$ZodIssue, found: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return `it is ${formOf(found)} where ${formNames[issue.expected] ?? issue.expected} is expected.`;
    case "invalid_union":
      return `it is ${formOf(found)}, which is not expected here.`;
    case "too_small":
      return issue.origin === "number" ? `it is less than ${String(issue.minimum)}.` : "it is empty.";
    case "invalid_value":
      return `it is none of ${issue.values.map(String).join(", ")}.`;
    default:
      return issue.message;
  }
}

function formOf(found: unknown): string {
  if (found === null) return "nothing";
  if (Array.isArray(found)) return "a list";
  if (typeof found === "number") return Number.isInteger(found) ? "a number" : "a fraction";
  return typeof found === "string"
    ? "text"
    : typeof found === "boolean"
      ? String(found)
      : "a record of fields";
}
