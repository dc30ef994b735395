import { Command, Option } from "commander";

import type { Drift } from "../../environments/drift/drift";
import { driftMarkdown } from "../../environments/drift/markdown";
import { checkout } from "../checkout";
import { driftIn } from "../drift/look";
import { terminal } from "../drift/terminal";
import { exitCodes, Stop } from "../exit";
import { parsePart, sandboxOption } from "../options";

const formats: Readonly<Record<string, (drift: Drift) => string>> = {
  table: (drift) => `${terminal(drift)}\n`,
  markdown: driftMarkdown,
  json: (drift) => `${JSON.stringify(drift, null, 2)}\n`,
};

interface DriftOptions {
  /** Form of the output. */
  readonly format: string;
  /** Looks at the sandbox's stack of that name. */
  readonly sandbox?: boolean;
}

/** `belfry drift`: what was changed by hand at the providers; it writes nothing. */
export function driftCommand(): Command {
  return new Command("drift")
    .description(
      "Show what was changed by hand at the providers of a stack: edited, deleted, muted, added. It writes nothing.",
    )
    .argument("<stack>", "the environment that is looked at, or one shard such as prod.vendhub", parsePart)
    .addOption(
      new Option("--format <format>", "table for people; the others for machines and issues")
        .choices(Object.keys(formats))
        .default("table"),
    )
    .addOption(sandboxOption())
    .action(async (stack: string, { format, sandbox = false }: DriftOptions) => {
      const drift = await driftIn({ root: checkout, stack, sandbox });
      process.stdout.write(formats[format]?.(drift) ?? "");
      // What could not be looked at may have been changed too.
      if (drift.findings.length + drift.problems.length > 0) throw new Stop(exitCodes.problems);
    });
}
