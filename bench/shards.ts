import { spawnSync } from "node:child_process";
import { cpSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";

import { exitCodes, Stop } from "../cli/exit";
import { median } from "./compare";

/** One environment deployed as one stack, against its shards side by side. */
export interface ShardsComparison {
  /** What there is to do: everything, or nothing. */
  readonly work: "all new" | "no change";
  /** Median seconds of the one stack, previews and the sandbox's start left out. */
  readonly one: number;
  /** Median seconds of the shards. */
  readonly shards: number;
  /** The share of the one stack's time that the shards take. */
  readonly ratio: number;
  /** The most that the ratio may be; null where none is held. */
  readonly limit: number | null;
  /** False when `ratio` is above `limit`. */
  readonly kept: boolean;
}

/** Where it is measured, how often, and who hears of it. */
export interface ShardsTiming {
  /** The checkout. */
  readonly root: string;
  /** Folder in which everything is made. */
  readonly folder: string;
  /** How often each layout is deployed. */
  readonly repetitions: number;
  /** Hears of progress, a line at a time. */
  readonly say: (text: string) => void;
}

const layouts = ["one", "shards"] as const;
type Layout = (typeof layouts)[number];

const works = ["all new", "no change"] as const;

/** Shards that are slower than one stack would have no reason; without a change each of them still starts an engine. */
const limits: Readonly<Record<ShardsComparison["work"], number | null>> = { "all new": 1, "no change": null };

/** What belongs to whoever works in the checkout. */
const left: ReadonlySet<string> = new Set([".belfry", ".git", "node_modules", "Pulumi.local.yaml"]);

/** Deploys prod into empty sandboxes in both layouts, turn and turn about, each twice: anew, then without a change. */
export function timeShards(timing: ShardsTiming): readonly ShardsComparison[] {
  const { folder, repetitions, root, say } = timing;
  const copy = join(folder, "shards");
  cpSync(root, copy, { recursive: true, filter: (path) => path === root || !left.has(basename(path)) });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const times = {
    one: { "all new": [], "no change": [] },
    shards: { "all new": [], "no change": [] },
  } as Record<Layout, Record<ShardsComparison["work"], number[]>>;
  for (let turn = 1; turn <= repetitions; turn++) {
    for (const layout of turn % 2 === 1 ? layouts : [...layouts].reverse()) {
      rmSync(join(copy, ".belfry"), { recursive: true, force: true });
      for (const work of works) {
        const seconds = up(copy, layout);
        times[layout][work].push(seconds);
        say(`${work}, ${turn} of ${repetitions}: ${layout} ${seconds.toFixed(1)} s`);
      }
    }
  }
  return works.map((work) => compareShards(work, times.one[work], times.shards[work]));
}

/** Both layouts compared by the median of their times. */
export function compareShards(
  work: ShardsComparison["work"],
  one: readonly number[],
  shards: readonly number[],
): ShardsComparison {
  const ratio = median(shards) / median(one);
  const limit = limits[work];
  return {
    work,
    one: median(one),
    shards: median(shards),
    ratio,
    limit,
    kept: limit === null || ratio <= limit,
  };
}

/** Seconds from the first engine's start to the last one's end. */
function up(copy: string, layout: Layout): number {
  const words = ["up", "--stack", "prod", "--layout", layout, "--yes", "--sandbox", "--format", "json"];
  const { status, stderr, stdout } = spawnSync(process.execPath, [join("cli", "belfry.js"), ...words], {
    cwd: copy,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0)
    throw new Stop(exitCodes.failure, `belfry ${words.join(" ")} failed:\n${stdout}${stderr}`);
  return (JSON.parse(stdout) as { readonly seconds: number }).seconds;
}
