import { readNumber } from "./condition";
import { NotUnderstood, type Scanner } from "./scanner";
import type { Expression, FillMethod, FunctionName, MetricTerm, Modifier, RollupMethod } from "./syntax";

/** Reads sums and differences. */
export function parseExpression(scanner: Scanner): Expression {
  let left = parseProduct(scanner);
  for (;;) {
    const sign = scanner.match(/^[+-]/)?.[0];
    if (!sign) return left;
    const right = parseProduct(scanner);
    left = { kind: "arithmetic", operator: sign === "+" ? "+" : "-", left, right };
  }
}

function parseProduct(scanner: Scanner): Expression {
  let left = parseOperand(scanner);
  for (;;) {
    const sign = scanner.match(/^[*/]/)?.[0];
    if (!sign) return left;
    const right = parseOperand(scanner);
    left = { kind: "arithmetic", operator: sign === "*" ? "*" : "/", left, right };
  }
}

function parseOperand(scanner: Scanner): Expression {
  if (scanner.take("-")) return { kind: "negative", of: parseOperand(scanner) };
  if (scanner.take("(")) {
    const inside = parseExpression(scanner);
    scanner.expect(")");
    return inside;
  }
  if (/^[\d.]/.test(scanner.rest())) return { kind: "number", value: readNumber(scanner) };
  const setting = scanner.match(/^\$\{setting:([\w.-]+)\}/);
  if (setting) throw new NotUnderstood(`the setting ${setting[1] ?? ""} has no value in this plan`);
  const called = scanner.match(/^([a-z_]\w*)\s*\(/i);
  return called ? parseCall(scanner, called[1] ?? "") : parseTerm(scanner);
}

/** The functions that are simulated, with how many numbers each takes. */
const functions: Readonly<Record<string, { readonly name: FunctionName; readonly numbers: number }>> = {
  default_zero: { name: "default_zero", numbers: 0 },
  abs: { name: "abs", numbers: 0 },
  is_greater: { name: "is_greater", numbers: 1 },
};

function parseCall(scanner: Scanner, written: string): Expression {
  const known = functions[written];
  if (!known) throw new NotUnderstood(`the function ${written}() is not simulated`);
  const of = parseExpression(scanner);
  const numbers = Array.from({ length: known.numbers }, () => {
    scanner.expect(",");
    return readNumber(scanner);
  });
  scanner.expect(")");
  return { kind: "call", name: known.name, of, numbers };
}

function parseTerm(scanner: Scanner): MetricTerm {
  const space = scanner.match(/^(avg|sum|min|max|count|p\d+(?:\.\d+)?)\s*:/)?.[1] ?? "avg";
  const [metric] = scanner.require(/^[a-z][\w.]*/i, "a metric");
  scanner.expect("{");
  const filter = scanner.untilBrace().replaceAll(/\s*,\s*/g, ",");
  const grouped = scanner.match(/^by\s*\{([^}]*)\}/)?.[1] ?? "";
  const by = grouped.split(",").flatMap((tag) => tag.trim() || []);
  return { kind: "metric", space, metric, filter, by, modifiers: readModifiers(scanner) };
}

function readModifiers(scanner: Scanner): readonly Modifier[] {
  const modifiers: Modifier[] = [];
  for (;;) {
    const found = scanner.match(/^\.(\w+)\(([^()]*)\)/);
    if (!found) return modifiers;
    const [, name = "", inside = ""] = found;
    modifiers.push(
      modifierOf(
        name,
        inside.split(",").flatMap((each) => each.trim() || []),
      ),
    );
  }
}

const rollups: readonly string[] = ["avg", "sum", "min", "max", "count"] satisfies RollupMethod[];
const fills: readonly string[] = ["linear", "last", "zero", "null"] satisfies FillMethod[];

/** The limit of `fill()` when none is written: https://docs.datadoghq.com/dashboards/functions/interpolation/ */
export const defaultFillLimit = 300;

function modifierOf(name: string, values: readonly string[]): Modifier {
  const [method = "", number] = values;
  const amount = number === undefined ? null : Number(number);
  if (name === "as_count" || name === "as_rate") return { kind: name };
  if (name === "rollup" && rollups.includes(method) && !Number.isNaN(amount)) {
    return { kind: "rollup", method: method as RollupMethod, seconds: amount };
  }
  if (name === "fill" && fills.includes(method) && !Number.isNaN(amount)) {
    return { kind: "fill", method: method as FillMethod, limit: amount ?? defaultFillLimit };
  }
  throw new NotUnderstood(`.${name}(${values.join(", ")}) is not simulated`);
}
