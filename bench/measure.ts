import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import { compare, conditions, type Comparison, type Condition } from "./compare";
import type { Contender } from "./contender";
import type { Size } from "./sizes";

/** The two programs at one size. */
export interface Pair {
  /** The one-file program without Belfry, deployed. */
  readonly plain: Contender;
  /** The copy of Belfry's own program, deployed. */
  readonly belfry: Contender;
  /** How many resources each has at providers. */
  readonly resources: number;
}

/** How the programs are timed. */
export interface Timing {
  /** How often each program is timed under each condition. */
  readonly repetitions: number;
  /** Folder in which temporary folders are made. */
  readonly folder: string;
  /** Hears of progress, a line at a time. */
  readonly say: (text: string) => void;
}

/** Times both programs under every condition, turn and turn about, so that a busy machine slows both. */
export async function measure(size: Size, pair: Pair, timing: Timing): Promise<readonly Comparison[]> {
  const warm = await warmUp(pair, timing);
  const comparisons: Comparison[] = [];
  for (const condition of conditions) {
    const times = { plain: [] as number[], belfry: [] as number[] };
    for (let turn = 1; turn <= timing.repetitions; turn++) {
      const order = turn % 2 === 1 ? (["plain", "belfry"] as const) : (["belfry", "plain"] as const);
      for (const name of order) {
        const seconds = await timeOnce(pair[name], condition, warm[name], timing);
        times[name].push(seconds);
        const what = `${size.title}, ${condition.kind}, ${condition.temperature}`;
        timing.say(`${what}, ${turn} of ${timing.repetitions}: ${name} ${seconds.toFixed(2)} s`);
      }
    }
    comparisons.push(compare(size, pair.resources, condition, times));
  }
  return comparisons;
}

/** Fills one temporary folder for each program, as an earlier run would have. */
async function warmUp(pair: Pair, { folder }: Timing): Promise<Readonly<Record<"plain" | "belfry", string>>> {
  const warm = { plain: mkdtempSync(join(folder, "warm-")), belfry: mkdtempSync(join(folder, "warm-")) };
  await pair.plain.preview("no-op", warm.plain);
  await pair.belfry.preview("no-op", warm.belfry);
  return warm;
}

async function timeOnce(
  contender: Contender,
  { kind, temperature }: Condition,
  warm: string,
  { folder }: Timing,
): Promise<number> {
  if (temperature === "warm") return contender.preview(kind, warm);
  const cold = mkdtempSync(join(folder, "cold-"));
  const seconds = await contender.preview(kind, cold);
  rmSync(cold, { recursive: true, force: true });
  return seconds;
}
