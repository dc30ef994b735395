import { colour } from "../cli/colour";
import { table } from "../cli/table";
import type { ShardsComparison } from "./shards";

/** The comparisons as a table. */
export function describeShards(comparisons: readonly ShardsComparison[]): string {
  const head = ["prod deployed", "one stack", "shards", "ratio", "limit", ""];
  const rows = comparisons.map(({ kept, limit, one, ratio, shards, work }) => [
    work,
    `${one.toFixed(1)} s`,
    `${shards.toFixed(1)} s`,
    ratio.toFixed(2),
    limit === null ? "" : String(limit),
    limit === null ? "" : kept ? colour.green("kept") : colour.red("broken"),
  ]);
  return table(head, rows);
}
