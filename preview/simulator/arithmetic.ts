import { defaultZero, fillGaps } from "./gaps";
import type { Resolved, Source } from "./sources";

/** A part of an expression: a number, or one value for each bucket or window. */
interface Operand {
  readonly values: Float64Array | number;
  /** Whether its empty places are 0 beside a value. */
  readonly counted: boolean;
}

/** What an expression is evaluated on. */
export interface Inputs {
  /** The values of each source. */
  readonly values: readonly Float64Array[];
  /** The sources, in the same order. */
  readonly sources: readonly Source[];
  /** How many places Datadog interpolates by itself; 0 where the places are windows rather than points. */
  readonly carried: number;
}

/** The value of an expression at each place; NaN where it has none. */
export function evaluate(expression: Resolved, inputs: Inputs): Float64Array {
  const { values } = operandOf(expression, inputs);
  return typeof values === "number" ? new Float64Array(inputs.values[0]?.length ?? 0).fill(values) : values;
}

function operandOf(node: Resolved, inputs: Inputs): Operand {
  switch (node.kind) {
    case "number":
      return { values: node.value, counted: true };
    case "source":
      return sourceValues(node.index, inputs);
    case "negative": {
      const { counted, values } = operandOf(node.of, inputs);
      return { counted, values: typeof values === "number" ? -values : values.map((each) => -each) };
    }
    case "call":
      return called(node, operandOf(node.of, inputs), inputs);
    case "arithmetic":
      return combine(node.operator, operandOf(node.left, inputs), operandOf(node.right, inputs));
  }
}

/**
 * Beside another series the gaps of a gauge are interpolated; alone its points stay as they are.
 *
 * Rule: https://docs.datadoghq.com/metrics/guide/interpolation-the-fill-modifier-explained/
 */
function sourceValues(index: number, { carried, sources, values }: Inputs): Operand {
  const own = values[index] ?? new Float64Array(0);
  const source = sources[index];
  const counted = source?.counted ?? false;
  const asked = source?.missing.some(({ kind }) => kind === "fill") ?? false;
  const alone = sources.length === 1 || counted || asked || carried === 0;
  return { counted, values: alone ? own : fillGaps(own, "linear", carried) };
}

function called(
  { name, numbers }: Extract<Resolved, { kind: "call" }>,
  { counted, values }: Operand,
  { carried }: Inputs,
): Operand {
  const series = typeof values === "number" ? Float64Array.of(values) : values;
  const [level = 0] = numbers;
  const result = {
    default_zero: () => defaultZero(series, counted ? 0 : carried),
    abs: () => series.map((each) => Math.abs(each)),
    // Strictly greater: https://docs.datadoghq.com/monitors/guide/add-a-minimum-request-threshold-for-error-rate-alerts/
    is_greater: () => series.map((each) => (each !== each ? NaN : Number(each > level))),
  }[name]();
  return { counted, values: typeof values === "number" ? (result[0] ?? NaN) : result };
}

/**
 * What has no value in both has none; a count that is missing beside a value is 0; what is divided by 0 drops out.
 *
 * Rules: https://docs.datadoghq.com/monitors/guide/monitor-arithmetic-and-sparse-metrics/
 */
function combine(operator: "+" | "-" | "*" | "/", left: Operand, right: Operand): Operand {
  const counted = left.counted && right.counted;
  const [a, b] = [left.values, right.values];
  if (typeof a === "number" && typeof b === "number") return { counted, values: apply(operator, a, b) };
  const size = typeof a === "number" ? (b as Float64Array).length : a.length;
  const values = new Float64Array(size);
  const both = typeof a !== "number" && typeof b !== "number";
  const [zeroLeft, zeroRight] = [both && left.counted, both && right.counted];
  for (let at = 0; at < size; at++) {
    let one = typeof a === "number" ? a : (a[at] ?? NaN);
    let other = typeof b === "number" ? b : (b[at] ?? NaN);
    if (zeroLeft && one !== one && other === other) one = 0;
    else if (zeroRight && other !== other && one === one) other = 0;
    values[at] = apply(operator, one, other);
  }
  return { counted, values };
}

function apply(operator: "+" | "-" | "*" | "/", one: number, other: number): number {
  switch (operator) {
    case "+":
      return one + other;
    case "-":
      return one - other;
    case "*":
      return one * other;
    case "/":
      return other === 0 ? NaN : one / other;
  }
}
