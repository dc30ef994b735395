import { Option, type Command } from "commander";

/** Adds the options with which a preview asks the Pulumi engine too. */
export function withEngineOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--engine",
        "ask the Pulumi engine what deploying the checkout would change in each stack, also where no plan says so",
      ).conflicts(["base", "head", "evaluate"]),
    )
    .addOption(
      new Option(
        "--refresh",
        "with --engine: read every resource at its provider first, so that drift shows",
      ).implies({ engine: true }),
    );
}
