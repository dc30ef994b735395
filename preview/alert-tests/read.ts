import { isNode, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";

import { nearest } from "../../model/nearest";
import type { Problem } from "../../model/problem";
import { fileForm, type Expectation, type WrittenTest } from "./form";

/** An expectation with the line on which it stands. */
export type PlacedExpectation = Expectation & {
  /** Its line, from 1. */
  readonly line: number;
};

/** A test with the place where it stands. */
export interface AlertTest extends Omit<WrittenTest, "interval" | "expect"> {
  /** The file, as it was named. */
  readonly file: string;
  /** Its line, from 1. */
  readonly line: number;
  /** Seconds between two points. */
  readonly interval: number;
  /** What must be seen. */
  readonly expect: readonly PlacedExpectation[];
}

/** The tests of a file, or all that is wrong with it. */
export interface ReadFile {
  /** The tests; empty when there are problems. */
  readonly tests: readonly AlertTest[];
  /** Empty when it can be run. */
  readonly problems: readonly Problem[];
}

type Path = readonly PropertyKey[];

/** What a file holds, with the line of each place in it, or all that is wrong with its form. */
export type ReadForm<T> =
  { readonly data: T; readonly lineOf: (path: Path) => number } | { readonly problems: readonly Problem[] };

/** Reads YAML of a form. */
export function readForm<S extends z.ZodType>(
  file: string,
  text: string,
  { form, remedies }: { readonly form: S; readonly remedies: Remedies },
): ReadForm<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) return { problems: [notYaml(file, broken.message)] };
  const lineOf = (path: Path): number => lines.linePos(startOf(document, path)).line;
  const values: unknown = document.toJS({ maxAliasCount: 100 });
  const { data, error } = form.safeParse(values);
  if (!error) return { data, lineOf };
  const problems = error.issues.flatMap((issue) => {
    const path = writtenPath(values, issue.path);
    const place = placeOf(file, lineOf(path), path);
    return formProblems({ ...issue, path: [...path] }, values, { place, remedies });
  });
  return { problems };
}

/** Reads a file of alert tests: `*.alerts.test.yaml`. */
export function readTests(file: string, text: string): ReadFile {
  const read = readForm(file, text, { form: fileForm, remedies: testRemedies });
  if ("problems" in read) return { tests: [], problems: read.problems };
  const { data, lineOf } = read;
  return {
    problems: [],
    tests: data.tests.map(({ expect, interval, ...test }, index) => ({
      ...test,
      file,
      line: lineOf(["tests", index]),
      interval: interval ?? data.interval,
      expect: expect.map((each, at) => ({ ...each, line: lineOf(["tests", index, "expect", at]) })),
    })),
  };
}

const notYaml = (file: string, message: string): Problem => ({
  code: "alert-test/yaml",
  path: file,
  value: null,
  rule: `it is not one YAML document: ${(message.split("\n")[0] ?? "").replace(/[:.;]+$/, "")}.`,
  remedy: "Mend that line.",
});

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

/** What to write under a key, by its name. */
export type Remedies = Readonly<Record<string, string>>;

const testRemedies: Remedies = {
  tests: "Write a list of tests, each with name, guardrail, series and expect.",
  name: "Write what is promised, in a sentence.",
  guardrail: "Write the id of a monitor; `npx belfry plan` lists them.",
  interval: "Write a time such as 1m.",
  at: "Write the time since the start, such as 15m or 1h30m.",
  series: "Write points such as 60x14 90x5 _x10, or a list of { group, part, values }.",
  values: "Write points such as 60x14 90x5 _x10.",
  group: "Write the group's tags, such as { pod_name: a }.",
  part: "Write 1 for the first metric of the monitor's query, 2 for the second.",
  state: "Write ok, warn, alert or no-data.",
  sentNow: "Write counts such as { alert: 1 }.",
  sent: "Write counts such as { alert: 1, recovery: 1 }; kinds are alert, warn, no-data, recovery and renotify.",
  expect: "Write a list of expectations such as { at: 15m, state: alert, sent: { alert: 1 } }.",
};

function formProblems(
  issue: z.core.$ZodIssue,
  values: unknown,
  { place: path, remedies }: { readonly place: string; readonly remedies: Remedies },
): readonly Problem[] {
  const knownKeys = Object.keys(remedies);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      code: "alert-test/unknown-key",
      path,
      value: key,
      rule: "no such key is known; it would be ignored.",
      remedy: `Did you mean ${nearest(key, knownKeys) ?? `one of ${knownKeys.join(", ")}`}?`,
    }));
  }
  const found = within(values, issue.path);
  const key = [...issue.path].reverse().find((each) => typeof each === "string" && each in remedies);
  const { message } = issue;
  return [
    {
      code: "alert-test/form",
      path,
      value: found === undefined ? null : JSON.stringify(found).slice(0, 80),
      rule: ruleOf(issue.code, message, found),
      remedy: remedies[key === undefined ? "tests" : String(key)] ?? "Look at the tests beside it.",
    },
  ];
}

function ruleOf(code: string | undefined, message: string, found: unknown): string {
  if (found === undefined) return "it is missing.";
  return code === "custom"
    ? message
    : `it has another form: ${message.charAt(0).toLowerCase()}${message.slice(1)}.`;
}
