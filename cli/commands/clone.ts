import { Argument, Command, Option } from "commander";

import {
  cloneMarkdown,
  cloneReport,
  type CloneReport,
  type DeployedClone,
} from "../../environments/clone/report";
import { findWorkplace, openWorkplace } from "../engine/workplace";
import type { KindRequest } from "../engine/workplace-kind";
import { checkout } from "../checkout";
import { deployClone } from "../clone/deploy";
import { prepareClone, type PreparedClone } from "../clone/prepare";
import { cloneEnding, cloneTerminal } from "../clone/terminal";
import { cloneOptions, nameRefused, optionsOf, type CloneWords } from "../clone/words";
import { exitCodes, Stop } from "../exit";
import { sandboxOption, stackArgument } from "../options";

interface Options extends CloneWords {
  /** Shows what would be done and writes nothing. */
  readonly dryRun?: true;
  /** The sandbox, whatever backend the user chose. */
  readonly sandbox?: true;
  /** Form of the output. */
  readonly format: "table" | "json" | "markdown";
}

/** `belfry clone`: an environment of its own, made from another, with nothing of that left in it. */
export function cloneCommand(): Command {
  const command = new Command("clone")
    .description(
      "Make an environment from another: its file rewritten by named rules, searched for anything of the origin, and deployed.",
    )
    .addArgument(stackArgument("from", "the environment that is cloned, such as prod"))
    .addArgument(new Argument("<to>", "name of the clone, such as staging-demo"));
  for (const option of cloneOptions()) command.addOption(option);
  return command
    .option("--dry-run", "show every rewrite and what differs, and write nothing")
    .addOption(sandboxOption())
    .addOption(
      new Option("--format <format>", "table for people; the others for machines and pull requests")
        .choices(["table", "json", "markdown"])
        .default("table"),
    )
    .action(clone);
}

async function clone(from: string, to: string, options: Options): Promise<void> {
  const refused = nameRefused(from, to);
  if (refused !== null) throw new Stop(exitCodes.usage, `error: ${refused}`);
  const request = { stack: to, sandbox: options.sandbox ?? false };
  const place = findWorkplace(checkout, request);
  const prepared = await prepareClone(place, { from, to, options: optionsOf(options), now: new Date() });
  const show = (text: string): void => {
    if (options.format === "table") console.log(text);
  };
  show(cloneTerminal(reportOf(prepared, null), prepared.parity));
  const report = reportOf(prepared, options.dryRun === true ? null : await make(prepared, request));
  show(`\n${cloneEnding(report)}`);
  if (options.format === "json") console.log(JSON.stringify(report, null, 2));
  if (options.format === "markdown") process.stdout.write(cloneMarkdown(report));
}

async function make(prepared: PreparedClone, request: KindRequest): Promise<DeployedClone> {
  const place = await openWorkplace(checkout, request, (line) => {
    console.error(line);
  });
  try {
    return await deployClone(place, prepared);
  } finally {
    await place.close();
  }
}

function reportOf(
  { file, isThere, made, parity, request }: PreparedClone,
  deployed: DeployedClone | null,
): CloneReport {
  const { expires, from, to } = request;
  const written = deployed !== null && !isThere;
  return cloneReport({ from, to, file, written, expires, made, parity, deployed });
}
