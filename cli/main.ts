import { createRequire } from "node:module";

import { Command, CommanderError } from "commander";

import { ModelError } from "../model/problem";
import { SandboxError } from "../sandbox/sandbox-error";
import { exitCodes, Stop } from "./exit";
import { problemsAsJson, reportFailure, wantsJson } from "./failure";

/** In the order of `belfry --help`; `commands/` has a file of the name for each, which exports `<name>Command`. */
const names: readonly string[] = [
  "start",
  "up",
  "plan",
  "preview",
  "comment",
  "summary",
  "test",
  "backtest",
  "history",
  "environment",
  "clone",
  "sweep",
  "parity",
  "drift",
  "leaks",
  "promote",
  "operator",
  "import",
  "check",
  "coverage",
  "explain",
  "message",
  "render",
  "sandbox",
  "recover",
  "reshard",
];

/** Reads a command's file. Only that of the asked command is read, as all together take half a second. */
function commandOf(name: string): Command {
  const exported = createRequire(__filename)(`./commands/${name}`) as Record<string, () => Command>;
  const make = exported[`${name}Command`];
  if (!make) throw new Error(`cli/commands/${name}.ts exports no ${name}Command.`);
  return make();
}

/** The command line: thin. Knows the asked command alone where there is one of that name, and all of them otherwise. */
export function program(asked?: string): Command {
  const belfry = new Command("belfry")
    .description("Turns operations runbooks into deployed guardrails.")
    .showHelpAfterError("(belfry --help lists the commands)")
    .exitOverride();
  const meant = names.filter((name) => name === asked);
  for (const name of meant.length > 0 ? meant : names) {
    belfry.addCommand(
      commandOf(name).exitOverride().showHelpAfterError(`(belfry ${name} --help lists its options)`),
    );
  }
  return belfry;
}

/** Runs one command and exits: 0 fine, 1 problems found, 2 wrong usage, 3 our own failure. */
export function main(argv: readonly string[]): void {
  process.stdout.on("error", giveUpOutput);
  program(argv[2])
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
