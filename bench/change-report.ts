import { colour } from "../cli/colour";
import { table } from "../cli/table";
import type { ChangeComparison } from "./change";

/** The comparisons as a table. */
export function describeChange(comparisons: readonly ChangeComparison[]): string {
  const head = ["one number changed", "pulumi preview", "belfry preview", "ratio", "limit", ""];
  const rows = comparisons.map(({ engine, kept, limit, plans, ratio, temperature }) => [
    temperature,
    `${engine.toFixed(2)} s`,
    `${plans.toFixed(2)} s`,
    ratio.toFixed(2),
    String(limit),
    kept ? colour.green("kept") : colour.red("broken"),
  ]);
  return table(head, rows);
}
