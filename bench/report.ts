import { colour } from "../cli/colour";
import { table } from "../cli/table";
import type { Comparison } from "./compare";

/** The comparisons as a table, with what they mean below it. */
export function describe(comparisons: readonly Comparison[]): string {
  const head = ["size", "resources", "preview", "temporary folder", "plain", "Belfry", "ratio", "limit", ""];
  const rows = comparisons.map((each) => [
    each.size,
    String(each.resources),
    each.kind,
    each.temperature,
    `${each.plain.toFixed(2)} s`,
    `${each.belfry.toFixed(2)} s`,
    each.ratio.toFixed(2),
    String(each.limit),
    each.kept ? colour.green("kept") : colour.red("broken"),
  ]);
  const broken = comparisons.filter(({ kept }) => !kept).length;
  const verdict =
    broken === 0 ? "Every limit is kept." : `${broken} of ${comparisons.length} limits are broken.`;
  return `${table(head, rows)}\n\n${verdict}`;
}
