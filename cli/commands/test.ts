import { Command, Option } from "commander";

import { ModelError } from "../../model/problem";
import { junit } from "../../preview/alert-tests/junit";
import { mutateTested, type Mutation } from "../../preview/alert-tests/mutate";
import { isPromtool, runPromtool } from "../../preview/alert-tests/promtool";
import { reportOf, type Report } from "../../preview/alert-tests/report";
import { runSuite, type Result, type TestFile } from "../../preview/alert-tests/suite";
import type { Guardrail } from "../../plan/types";
import { loadPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { besideHere, namedTests, shippedTests } from "../alert-tests/files";
import { terminal } from "../alert-tests/terminal";
import { checkout } from "../checkout";
import { progressLine } from "../engine/progress";
import { exitCodes, Stop } from "../exit";
import { stackOption } from "../options";

const formats: Readonly<Record<string, (report: Report) => string>> = {
  table: (report) => `${terminal(report)}\n`,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  junit,
};

interface TestOptions {
  readonly stack: string;
  readonly format: string;
  readonly mutate?: true;
}

/** `belfry test`: whether monitors do on made-up series what their tests promise, without engine or credentials. */
export function testCommand(): Command {
  return new Command("test")
    .description(
      "Try monitors on made-up series, and compare their states and notifications with what is promised.",
    )
    .argument(
      "[files...]",
      "files or folders of *.alerts.test.yaml, or promtool's test files (default: services/)",
    )
    .addOption(stackOption())
    .addOption(
      new Option("--format <format>", "table for people, json and junit for machines")
        .choices(Object.keys(formats))
        .default("table"),
    )
    .option(
      "--mutate",
      "change each tested level, window, comparator and silence, and list what no test notices",
    )
    .action((words: readonly string[], options: TestOptions) => {
      const report = tried(words.length === 0 ? shippedTests(checkout) : namedTests(words), options);
      process.stdout.write(formats[options.format]?.(report) ?? "");
      if (report.failed > 0 || (report.mutation?.survivors.length ?? 0) > 0)
        throw new Stop(exitCodes.problems);
    });
}

/**
 * What becomes of the tests of files.
 *
 * @throws ModelError with all that keeps them from being run
 */
function tried(files: readonly TestFile[], { mutate, stack }: TestOptions): Report {
  const start = performance.now();
  const { guardrails } = loadPlan(readStackFile(checkout, stack)).plan;
  const { problems, results } = runSuite(
    files.filter(({ text }) => !isPromtool(text)),
    guardrails,
  );
  const prometheus = files
    .filter(({ text }) => isPromtool(text))
    .map((each) => runPromtool(each, besideHere));
  const all = [...problems, ...prometheus.flatMap((each) => each.problems)];
  if (all.length > 0) throw new ModelError("What the alert tests say", all);
  return reportOf({
    results,
    promtool: prometheus.flatMap((each) => each.results),
    mutation: mutate ? mutated(results, guardrails) : null,
    seconds: Number(((performance.now() - start) / 1000).toFixed(1)),
  });
}

/** Tries the mutants, saying how far it is. */
function mutated(results: readonly Result[], guardrails: readonly Guardrail[]): Mutation {
  const line = progressLine();
  try {
    return mutateTested(results, guardrails, (done, all) => {
      if (done > 0 && done % saidEvery === 0) line.say(`${done} of ${all} mutants tried`);
    });
  } finally {
    line.end();
  }
}

/** Mutants between two words on how far it is: each takes a thousandth of a second. */
const saidEvery = 50;
