import { Command, Option } from "commander";

import { ModelError } from "../../model/problem";
import { junit } from "../../preview/alert-tests/junit";
import { mutateTested } from "../../preview/alert-tests/mutate";
import { isPromtool, runPromtool } from "../../preview/alert-tests/promtool";
import { reportOf, type Report } from "../../preview/alert-tests/report";
import { runSuite } from "../../preview/alert-tests/suite";
import { loadPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { besideHere, namedTests, shippedTests } from "../alert-tests/files";
import { terminal } from "../alert-tests/terminal";
import { checkout } from "../checkout";
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
    .action((words: readonly string[], { format, mutate, stack }: TestOptions) => {
      const files = words.length === 0 ? shippedTests(checkout) : namedTests(words);
      const { guardrails } = loadPlan(readStackFile(checkout, stack)).plan;
      const own = runSuite(
        files.filter(({ text }) => !isPromtool(text)),
        guardrails,
      );
      const prometheus = files
        .filter(({ text }) => isPromtool(text))
        .map((each) => runPromtool(each, besideHere));
      const problems = [own, ...prometheus].flatMap((each) => each.problems);
      if (problems.length > 0) throw new ModelError("What the alert tests say", problems);
      const mutation = mutate ? mutateTested(own.results, guardrails) : null;
      const report = reportOf(
        own.results,
        mutation,
        prometheus.flatMap(({ results }) => results),
      );
      process.stdout.write(formats[format]?.(report) ?? "");
      if (report.failed > 0 || (report.mutation?.survivors.length ?? 0) > 0)
        throw new Stop(exitCodes.problems);
    });
}
