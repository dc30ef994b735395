import { textOf, termsOf, type Expression } from "../simulator/query/syntax";
import { parseQuery } from "../simulator/query/parse";
import type { Read } from "./notation";

/** A metric, or more than one in an expression. */
export interface Part {
  /** Its text, under which a history holds it. */
  readonly text: string;
  /** Tags by which it is grouped. */
  readonly by: readonly string[];
}

/** What an alert reads. */
export interface Reads {
  /** Its metrics in the order in which they are written; a test numbers them from 1. */
  readonly parts: readonly Part[];
  /** All of it as one series; null where each metric needs its own. */
  readonly whole: Part | null;
}

/** What a monitor's query reads, or why it cannot be read. */
export function readsOfQuery(query: string): Read<Reads> {
  const parsed = parseQuery(query);
  if (!parsed.ok) return { ok: false, why: `its query cannot be simulated: ${parsed.why}.` };
  const { expression } = parsed.value;
  // Counts are added up over the window before they are divided: their quotient alone does not say what comes out.
  const counts = termsOf(expression).some(
    (term) => term.kind === "metric" && term.modifiers.some(({ kind }) => kind === "as_count"),
  );
  return { ok: true, value: readsOf([expression], !(counts && expression.kind === "arithmetic")) };
}

/** What expressions read; `together` where one series can stand for all of it. */
export function readsOf(expressions: readonly Expression[], together: boolean): Reads {
  const terms = expressions.flatMap(termsOf);
  const parts = new Map(terms.map((term) => [textOf(term), { text: textOf(term), by: term.by }]));
  const [expression] = expressions;
  const by = terms.find((term) => term.by.length > 0)?.by ?? [];
  return {
    parts: [...parts.values()],
    whole: together && expression ? { text: textOf(expression), by } : null,
  };
}
