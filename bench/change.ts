import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { exitCodes, Stop } from "../cli/exit";
import { median } from "./compare";
import { Contender } from "./contender";
import { copyBelfry, stacks } from "./projects";
import { temperatures, type Temperature } from "./sizes";

/** A preview of one change by plans alone, against the engine's preview of the same change. */
export interface ChangeComparison {
  /** Whether the caches of compiled code are empty or filled. */
  readonly temperature: Temperature;
  /** Median seconds of `pulumi preview`. */
  readonly engine: number;
  /** Median seconds of `belfry preview`, from its start to its end. */
  readonly plans: number;
  /** The share of the engine's time that the plans take. */
  readonly ratio: number;
  /** The most that the ratio may be. */
  readonly limit: number;
  /** True when `ratio` is at most `limit`. */
  readonly kept: boolean;
}

/** Where it is measured, how often, and who hears of it. */
export interface ChangeTiming {
  /** The checkout. */
  readonly root: string;
  /** Folder in which everything is made. */
  readonly folder: string;
  /** How often each is timed under each condition. */
  readonly repetitions: number;
  /** Hears of progress, a line at a time. */
  readonly say: (text: string) => void;
}

/** What a preview by plans must be worth at least: half of the engine's time. */
const limit = 0.5;

/** What the command needs beside the program. */
const commandParts = ["adoption", "cli", "environments", "preview", "recovery", "report", "sandbox"];

const change = `  belfry:overrides:
    vendhub/cpu:
      critical: 88 %
`;

/** Deploys the five services, changes one number, and times both previews of that, turn and turn about. */
export async function timeChange(timing: ChangeTiming): Promise<readonly ChangeComparison[]> {
  const { folder, root, say } = timing;
  const project = copyBelfry(root, join(folder, "change"), 1);
  for (const part of commandParts) cpSync(join(root, part), join(project.folder, part), { recursive: true });
  const warm = join(folder, "change-warm");
  mkdirSync(warm);
  say("one change: deploying Belfry's program");
  const contender = await Contender.deploy(project, warm);
  try {
    const before = join(project.folder, "before.json");
    writeFileSync(
      before,
      belfry(project.folder, warm, ["plan", "--stack", stacks.deployed, "--format", "json"]),
    );
    const file = join(project.folder, `Pulumi.${stacks.deployed}.yaml`);
    writeFileSync(file, readFileSync(file, "utf8").replace("config:\n", `config:\n${change}`));
    const comparisons: ChangeComparison[] = [];
    for (const temperature of temperatures)
      comparisons.push(await timed(temperature, { contender, folder: project.folder, warm }, timing));
    return comparisons;
  } finally {
    await contender.stop();
  }
}

interface Place {
  readonly contender: Contender;
  readonly folder: string;
  readonly warm: string;
}

async function timed(
  temperature: Temperature,
  { contender, folder, warm }: Place,
  { folder: above, repetitions, say }: ChangeTiming,
): Promise<ChangeComparison> {
  const [engine, plans]: [number[], number[]] = [[], []];
  const words = ["preview", "--base", "before.json", "--stack", stacks.deployed, "--no-gate"];
  for (let turn = 1; turn <= repetitions; turn++) {
    const temporary = temperature === "warm" ? warm : mkdtempSync(join(above, "change-cold-"));
    const empty = (): void => {
      if (temperature === "cold") rmSync(join(folder, ".belfry", "cache"), { recursive: true, force: true });
    };
    empty();
    engine.push(await contender.preview("changed", temporary));
    empty();
    const start = performance.now();
    const told = belfry(folder, temporary, words);
    plans.push((performance.now() - start) / 1000);
    if (!told.includes("vendhub/cpu"))
      throw new Stop(exitCodes.failure, `belfry preview saw no change:\n${told}`);
    say(
      `one change, ${temperature}, ${turn} of ${repetitions}: ${seconds(engine)} by the engine, ${seconds(plans)} by plans`,
    );
  }
  const ratio = median(plans) / median(engine);
  return { temperature, engine: median(engine), plans: median(plans), ratio, limit, kept: ratio <= limit };
}

const seconds = (times: readonly number[]): string => `${(times.at(-1) ?? 0).toFixed(2)} s`;

/** Runs the copy's own command; what it printed. */
function belfry(folder: string, temporary: string, words: readonly string[]): string {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join("cli", "belfry.js"), ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, TMPDIR: temporary },
    maxBuffer: 1 << 28,
  });
  if (status === 0) return stdout;
  throw new Stop(exitCodes.failure, `belfry ${words.join(" ")} failed:\n${stdout}${stderr}`);
}
