import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Argument, Command, InvalidArgumentError, Option } from "commander";

import { checkout } from "../cli/checkout";
import { exitCodes, Stop } from "../cli/exit";
import { formatOption } from "../cli/options";
import { timeChange, type ChangeComparison } from "./change";
import { describeChange } from "./change-report";
import { measureBacktest, type BacktestComparison } from "./backtest-measure";
import { describeBacktest } from "./backtest-report";
import { measure } from "./measure";
import { withPair } from "./pair";
import { describe } from "./report";
import { timeShards, type ShardsComparison } from "./shards";
import { describeShards } from "./shards-report";
import { sizes } from "./sizes";
import type { Comparison } from "./compare";

interface Options {
  /** How often each program is timed under each condition, from 1; 3 when the command does not say. */
  readonly repetitions: number;
  /** Name of the only size to measure; all sizes when left out. */
  readonly size?: string;
  /** The promtool that the backtest is held against; bench/start.mjs finds or builds it. */
  readonly promtool?: string;
  /** A table for people, or the comparisons as JSON. */
  readonly format: "table" | "json";
}

const parts = ["previews", "change", "backtest", "shards"] as const;
type Part = (typeof parts)[number];

/**
 * `npm run bench`: Belfry's previews against those of a plain Pulumi program, its preview by plans alone against the
 * engine's of the same change, its backtest against promtool's, and an environment's shards against one stack.
 */
async function bench(part: Part | undefined, options: Options): Promise<void> {
  const { format } = options;
  const wanted = (name: Part): boolean => part === undefined || part === name;
  const folder = mkdtempSync(join(tmpdir(), "belfry-bench-"));
  let previews: readonly Comparison[] = [];
  let changes: readonly ChangeComparison[] = [];
  let backtests: readonly BacktestComparison[] = [];
  let shards: readonly ShardsComparison[] = [];
  try {
    if (wanted("previews")) previews = await timePreviews(folder, options);
    if (wanted("change"))
      changes = await timeChange({ root: checkout, folder, repetitions: options.repetitions, say });
    if (wanted("backtest")) backtests = timeBacktest(folder, options);
    if (wanted("shards"))
      shards = timeShards({ root: checkout, folder, repetitions: options.repetitions, say });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const tables = [
    ...(wanted("previews") ? [describe(previews)] : []),
    ...(wanted("change") ? [describeChange(changes)] : []),
    ...(wanted("backtest") ? [describeBacktest(backtests)] : []),
    ...(wanted("shards") ? [describeShards(shards)] : []),
  ];
  const json = { previews, change: changes, backtest: backtests, shards };
  console.log(
    format === "json" ? JSON.stringify(part === undefined ? json : json[part], null, 2) : tables.join("\n\n"),
  );
  if ([...previews, ...changes, ...backtests, ...shards].some(({ kept }) => !kept))
    process.exitCode = exitCodes.problems;
}

const say = (text: string): void => {
  console.error(text);
};

async function timePreviews(
  folder: string,
  { repetitions, size: only }: Options,
): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const size of sizes.filter(({ name }) => only === undefined || name === only)) {
    const places = { root: checkout, folder: mkdtempSync(join(folder, `${size.name}-`)), say };
    const timing = { repetitions, folder: places.folder, say };
    comparisons.push(...(await withPair(size, places, (pair) => measure(size, pair, timing))));
  }
  return comparisons;
}

function timeBacktest(folder: string, { promtool, repetitions }: Options): readonly BacktestComparison[] {
  if (promtool === undefined) throw new Stop(exitCodes.usage, "error: the backtest needs --promtool <file>.");
  return measureBacktest({ root: checkout, promtool, folder, repetitions, say });
}

function parseRepetitions(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("Write a whole number from 1.");
}

new Command("bench")
  .description(
    "Time Belfry's previews against a plain Pulumi program's, its backtest against promtool's, and shards against one stack.",
  )
  .addArgument(new Argument("[part]", "only this part").choices(parts))
  .option("-n, --repetitions <number>", "how often each is timed", parseRepetitions, 3)
  .addOption(new Option("--size <name>", "only previews of this size").choices(sizes.map(({ name }) => name)))
  .option("--promtool <file>", "what the backtest is held against (default: found or built)")
  .addOption(formatOption())
  .action(bench)
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exitCode = error.code;
  });
