import { isDeepStrictEqual } from "node:util";

import { isMap, isScalar, isSeq, parse, parseDocument, stringify, type Pair, type YAMLMap } from "yaml";

import { isRecord } from "../../model/record";

/** Names of records, one within the other. */
type Path = readonly string[];

/**
 * Writes one value into a file, and leaves every other character as it is: comments, blanks, quotes, ends of lines.
 *
 * @param path - where it stands; records that are not there yet are made
 * @returns null where the file's form lets nothing be written there alone, as where another place refers to the same lines
 */
export function withValue(text: string, path: Path, value: unknown): string | null {
  const { contents, errors } = parseDocument(text);
  if (errors.length > 0 || !isMap(contents)) return null;
  const edit = editOf(contents, path, { value, text, column: 0, indent: defaultIndent });
  if (edit === null) return null;
  const edited = text.slice(0, edit.from) + edit.text + text.slice(edit.to);
  // Two places may be one, by an anchor, and a form that was not thought of may mean something else: what counts is what is read.
  const wanted = written(dataOf(text), path, value);
  return wanted !== null && isDeepStrictEqual(dataOf(edited), wanted) ? edited : null;
}

/** Blanks by which a record stands further in, where the file itself shows none. */
const defaultIndent = 2;

/** What takes the place of a part of the text. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What an edit is made of. */
interface Work {
  /** What shall stand at the end of the path. */
  readonly value: unknown;
  /** The whole file. */
  readonly text: string;
  /** Column in which the names of the record above stand. */
  readonly column: number;
  /** Blanks by which records of this file stand further in. */
  readonly indent: number;
}

function editOf(map: YAMLMap, [key = "", ...below]: Path, work: Work): Edit | null {
  const [first] = map.items;
  if (map.flow !== true && !first) return null;
  const column = map.flow === true ? work.column : columnOf(first, work.text);
  const here = { ...work, column, indent: column > work.column ? column - work.column : work.indent };
  const pair = map.items.find((each) => nameOf(each) === key);
  if (!pair) return added(map, key, nested(below, work.value), here);
  const { value } = pair;
  if (below.length > 0 && !isMap(value)) return null;
  if (below.length > 0 && isMap(value) && value.items.length > 0) return editOf(value, below, here);
  const text = shownPair(map, key, nested(below, work.value), here);
  const [from, to] = [startOf(pair.key), endOf(pair)];
  return from === null || to === null ? null : { from, to, text: text + lineEnd(work.text, to) };
}

/** What is left of a path, as records with the value at its end. */
const nested = (path: Path, value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);

const nameOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

function added(map: YAMLMap, key: string, value: unknown, work: Work): Edit | null {
  const pair = shownPair(map, key, value, work);
  const last = map.items.at(-1);
  if (!last) {
    const from = startOf(map);
    return from === null ? null : { from: from + 1, to: from + 1, text: ` ${pair} ` };
  }
  const end = endOf(last);
  if (end === null) return null;
  if (map.flow === true) return { from: end, to: end, text: `, ${pair}` };
  const { text } = work;
  const next = text[end - 1] === "\n" ? end : text.indexOf("\n", end) + 1;
  const [line, blanks] = [eolOf(text), " ".repeat(work.column)];
  return next === 0
    ? { from: text.length, to: text.length, text: `${line}${blanks}${pair}` }
    : { from: next, to: next, text: `${blanks}${pair}${line}` };
}

/** A text of several lines takes the end of its last line with it. */
const lineEnd = (text: string, end: number): string => (text[end - 1] === "\n" ? eolOf(text) : "");

const eolOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** A name with its value as the record around it writes them: below each other, or between braces. */
function shownPair(map: YAMLMap, key: string, value: unknown, { column, indent, text }: Work): string {
  const form = {
    // Pulumi's reader takes a bare day for a time: https://yaml.org/type/timestamp.html
    compat: "yaml-1.1",
    blockQuote: false,
    lineWidth: 0,
    indent,
  } as const;
  if (map.flow === true) {
    const braces = stringify({ [key]: value }, { ...form, collectionStyle: "flow" }).trim();
    return braces.slice(1, -1).trim();
  }
  const lines = stringify({ [key]: value }, form)
    .trimEnd()
    .split("\n");
  return lines.join(`${eolOf(text)}${" ".repeat(column)}`);
}

const rangeOf = (node: unknown): readonly number[] | null =>
  (node as { readonly range?: readonly number[] | null } | null)?.range ?? null;

const startOf = (node: unknown): number | null => rangeOf(node)?.[0] ?? null;

/** Where the last character of a value stands: what Pulumi's reader skips after it belongs to nobody. */
function endOf(node: unknown): number | null {
  if (isMap(node) || isSeq(node)) {
    const last = node.items.at(-1);
    if (node.flow !== true && last !== undefined) return endOf(last);
  }
  const { key, value } = (node ?? {}) as Partial<Pair>;
  if (key !== undefined) return endOf(value ?? key);
  return rangeOf(node)?.[1] ?? null;
}

function columnOf(pair: Pair | undefined, text: string): number {
  const start = startOf(pair?.key) ?? 0;
  const line = text.lastIndexOf("\n", start - 1) + 1;
  // A byte order mark takes no column.
  return start - line - (text.startsWith("\uFEFF") && line === 0 ? 1 : 0);
}

/** What a file says; null where it cannot be read. */
function dataOf(text: string): unknown {
  try {
    return parse(text, { merge: true }) as unknown;
  } catch {
    return null;
  }
}

/** Data with another value at the end of a path; null where that leads through something else than records. */
function written(data: unknown, [key, ...below]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (!isRecord(data)) return data === undefined ? nested([key, ...below], value) : null;
  const inner = written(Object.hasOwn(data, key) ? data[key] : undefined, below, value);
  return inner === null && below.length > 0 ? null : { ...data, [key]: inner };
}
