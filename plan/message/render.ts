import { decimal } from "../../model/quantity";
import { evaluate } from "./expression";
import type { Occasion } from "./occasions";
import type { Block, Part } from "./template";
import type { Values } from "./variables";

/** What a message is rendered for. */
export interface Showing {
  /** Why it is sent. */
  readonly occasion: Occasion;
  /** What its variables stand for. */
  readonly values: Values;
  /** The alert's priority, 1 to 5. */
  readonly priority: number;
}

/** The parts that are shown, in order and without blocks. */
function shownParts(parts: readonly Part[], showing: Showing): readonly Exclude<Part, Block>[] {
  return parts.flatMap((part) =>
    part.kind === "block"
      ? shownParts(isShown(part, showing) ? part.shown : part.otherwise, showing)
      : [part],
  );
}

/** The text that Datadog sends: a variable without value leaves nothing. */
export function render(parts: readonly Part[], showing: Showing): string {
  return shownParts(parts, showing)
    .map((part) => {
      switch (part.kind) {
        case "text":
          return part.text;
        case "variable":
          return written(showing.values.get(part.name));
        case "evaluation":
          return written(computed(part.expression, showing.values));
      }
    })
    .join("")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The number that an expression comes to; undefined where it cannot be computed. */
export function computed(expression: string, values: Values): number | undefined {
  return evaluate(expression, (name) => {
    const value = values.get(name);
    return typeof value === "number" ? value : undefined;
  });
}

const written = (value: string | number | undefined): string =>
  typeof value === "number" ? decimal(value) : (value ?? "");

/** Whether the first half of a block is what is shown. */
export function isShown({ condition, negated, words }: Block, showing: Showing): boolean {
  return holds(condition, words, showing) !== negated;
}

function holds(condition: string, words: readonly string[], showing: Showing): boolean {
  const [first = "", ...others] = words;
  switch (condition) {
    case "is_priority":
      return first === `P${showing.priority}`;
    case "is_match":
      return others.some((other) => matches(written(showing.values.get(first)), other));
    case "is_exact_match":
      return others.includes(written(showing.values.get(first)));
    default:
      return showing.occasion.conditions.includes(condition);
  }
}

/** An empty text asks whether there is a value at all. */
const matches = (value: string, part: string): boolean => (part === "" ? value !== "" : value.includes(part));
