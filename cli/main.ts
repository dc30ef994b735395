import { Command, CommanderError } from "commander";

import { ModelError } from "../model/problem";
import { SandboxError } from "../sandbox/sandbox-error";
import { backtestCommand } from "./commands/backtest";
import { cloneCommand } from "./commands/clone";
import { checkCommand } from "./commands/check";
import { commentCommand } from "./commands/comment";
import { coverageCommand } from "./commands/coverage";
import { driftCommand } from "./commands/drift";
import { environmentCommand } from "./commands/environment";
import { explainCommand } from "./commands/explain";
import { historyCommand } from "./commands/history";
import { importCommand } from "./commands/import";
import { leaksCommand } from "./commands/leaks";
import { messageCommand } from "./commands/message";
import { operatorCommand } from "./commands/operator";
import { parityCommand } from "./commands/parity";
import { planCommand } from "./commands/plan";
import { previewCommand } from "./commands/preview";
import { promoteCommand } from "./commands/promote";
import { recoverCommand } from "./commands/recover";
import { renderCommand } from "./commands/render";
import { reshardCommand } from "./commands/reshard";
import { sandboxCommand } from "./commands/sandbox";
import { startCommand } from "./commands/start";
import { summaryCommand } from "./commands/summary";
import { sweepCommand } from "./commands/sweep";
import { testCommand } from "./commands/test";
import { upCommand } from "./commands/up";
import { exitCodes, Stop } from "./exit";
import { problemsAsJson, reportFailure, wantsJson } from "./failure";

/** The command line: thin, one file a subcommand. */
export function program(): Command {
  const belfry = new Command("belfry")
    .description("Turns operations runbooks into deployed guardrails.")
    .showHelpAfterError("(belfry --help lists the commands)")
    .exitOverride();
  const commands = [
    startCommand(),
    upCommand(),
    planCommand(),
    previewCommand(),
    commentCommand(),
    summaryCommand(),
    testCommand(),
    backtestCommand(),
    historyCommand(),
    environmentCommand(),
    cloneCommand(),
    sweepCommand(),
    parityCommand(),
    driftCommand(),
    leaksCommand(),
    promoteCommand(),
    operatorCommand(),
    importCommand(),
    checkCommand(),
    coverageCommand(),
    explainCommand(),
    messageCommand(),
    renderCommand(),
    sandboxCommand(),
    recoverCommand(),
    reshardCommand(),
  ];
  for (const command of commands) {
    belfry.addCommand(
      command.exitOverride().showHelpAfterError(`(belfry ${command.name()} --help lists its options)`),
    );
  }
  return belfry;
}

/** Runs one command and exits: 0 fine, 1 problems found, 2 wrong usage, 3 our own failure. */
export function main(argv: readonly string[]): void {
  process.stdout.on("error", giveUpOutput);
  program()
    .parseAsync([...argv])
    .then(
      () => undefined,
      (error: unknown) => {
        process.exitCode = report(error, argv);
      },
    );
}

/** A reader that has seen enough is no failure; a full disk is, since what was written is not all. */
function giveUpOutput(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? exitCodes.fine);
  console.error(`The output could not be written: ${error.message}.`);
  process.exit(exitCodes.failure);
}

/** Tells what went wrong and gives the exit code; a program that asked for JSON gets the problems as JSON. */
function report(error: unknown, argv: readonly string[]): number {
  if (error instanceof ModelError && wantsJson(argv)) {
    console.log(problemsAsJson(error.problems));
    return exitCodes.problems;
  }
  if (error instanceof Stop) {
    if (error.message) console.error(error.message);
    return error.code;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
  if (error instanceof ModelError || error instanceof SandboxError) {
    console.error(error.message);
    return exitCodes.problems;
  }
  return reportFailure(error, argv);
}
