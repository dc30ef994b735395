import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";

import { Command, Option } from "commander";

import { ModelError } from "../../model/problem";
import type { Plan } from "../../plan/types";
import { backtestOf } from "../../preview/backtest/backtest";
import type { WorkingHours } from "../../preview/backtest/hours";
import { ledgerProblems } from "../../preview/backtest/ledger";
import { budgetProblems } from "../../preview/backtest/teams";
import { HistoryFolder } from "../../preview/history/folder";
import { reconcile } from "../../preview/reconcile";
import { ledgerFile, ledgerOf } from "../backtest/ledger";
import { hoursOption, pageBudgetOption, timezoneOption } from "../backtest/options";
import { sweepFrom, sweepTable } from "../backtest/sweep";
import { terminal } from "../backtest/terminal";
import { checkout } from "../checkout";
import { exitCodes, Stop } from "../exit";
import { meantGuardrail } from "../meant-guardrail";
import { formatOption, stackOption } from "../options";
import { refuse } from "../preview/json";
import { readSide, workingTree } from "../preview/read-side";

interface BacktestOptions {
  /** Environment. */
  readonly stack: string;
  /** Folder with the past. */
  readonly history: string;
  /** The only guardrail to look at. */
  readonly guardrail?: string;
  /** What is compared with: a git ref or a plan's file. */
  readonly base?: string;
  /** Ledger of incidents. */
  readonly incidents?: string;
  /** Working hours. */
  readonly hours: Pick<WorkingHours, "from" | "to">;
  /** Zone of the working hours. */
  readonly timezone: string;
  /** Pages a week that a team can bear. */
  readonly pageBudget: number;
  /** Tries other levels of the one guardrail. */
  readonly sweep?: true;
  /** Form of the output. */
  readonly format: "table" | "json";
}

/** `belfry backtest`: what the alerts would have done in the past that files hold. */
export function backtestCommand(): Command {
  return new Command("backtest")
    .description("Replay the alerts on the past: how often they would have paged, before and after a change.")
    .requiredOption(
      "--history <folder>",
      "CSV files (timestamp,value[,group…]), named <guardrail's id>.csv or <query's hash>.csv",
    )
    .option("--guardrail <id>", "look at one guardrail only")
    .option("--base <ref or file>", "compare with a git ref, or a plan's .json file")
    .option("--incidents <file>", `incidents that must be told (default: ${ledgerFile}, where there is one)`)
    .addOption(
      new Option("--sweep", "try other levels of the one --guardrail, and suggest one").conflicts("base"),
    )
    .addOption(hoursOption())
    .addOption(timezoneOption())
    .addOption(pageBudgetOption())
    .addOption(stackOption())
    .addOption(formatOption())
    .action(async (options: BacktestOptions) => {
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
    folder: new HistoryFolder(folderOf(options.history)),
    hours: { ...options.hours, timezone: options.timezone },
    budget: options.pageBudget,
    ledger: ledgerOf(options.incidents, checkout),
  });
  if (unreadable.length > 0) throw new ModelError(options.history, unreadable);
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
  const swept = await sweepFrom(
    new HistoryFolder(folderOf(options.history)),
    meantGuardrail(guardrail, head),
    head,
    {
      hours: { ...options.hours, timezone: options.timezone },
      ledger: ledgerOf(options.incidents, checkout),
    },
  );
  console.log(format === "json" ? JSON.stringify(swept, null, 2) : sweepTable(swept));
}

function folderOf(written: string): string {
  const folder = resolve(process.cwd(), written);
  if (existsSync(folder)) return relative(process.cwd(), folder) || ".";
  return refuse({
    code: "history/unreadable",
    path: "--history",
    value: written,
    rule: "there is no such folder.",
    remedy: "Name a folder with CSV files.",
  });
}

async function readPlans(
  stack: string,
  base: string | undefined,
): Promise<{ readonly base: Plan | null; readonly head: Plan }> {
  const request = { root: checkout, stack, evaluates: false };
  const { raw: after } = await readSide({ ...request, option: "--head", spec: workingTree });
  const before = base === undefined ? null : await readSide({ ...request, option: "--base", spec: base });
  const plans = reconcile(before?.raw ?? after, after);
  if (plans.problems.length > 0) throw new ModelError(base ?? workingTree, plans.problems);
  return { base: before === null ? null : plans.base, head: plans.head };
}
