import { colour } from "../cli/colour";
import { table } from "../cli/table";
import type { BacktestComparison } from "./backtest-measure";

/** The comparisons as a table, with what they mean below it. */
export function describeBacktest(comparisons: readonly BacktestComparison[]): string {
  const head = ["backtest", "past", "promtool", "Belfry", "reached", "limit", ""];
  const rows = comparisons.map(({ belfry, kept, limit, past, promtool, reached, what }) => {
    const isMemory = what === "memory";
    return [
      what,
      `${past.series} series of ${past.points.toLocaleString("en")} points`,
      promtool === null ? "-" : `${promtool.toFixed(2)} s`,
      isMemory ? megabytes(belfry) : `${belfry.toFixed(2)} s`,
      isMemory ? megabytes(reached) : `${reached.toFixed(0)} times faster`,
      isMemory ? `at most ${megabytes(limit)}` : `at least ${limit}`,
      kept ? colour.green("kept") : colour.red("broken"),
    ];
  });
  const broken = comparisons.filter(({ kept }) => !kept).length;
  const verdict =
    broken === 0 ? "Every limit is kept." : `${broken} of ${comparisons.length} limits are broken.`;
  return `${table(head, rows)}\n\n${verdict}`;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
