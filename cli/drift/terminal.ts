import type { Drift } from "../../environments/drift/drift";
import type { DriftFinding } from "../../environments/drift/finding";
import { affectedLines, kindOfObject } from "../../environments/drift/words";
import { describeProblem } from "../../model/problem";
import { classTones, wordsOf, type Classes, type FieldChange } from "../../preview/change";
import { nothing, oneLine } from "../../preview/render/text";
import { colour } from "../colour";
import { columns, wrapped } from "../wrap";

/** Drift as a person reads it in a terminal: each change with its fields, and the people who live with it. */
export function terminal({ findings, problems, sentence }: Drift, width = columns()): string {
  return [
    ...wrapped(oneLine(sentence), width, "").map(colour.bold),
    ...problems.flatMap((each) => wrapped(`problem: ${oneLine(describeProblem(each))}`, width, "  ")),
    ...findings.flatMap((each) => ["", ...linesOf(each, width)]),
  ].join("\n");
}

function linesOf(finding: DriftFinding, width: number): readonly string[] {
  const { because, classes, fields, kind, object } = finding;
  const id = object.id === "" ? "" : ` ${object.id}`;
  const heading = `${kind} ${oneLine(object.title)} (${kindOfObject(finding)}${id}): ${classes.map(wordsOf).join(", ")}`;
  return [
    ...wrapped(heading, width, "").map(paintOf(classes)),
    ...fields.flatMap((each) => fieldLines(each, width)),
    ...(because === null ? [] : wrapped(oneLine(because), width, "  ")),
    ...affectedLines(finding).flatMap((each) => wrapped(oneLine(each), width, "  ")),
  ];
}

/** Texts that are longer are shown where they differ. */
const longest = 120;

function fieldLines({ after, because, before, field }: FieldChange, width: number): readonly string[] {
  const [was, is] = whereTheyDiffer(oneLine(before ?? nothing), oneLine(after ?? nothing));
  return [
    ...wrapped(`${field} ${was} -> ${is}`.trim(), width, "  "),
    ...wrapped(oneLine(because), width, "    "),
  ];
}

/** Two long texts without what they have in common at their ends. */
export function whereTheyDiffer(one: string, other: string): readonly [string, string] {
  if (one.length <= longest && other.length <= longest) return [one, other];
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return [excerpt(one, start, end), excerpt(other, start, end)];
}

/** Some words around what differs, so that a reader finds the place. */
const around = 24;

function excerpt(text: string, start: number, end: number): string {
  const [from, to] = [Math.max(0, start - around), Math.min(text.length, text.length - end + around)];
  const part = oneLine(text.slice(from, to), longest);
  return `${from > 0 ? "…" : ""}${part}${to < text.length ? "…" : ""}`;
}

function paintOf(classes: Classes): (text: string) => string {
  if (classes.some((each) => classTones.worse.includes(each))) return colour.red;
  return classes.some((each) => classTones.better.includes(each)) ? colour.green : colour.bold;
}
