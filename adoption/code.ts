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

/**
 * Source of a value, as the project's formatter writes it.
 *
 * @param indent - of the line on which it begins
 * @param before - characters before it on that line
 */
export function sourceOf(code: Code, indent = 0, before = indent): string {
  const flat = flatSource(code);
  const broken = isRecord(code) && given(code).length > 1 && !isInline(code);
  // What follows is a comma or a bracket.
  if (!broken && before + flat.length < width) return flat;
  const inner = indent + 2;
  const pad = " ".repeat(inner);
  const end = " ".repeat(indent);
  if (isCall(code)) {
    const [only, ...others] = code.with;
    if (only !== undefined && others.length === 0)
      return `${code.call}(${sourceOf(only, indent, before + code.call.length + 1)})`;
    return `${code.call}(\n${code.with.map((each) => `${pad}${sourceOf(each, inner)},\n`).join("")}${end})`;
  }
  if (isRecord(code)) {
    const lines = given(code).map(([name, each]) => {
      const key = `${keyText(name)}: `;
      return `${pad}${key}${sourceOf(each, inner, inner + key.length)},\n`;
    });
    return `{\n${lines.join("")}${end}}`;
  }
  if (!Array.isArray(code)) return flat;
  return `[\n${code.map((each: Code) => `${pad}${sourceOf(each, inner)},\n`).join("")}${end}]`;
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
  return Array.isArray(code)
    ? `[${code.map((each: Code) => flatSource(each)).join(", ")}]`
    : JSON.stringify(code);
}

const keyText = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

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
