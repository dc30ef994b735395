import { Command, Option } from "commander";

import { describeProblem } from "../../model/problem";
import { parityMarkdown } from "../../environments/parity/markdown";
import { parityOf, paritySentence, type Parity } from "../../environments/parity/parity";
import { wordsOf } from "../../preview/change";
import { oneLine } from "../../preview/render/text";
import { colour } from "../colour";
import { exitCodes, Stop } from "../exit";
import { stackArgument } from "../options";
import { soundPlans } from "../sound-plan";
import { table } from "../table";

const formats: Readonly<Record<string, (parity: Parity) => string>> = {
  table: (parity) => `${parityTerminal(parity)}\n`,
  markdown: parityMarkdown,
  json: (parity) => `${JSON.stringify(parity, null, 2)}\n`,
};

/** `belfry parity`: in what two environments differ, and why. */
export function parityCommand(): Command {
  return new Command("parity")
    .description(
      "Compare two environments guardrail by guardrail: each difference has its reason or is a problem.",
    )
    .addArgument(stackArgument("from", "the environment that the other is measured by, such as prod"))
    .addArgument(stackArgument("to", "the other, such as staging"))
    .addOption(
      new Option("--format <format>", "table for people; the others for machines and pull requests")
        .choices(Object.keys(formats))
        .default("table"),
    )
    .action((from: string, to: string, { format }: { readonly format: string }) => {
      const [one, other] = soundPlans(from, to);
      const parity = parityOf(one.inputs, other.environment);
      process.stdout.write(formats[format]?.(parity) ?? "");
      if (parity.problems.length > 0) throw new Stop(exitCodes.problems);
    });
}

const cellLength = 60;

/** Two environments side by side, for a terminal. */
export function parityTerminal(parity: Parity): string {
  const { causes, from, problems, to } = parity;
  const rows = causes.map((each) => [
    each.cause,
    oneLine(each.before, cellLength),
    oneLine(each.after, cellLength),
    String(each.guardrails),
    each.classes.map(wordsOf).join(", "),
    each.because,
  ]);
  return [
    colour.bold(paritySentence(parity)),
    ...problems.map((each) => `  problem: ${oneLine(describeProblem(each))}`),
    ...(rows.length === 0
      ? []
      : ["", table(["what differs", from, to, "guardrails", "what it means", "because"], rows)]),
  ].join("\n");
}
