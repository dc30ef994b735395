import { Command, Option } from "commander";

import type { Layout } from "../../stacks/shard";
import { describeProblems } from "../../model/problem";
import { checkout } from "../checkout";
import { findPulumi } from "../engine/find-pulumi";
import { localStack } from "../engine/local-stack";
import { makeMove, thinkThrough, type Made, type ReshardParts } from "../engine/reshard";
import { holdingStack } from "../engine/stack-lock";
import { findWorkplace, openWorkplace, type Workplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import { formatOption, sandboxOption, stackArgument } from "../options";
import { soundPlan } from "../sound-plan";
import { moveAsJson, moveAsText } from "../reshard/terminal";

interface ReshardOptions {
  /** The layout that the environment shall have. */
  readonly to: Layout;
  /** Makes the move. */
  readonly yes?: true;
  /** The sandbox, whatever backend the user chose. */
  readonly sandbox?: true;
  /** Form of the output. */
  readonly format: "table" | "json";
}

/** `belfry reshard`: an environment in one stack, or in one for each service; a dry run unless told otherwise. */
export function reshardCommand(): Command {
  return new Command("reshard")
    .description(
      "Move an environment's resources between one stack and one stack per service; no object is touched. Shows only, unless --yes.",
    )
    .addArgument(stackArgument("environment", "the environment, such as prod"))
    .addOption(
      new Option(
        "--to <layout>",
        "shards: a stack for each service and one for what they share; one: a single stack",
      )
        .choices(["shards", "one"])
        .makeOptionMandatory(),
    )
    .option("--yes", "make the move; a copy of every state is kept first")
    .addOption(sandboxOption())
    .addOption(formatOption())
    .action(async (environment: string, options: ReshardOptions) => {
      if (environment === localStack)
        throw new Stop(
          exitCodes.usage,
          `error: ${localStack} is what npm start deploys, always as one stack.`,
        );
      const made = await reshardIn(environment, options);
      const { format, to } = options;
      console.log(format === "json" ? moveAsJson(environment, to, made) : moveAsText(environment, to, made));
      const { carried, plan } = made;
      if (plan.problems.length === 0 && carried?.proved !== false) return;
      const told = format === "json" || plan.problems.length === 0;
      throw new Stop(
        exitCodes.problems,
        told ? "" : describeProblems(`The move of ${environment}`, plan.problems),
      );
    });
}

async function reshardIn(environment: string, { sandbox, to, yes }: ReshardOptions): Promise<Made> {
  const request = { stack: environment, sandbox: sandbox === true };
  const partsIn = (workplace: Workplace): ReshardParts => {
    // Of a file that is wrong nobody knows which services it means.
    const { services } = soundPlan(environment, workplace.configOf(environment)).environment;
    return { workplace, environment, services, to, say };
  };
  // What is wrong with the file is told before anything is started.
  partsIn(findWorkplace(checkout, request));
  if (!yes) {
    await findPulumi(checkout);
    return { plan: await thinkThrough(partsIn(findWorkplace(checkout, request, say))), carried: null };
  }
  const work = async (): Promise<Made> => {
    const workplace = await openWorkplace(checkout, request, say);
    try {
      return await makeMove(partsIn(workplace));
    } finally {
      await workplace.close();
    }
  };
  return holdingStack(checkout, work, environment);
}

const say = (line: string): void => {
  console.error(line);
};
