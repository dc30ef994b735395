import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { exitCodes, Stop } from "../cli/exit";
import type { Replayed } from "./backtest-child";
import { levels, podName, start, writeCsv, writePromtool, type Expected, type Past } from "./backtest-data";
import { median } from "./compare";

/** A replay of the past held against its limit. */
export interface BacktestComparison {
  /** What is measured. */
  readonly what: "evaluation" | "from files" | "memory";
  /** How much of a past. */
  readonly past: Past;
  /** What promtool takes, in seconds; null where it is not compared. */
  readonly promtool: number | null;
  /** What Belfry takes: seconds, or bytes of memory. */
  readonly belfry: number;
  /** How many times faster Belfry is; for memory, its bytes. */
  readonly reached: number;
  /** Least number of times, or most bytes. */
  readonly limit: number;
  /** Whether the limit is kept. */
  readonly kept: boolean;
}

/** How it is measured. */
export interface BacktestTiming {
  /** The checkout. */
  readonly root: string;
  /** promtool. */
  readonly promtool: string;
  /** Folder for files. */
  readonly folder: string;
  /** How often each side is timed. */
  readonly repetitions: number;
  /** Hears of progress, a line at a time. */
  readonly say: (text: string) => void;
}

/** A month of ten series. */
const month: Past = { series: 10, points: 30 * 1440 };

/** Nearly two years of them. */
const million: Past = { series: 10, points: 1_000_000 };

/** The limits of which the project's issue speaks: times faster, and bytes. */
const limits = { evaluation: 100, "from files": 20, memory: 500e6 };

/** Replays the same past with the same levels through promtool and through Belfry, turn and turn about. */
export function measureBacktest(timing: BacktestTiming): readonly BacktestComparison[] {
  const { folder, promtool, repetitions, root, say } = timing;
  const belfry = (past: string): Replayed => {
    const words = [
      "-r",
      join(root, "toolchain", "register.cjs"),
      join(root, "bench", "backtest-child.ts"),
      past,
    ];
    return JSON.parse(run(process.execPath, words, folder)) as Replayed;
  };
  const own = csvFolder(folder, "month", month);
  const expected = expectedOf(belfry(own));
  const all = writePromtool(folder, "all.yml", month, expected);
  // The same files with one evaluation: what promtool takes to read them.
  const reading = writePromtool(folder, "reading.yml", month, [{ at: 0, level: 0, pods: [] }]);

  const times = {
    all: [] as number[],
    reading: [] as number[],
    belfry: [] as number[],
    evaluation: [] as number[],
  };
  for (let turn = 1; turn <= repetitions; turn++) {
    times.all.push(seconds(() => run(promtool, ["test", "rules", all], folder)));
    times.reading.push(seconds(() => run(promtool, ["test", "rules", reading], folder)));
    let replayed: Replayed | null = null;
    times.belfry.push(seconds(() => (replayed = belfry(own))));
    times.evaluation.push((replayed as Replayed | null)?.evaluation ?? Number.NaN);
    const [theirs, ours] = [times.all.at(-1) ?? 0, times.belfry.at(-1) ?? 0];
    say(`backtest, ${turn} of ${repetitions}: promtool ${theirs.toFixed(2)} s, belfry ${ours.toFixed(2)} s`);
  }
  say(`backtest: ${million.series} series of ${million.points} points`);
  const { memory } = belfry(csvFolder(folder, "million", million));
  const evaluation = median(times.all) - median(times.reading);
  return [
    faster("evaluation", evaluation, median(times.evaluation)),
    faster("from files", median(times.all), median(times.belfry)),
    {
      what: "memory",
      past: million,
      promtool: null,
      belfry: memory,
      reached: memory,
      limit: limits.memory,
      kept: memory <= limits.memory,
    },
  ];
}

/** Holds times against the limit of their kind. */
export function faster(
  what: "evaluation" | "from files",
  promtool: number,
  belfry: number,
): BacktestComparison {
  const [reached, limit] = [promtool / belfry, limits[what]];
  return { what, past: month, promtool, belfry, reached, limit, kept: reached >= limit };
}

function csvFolder(folder: string, name: string, past: Past): string {
  const own = join(folder, name);
  mkdirSync(own);
  writeCsv(join(own, "load.csv"), past);
  return own;
}

/** Every three hours promtool is asked which pods alert at each level, so that both sides are seen to do the same. */
function expectedOf({ alerts }: Replayed): readonly Expected[] {
  const every = 3 * 3600;
  const times = Array.from({ length: (month.points * 60) / every }, (_, index) => (index + 1) * every);
  return times.flatMap((at) =>
    levels.map((_, level): Expected => {
      const pods = Array.from({ length: month.series }, (_each, index) => podName(index));
      const now = start + at;
      const alerting = (pod: string): boolean =>
        (alerts[level]?.[pod] ?? []).some((each) => each.start <= now && now < each.end);
      return { at, level, pods: pods.filter(alerting) };
    }),
  );
}

function seconds(action: () => unknown): number {
  const begun = performance.now();
  action();
  return (performance.now() - begun) / 1000;
}

function run(command: string, words: readonly string[], cwd: string): string {
  const { error, status, stderr, stdout } = spawnSync(command, words, {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status === 0) return stdout;
  const why = `${error?.message ?? ""}\n${stdout}\n${stderr}`.trim().slice(0, 4000);
  throw new Stop(exitCodes.failure, `${command} ${words.join(" ")} failed:\n${why}`);
}
