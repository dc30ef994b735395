import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Command } from "commander";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

import { promote, type Promotion } from "../../environments/promote/promote";
import { describeProblem, ModelError, type Problem } from "../../model/problem";
import { expiredOverrides } from "../../plan/check/wiring";
import { previewOf } from "../../preview/preview";
import { loadPlan, type LoadedPlan } from "../../stacks/load-plan";
import { configLine, stackFileOf, stackSource } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { exitCodes, Stop } from "../exit";
import { meantGuardrail } from "../meant-guardrail";
import { stackArgument } from "../options";
import { terminal } from "../preview/terminal";
import { soundPlans } from "../sound-plan";
import { writeWhole } from "../write-whole";

interface PromoteOptions {
  /** The guardrail whose values are carried. */
  readonly guardrail: string;
  /** The only field. */
  readonly field?: string;
  /** Why it holds there too. */
  readonly because?: string;
  /** Writes the file. */
  readonly yes?: true;
}

/** `belfry promote`: a value tuned in one environment, carried into another's file; a dry run unless told otherwise. */
export function promoteCommand(): Command {
  return new Command("promote")
    .description(
      "Carry a value that was tuned in one environment into the file of another. Shows the change and what it means; writes with --yes.",
    )
    .addArgument(stackArgument("from", "the environment in which it was tuned, such as staging"))
    .addArgument(stackArgument("to", "the one that gets it, such as prod"))
    .requiredOption("--guardrail <id>", "the guardrail, such as vendhub/cpu")
    .option("--field <name>", "only this field, such as critical (default: every one that is changed)")
    .option("--because <reason>", "why it holds there too (default: the reason that is written)")
    .option("--yes", "write the file; nothing is deployed by that")
    .action((from: string, to: string, options: PromoteOptions) => {
      if (from === to)
        throw new Stop(exitCodes.usage, `error: ${from} cannot get its own value; name two environments.`);
      const [, before] = soundPlans(from, to);
      const { id } = meantGuardrail(options.guardrail, before.plan);
      const { file, text, was } = promotion(from, to, { ...options, guardrail: id });
      if (text === was) {
        console.log(`${file} says so already: nothing to carry.`);
        return;
      }
      const after = loadPlan(stackSource(checkout, to, { file, text }));
      process.stdout.write(`${patchOf(file, was, text)}\n${meaning(to, before, after)}\n`);
      const problems = [...after.problems, ...endedNow(before, after)];
      if (problems.length > 0) throw new ModelError(`${file} as it would be`, problems);
      if (options.yes) writeWhole(join(checkout, file), text);
      console.log(
        options.yes
          ? `\n${file} is written. Run npm run render, and commit both.`
          : `\nNothing is written yet: --yes writes ${file}.`,
      );
    });
}

interface Promoted extends Pick<Promotion, "text"> {
  readonly file: string;
  readonly was: string;
}

function promotion(from: string, to: string, { because, field, guardrail }: PromoteOptions): Promoted {
  const [source, target] = [from, to].map((stack) => stackFileOf(checkout, stack));
  const textOf = (file = ""): { file: string; text: string } => ({
    file,
    text: readFileSync(join(checkout, file), "utf8"),
  });
  const request = { from: textOf(source), to: textOf(target), guardrail };
  const { problems, text } = promote({ ...request, field: field ?? null, because: because ?? null });
  if (problems.length > 0) throw new ModelError("The request", problems);
  return { file: request.to.file, was: request.to.text, text };
}

/** What was temporary and is over has nothing to carry on; what is over in the file already is told by `belfry check`. */
function endedNow(before: LoadedPlan, after: LoadedPlan): readonly Problem[] {
  const today = new Date().toJSON().slice(0, 10);
  const was = expiredOverrides(before.environment, today).map(describeProblem);
  return expiredOverrides(after.environment, today).filter((each) => !was.includes(describeProblem(each)));
}

function patchOf(file: string, was: string, text: string): string {
  const options = { headerOptions: FILE_HEADERS_ONLY, context: 2 };
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, was, text, undefined, undefined, options);
}

/** What it means for the people on call, in the words of a preview. */
function meaning(stack: string, before: LoadedPlan, after: LoadedPlan): string {
  return terminal(
    previewOf({
      base: stack,
      head: `${stack} as it would be`,
      stacks: [
        {
          stack,
          base: before.plan,
          head: after.plan,
          notCompared: [],
          problems: [],
          waived: after.waived,
          backtest: null,
          originOf: ({ id }, field) => configLine(checkout, stack, ["overrides", id, field]),
        },
      ],
      gates: { names: [], waivers: [] },
    }),
  );
}
