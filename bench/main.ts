import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Command, InvalidArgumentError, Option } from "commander";

import { checkout } from "../cli/checkout";
import { exitCodes, Stop } from "../cli/exit";
import { formatOption } from "../cli/options";
import { measure } from "./measure";
import { withPair } from "./pair";
import { describe } from "./report";
import { sizes } from "./sizes";
import type { Comparison } from "./compare";

interface Options {
  /** How often each program is timed under each condition, from 1; 3 when the command does not say. */
  readonly repetitions: number;
  /** Name of the only size to measure; all sizes when left out. */
  readonly size?: string;
  /** A table for people, or the comparisons as JSON. */
  readonly format: "table" | "json";
}

/** `npm run bench`: Belfry's previews against those of a plain Pulumi program with the same resources. */
async function bench({ format, repetitions, size: only }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "belfry-bench-"));
  const say = (text: string): void => {
    console.error(text);
  };
  const comparisons: Comparison[] = [];
  try {
    for (const size of sizes.filter(({ name }) => only === undefined || name === only)) {
      const places = { root: checkout, folder: mkdtempSync(join(folder, `${size.name}-`)), say };
      const timing = { repetitions, folder: places.folder, say };
      comparisons.push(...(await withPair(size, places, (pair) => measure(size, pair, timing))));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(format === "json" ? JSON.stringify(comparisons, null, 2) : describe(comparisons));
  if (comparisons.some(({ kept }) => !kept)) process.exitCode = exitCodes.problems;
}

function parseRepetitions(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("Write a whole number from 1.");
}

new Command("bench")
  .description("Time previews of Belfry and of a plain Pulumi program with the same resources.")
  .option("-n, --repetitions <number>", "how often each is timed", parseRepetitions, 3)
  .addOption(new Option("--size <name>", "only this size").choices(sizes.map(({ name }) => name)))
  .addOption(formatOption())
  .action(bench)
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exitCode = error.code;
  });
