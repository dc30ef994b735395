import { Command, Option } from "commander";

import { ModelError } from "../../model/problem";
import { backtestOf } from "../../preview/backtest/backtest";
import { ledgerProblems } from "../../preview/backtest/ledger";
import { budgetProblems } from "../../preview/backtest/teams";
import { ledgerFile, ledgerOf } from "../backtest/ledger";
import { pastOptions, type PastOptions } from "../backtest/options";
import { readPlans } from "../backtest/plans";
import { sweepFrom, sweepTable } from "../backtest/sweep";
import { terminal } from "../backtest/terminal";
import { checkout } from "../checkout";
import { exitCodes, Stop } from "../exit";
import { openHistory } from "../history/folder";
import { meantGuardrail } from "../meant-guardrail";
import { formatOption, stackOption } from "../options";

interface BacktestOptions extends PastOptions {
  /** Environment. */
  readonly stack: string;
  /** Folder with the past; what was pulled for the stack where it is not named. */
  readonly history?: string;
  /** The only guardrail to look at. */
  readonly guardrail?: string;
  /** What is compared with: a git ref or a plan's file. */
  readonly base?: string;
  /** Tries other levels of the one guardrail. */
  readonly sweep?: true;
  /** Form of the output. */
  readonly format: "table" | "json";
}

/** `belfry backtest`: what the alerts would have done in the past that files hold. */
export function backtestCommand(): Command {
  const command = new Command("backtest")
    .description("Replay the alerts on the past: how often they would have paged, before and after a change.")
    .option(
      "--history <folder>",
      "CSV, Parquet or OpenMetrics files, named by guardrail or query (default: what belfry history pull got)",
    )
    .option("--guardrail <id>", "look at one guardrail only")
    .option("--base <ref or file>", "compare with a git ref, or a plan's .json file")
    .addOption(
      new Option("--sweep", "try other levels of the one --guardrail, and suggest one").conflicts("base"),
    );
  for (const option of [...pastOptions(), stackOption(), formatOption()]) command.addOption(option);
  return command.action(async (options: BacktestOptions) => {
    await (options.sweep ? sweep(options) : backtest(options));
  });
}

async function backtest({ base: before, stack, ...options }: BacktestOptions): Promise<void> {
  const { base, head } = await readPlans(stack, before);
  const only = options.guardrail === undefined ? null : meantGuardrail(options.guardrail, head).id;
  const { backtest: result, problems: unreadable } = await backtestOf({
    stack,
    base: before === undefined || base === null ? null : { name: before, plan: base },
    head,
    only,
    folder: openHistory(options.history, stack),
    hours: { ...options.hours, timezone: options.timezone },
    budget: options.pageBudget,
    ledger: ledgerOf(options.incidents, checkout),
  });
  if (unreadable.length > 0) throw new ModelError(options.history ?? "The past", unreadable);
  const problems = [
    ...budgetProblems(result.teams),
    ...ledgerProblems(options.incidents ?? ledgerFile, result.ledger),
  ];
  console.log(
    options.format === "json" ? JSON.stringify({ ...result, problems }, null, 2) : terminal(result, problems),
  );
  if (problems.length > 0) throw new Stop(exitCodes.problems);
}

async function sweep({ format, guardrail, stack, ...options }: BacktestOptions): Promise<void> {
  if (guardrail === undefined)
    throw new Stop(exitCodes.usage, "error: --sweep needs --guardrail <id>: the levels of one are tried.");
  const { head } = await readPlans(stack, undefined);
  const swept = await sweepFrom(openHistory(options.history, stack), meantGuardrail(guardrail, head), head, {
    hours: { ...options.hours, timezone: options.timezone },
    ledger: ledgerOf(options.incidents, checkout),
  });
  console.log(format === "json" ? JSON.stringify(swept, null, 2) : sweepTable(swept));
}
