import { createInterface } from "node:readline/promises";

import { Command, Option } from "commander";

import { ModelError } from "../../model/problem";
import { knownServices, loadPlan } from "../../stacks/load-plan";
import { shardOf, unknownShard, type Layout } from "../../stacks/shard";
import { readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { goesOn } from "../engine/deploy";
import { sensibleParallelism } from "../engine/deploy-stacks";
import { needsRecovery } from "../engine/recover";
import { previewStacks } from "../engine/preview-stacks";
import { holdingStack, refuseWhileHeld } from "../engine/stack-lock";
import { findWorkplace, openWorkplace, type OpenWorkplace, type Workplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import { formatOption, parallelOption, parsePart, sandboxOption } from "../options";
import { refuseCutOff } from "../up/cut-off";
import { deployEnvironment, stacksThere } from "../up/deploy-environment";
import { deploymentOf, type Deployment } from "../up/layout";
import { shardFileProblems } from "../up/shard-files";
import { outcomesOf, summaryTable, type Counted } from "../up/summary";
import { problemsOf } from "./check";
import { describeRepairs } from "./recover";

interface UpOptions {
  /** The same as the argument. */
  readonly stack?: string;
  /** The most stacks at once. */
  readonly parallel?: number;
  /** One stack, or a stack for each service, where nothing is deployed yet. */
  readonly layout?: Layout;
  /** Deploys without asking. */
  readonly yes?: true;
  /** In the sandbox, whatever backend the user chose. */
  readonly sandbox?: true;
  /** Form of the summary. */
  readonly format: "table" | "json";
}

/** `belfry up`: deploys an environment, its shards side by side. */
export function upCommand(): Command {
  return new Command("up")
    .description(
      "Deploy an environment: one stack, or its shards side by side. Shows what would change and asks first, unless --yes.",
    )
    .argument("[stack]", "the environment, or one shard such as prod.vendhub (default: prod)", parsePart)
    .addOption(new Option("-s, --stack <name>", "the same as an option").argParser(parsePart))
    .addOption(parallelOption("the most stacks to deploy at once"))
    .addOption(
      new Option("--layout <layout>", "where nothing is deployed yet: one stack, or one for each service")
        .choices(["one", "shards"])
        .default(undefined, "what is there, else one"),
    )
    .option("--yes", "deploy without asking")
    .addOption(sandboxOption())
    .addOption(formatOption())
    .action(async (named: string | undefined, options: UpOptions) => {
      const stack = named ?? options.stack ?? "prod";
      if (options.stack !== undefined && options.stack !== stack)
        throw new Stop(exitCodes.usage, `error: ${stack} and --stack ${options.stack} name two stacks.`);
      await up(stack, options);
    });
}

async function up(stack: string, options: UpOptions): Promise<void> {
  const { environment } = shardOf(stack);
  // A name without a file is told before anything is started, and so is what is wrong with the file.
  readStackFile(checkout, environment);
  const request = { stack, sandbox: options.sandbox === true };
  const services = servicesOf(stack, findWorkplace(checkout, request));
  const place = await openWorkplace(checkout, request, say);
  try {
    const there = await stacksThere(place, environment);
    const deployment = deploymentOf({ stack, asked: options.layout ?? null, there, services });
    await refuseCutOff(place, deployment);
    if (!options.yes && !(await agreed(place, deployment, options))) return;
    const work = (): Promise<void> => deploy(place, deployment, options);
    await holdingStack(checkout, work, environment);
  } finally {
    await place.close();
  }
}

/**
 * The services of an environment of which nothing is wrong.
 *
 * @throws ModelError with everything that keeps it from being deployed
 */
function servicesOf(stack: string, place: Workplace): readonly string[] {
  const shard = shardOf(stack);
  const { environment } = shard;
  const loaded = loadPlan(place.configOf(environment));
  const problems = [
    ...unknownShard(shard, knownServices),
    ...problemsOf(loaded, true, new Date().toJSON().slice(0, 10)),
    ...shardFileProblems(checkout, environment),
  ];
  if (problems.length > 0) throw new ModelError(environment, problems);
  return loaded.environment.services;
}

/** Shows what would change, and asks where somebody can answer. */
async function agreed(place: OpenWorkplace, deployment: Deployment, options: UpOptions): Promise<boolean> {
  const { environment, stacks } = deployment;
  refuseWhileHeld(checkout, environment);
  const began = Date.now();
  const parallel = options.parallel ?? sensibleParallelism();
  const runs = await previewStacks(place, environment, stacks, parallel);
  tell("preview", deployment, { runs, began, format: options.format });
  if (place.kind === "sandbox" && (await needsRecovery(place, environment)))
    say("An earlier run was cut off: deploying brings state and sandbox together first.");
  if (runs.some(({ errors }) => errors.length > 0)) throw new Stop(exitCodes.problems);
  const isAsked = process.stdin.isTTY && process.stderr.isTTY;
  if (!isAsked) {
    say(`Nothing was deployed: --yes deploys ${environment}.`);
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`Deploy ${environment}? [y/N] `).finally(() => {
    lines.close();
  });
  return /^y(?:es)?$/i.test(answer.trim());
}

async function deploy(place: OpenWorkplace, deployment: Deployment, options: UpOptions): Promise<void> {
  const began = Date.now();
  const runs = await deployEnvironment(place, deployment, {
    parallel: options.parallel ?? null,
    onRecovery: (report) => {
      say(describeRepairs(report, true));
    },
  });
  tell("up", deployment, { runs, began, format: options.format });
  const { environment, stacks } = deployment;
  if (runs.length === stacks.length && runs.every(({ code }) => code === 0)) return;
  const hasLost = runs.some(({ lost }) => lost !== null);
  say(`\n${goesOn(`npx belfry up --stack ${environment}`, place.kind, hasLost)}`);
  throw new Stop(exitCodes.problems);
}

interface Told extends Pick<UpOptions, "format"> {
  /** How each stack ended. */
  readonly runs: readonly Counted[];
  /** When the first began. */
  readonly began: number;
}

function tell(command: "preview" | "up", { environment, layout, stacks }: Deployment, told: Told): void {
  const seconds = (Date.now() - told.began) / 1000;
  const outcomes = outcomesOf(stacks, told.runs, command);
  if (told.format === "json")
    console.log(
      JSON.stringify({ schemaVersion: 1, command, environment, layout, seconds, stacks: outcomes }, null, 2),
    );
  else
    console.log(`${command === "preview" ? "What would change:\n\n" : ""}${summaryTable(outcomes, seconds)}`);
}

const say = (line: string): void => {
  console.error(line);
};
