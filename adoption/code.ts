import { monitor } from "../model/declaration";
import * as quantities from "../model/quantity";
import { required } from "../model/setting";
import { house, setting } from "../model/source";
import { measured } from "../model/telemetry";

/** Functions that a proposed file calls, with the module each comes from. */
const functions = {
  monitor: { call: monitor, from: "model/declaration" },
  required: { call: required, from: "model/setting" },
  house: { call: house, from: "model/source" },
  setting: { call: setting, from: "model/source" },
  measured: { call: measured, from: "model/telemetry" },
  percent: { call: quantities.percent, from: "model/quantity" },
  fraction: { call: quantities.fraction, from: "model/quantity" },
  nanoseconds: { call: quantities.nanoseconds, from: "model/quantity" },
  milliseconds: { call: quantities.milliseconds, from: "model/quantity" },
  seconds: { call: quantities.seconds, from: "model/quantity" },
  minutes: { call: quantities.minutes, from: "model/quantity" },
  hours: { call: quantities.hours, from: "model/quantity" },
  days: { call: quantities.days, from: "model/quantity" },
  count: { call: quantities.count, from: "model/quantity" },
  perMinute: { call: quantities.perMinute, from: "model/quantity" },
  perHour: { call: quantities.perHour, from: "model/quantity" },
  bytes: { call: quantities.bytes, from: "model/quantity" },
  mebibytes: { call: quantities.mebibytes, from: "model/quantity" },
  gibibytes: { call: quantities.gibibytes, from: "model/quantity" },
  cores: { call: quantities.cores, from: "model/quantity" },
  millicores: { call: quantities.millicores, from: "model/quantity" },
} as const;

/** Name of a function that a proposed file may call. */
export type FunctionName = keyof typeof functions;

/** Whether a name is one of theirs. */
export const isFunctionName = (name: string): boolean => Object.hasOwn(functions, name);

/** A call in a proposed file. */
export interface Call {
  /** What is called. */
  readonly call: FunctionName;
  /** With what. */
  readonly with: readonly Code[];
}

/** A value that a proposed file calls by a name of its own. */
export interface Named {
  /** How the file writes it, such as `imported(123)`. */
  readonly written: string;
  /** What it is. */
  readonly stands: string;
}

/** A value of a proposed file: it is both written as source and made, so that the file says what was checked. */
export type Code = string | number | boolean | null | readonly Code[] | Call | Named | CodeRecord;

/** A record of a proposed file. */
export interface CodeRecord {
  /** Lists that a record holds. */
  readonly fields: Readonly<Record<string, Code | undefined>>;
}

/** A call. */
export const call = (name: FunctionName, ...args: readonly Code[]): Call => ({ call: name, with: args });

/** A record; a field that is undefined is left out. */
export const record = (fields: CodeRecord["fields"]): CodeRecord => ({ fields });

const isCall = (code: Code): code is Call => typeof code === "object" && code !== null && "call" in code;
const isNamed = (code: Code): code is Named => typeof code === "object" && code !== null && "written" in code;
const isRecord = (code: Code): code is CodeRecord =>
  typeof code === "object" && code !== null && "fields" in code;

/** The value that source would have. */
export function valueOf(code: Code): unknown {
  if (isCall(code)) {
    const { call: made } = functions[code.call] as { readonly call: unknown };
    return (made as (...args: readonly unknown[]) => unknown)(...code.with.map(valueOf));
  }
  if (isNamed(code)) return code.stands;
  if (isRecord(code)) return Object.fromEntries(given(code).map(([name, each]) => [name, valueOf(each)]));
  return Array.isArray(code) ? code.map((each: Code) => valueOf(each)) : code;
}

const given = ({ fields }: CodeRecord): readonly (readonly [string, Code])[] =>
  Object.entries(fields).flatMap(([name, each]) => (each === undefined ? [] : [[name, each] as const]));

/** As wide as the files of the project. */
const width = 110;

/** Whether a text stands on one line, with the comma or bracket that follows it. */
export const fitsLine = (before: number, text: string): boolean => before + text.length < width;

/**
 * Source of a value, as the project's formatter writes it.
 *
 * @param indent - of the line on which it begins
 * @param before - characters before it on that line
 */
export function sourceOf(code: Code, indent = 0, before = indent): string {
  const flat = flatSource(code);
  if (!mustBreak(code) && fitsLine(before, flat)) return flat;
  const inner = indent + 2;
  const pad = " ".repeat(inner);
  const end = " ".repeat(indent);
  if (isCall(code)) {
    const [only, ...others] = code.with;
    if (only !== undefined && others.length === 0 && (isRecord(only) || Array.isArray(only)))
      return `${code.call}(${sourceOf(only, indent, before + code.call.length + 1)})`;
    return `${code.call}(\n${code.with.map((each) => `${pad}${sourceOf(each, inner)},\n`).join("")}${end})`;
  }
  if (isRecord(code)) {
    const lines = given(code).map(([name, each]) => `${pad}${fieldSource(name, each, inner)},\n`);
    return `{\n${lines.join("")}${end}}`;
  }
  if (!Array.isArray(code)) return flat;
  return `[\n${code.map((each: Code) => `${pad}${sourceOf(each, inner)},\n`).join("")}${end}]`;
}

/** A field of a broken record; a text that is too long stands on a line of its own. */
function fieldSource(name: string, code: Code, indent: number): string {
  const key = `${keyText(name)}: `;
  if (typeof code === "string" && !fitsLine(indent + key.length, quoted(code)))
    return `${key.trimEnd()}\n${" ".repeat(indent + 2)}${quoted(code)}`;
  return `${key}${sourceOf(code, indent, indent + key.length)}`;
}

/** Whether a value never stands on one line: the formatter keeps records broken, and breaks lists of them. */
function mustBreak(code: Code): boolean {
  if (isCall(code)) return code.with.some(mustBreak);
  if (isRecord(code))
    return (given(code).length > 1 && !isInline(code)) || given(code).some(([, each]) => mustBreak(each));
  if (!Array.isArray(code)) return false;
  const each = code as readonly Code[];
  return (
    (each.length > 1 && each.every((one) => isRecord(one) && given(one).length > 1)) || each.some(mustBreak)
  );
}

/** A short record without lists and records in it, such as a handle. */
const isInline = (code: CodeRecord): boolean =>
  given(code).length === 2 && given(code).every(([, each]) => !isRecord(each) && !Array.isArray(each));

function flatSource(code: Code): string {
  if (isNamed(code)) return code.written;
  if (isCall(code)) return `${code.call}(${code.with.map(flatSource).join(", ")})`;
  if (isRecord(code)) {
    const inside = given(code).map(([name, each]) => `${keyText(name)}: ${flatSource(each)}`);
    return inside.length === 0 ? "{}" : `{ ${inside.join(", ")} }`;
  }
  if (typeof code === "string") return quoted(code);
  return Array.isArray(code)
    ? `[${code.map((each: Code) => flatSource(each)).join(", ")}]`
    : JSON.stringify(code).replace("e+", "e");
}

/** A text in the quotes of which fewer must be escaped. */
function quoted(text: string): string {
  const double = JSON.stringify(text);
  const count = (quote: string): number => text.split(quote).length - 1;
  if (count('"') <= count("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

const keyText = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** The functions that a value calls, by module. */
export function importsOf(code: Code): ReadonlyMap<string, readonly FunctionName[]> {
  const names = [...new Set(calledIn(code))].sort();
  const modules = [...new Set(names.map((name) => functions[name].from))].sort();
  return new Map(modules.map((from) => [from, names.filter((name) => functions[name].from === from)]));
}

function calledIn(code: Code): readonly FunctionName[] {
  if (isCall(code)) return [code.call, ...code.with.flatMap(calledIn)];
  if (isRecord(code)) return given(code).flatMap(([, each]) => calledIn(each));
  return Array.isArray(code) ? code.flatMap((each: Code) => calledIn(each)) : [];
}
