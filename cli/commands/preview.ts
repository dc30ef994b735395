import { Command, Option } from "commander";

import { annotations } from "../../preview/render/annotations";
import { html } from "../../preview/render/html";
import { json } from "../../preview/render/json";
import { junit } from "../../preview/render/junit";
import { markdown } from "../../preview/render/markdown";
import { sarif } from "../../preview/render/sarif";
import type { Preview } from "../../preview/schema";
import { checkout } from "../checkout";
import { exitCodes, Stop } from "../exit";
import { stacksOption } from "../options";
import { withEngineOptions } from "../preview/engine-options";
import { gatesOf, withGateOptions, type GateOptions } from "../preview/gate-options";
import { makePreview, type PreviewRequest } from "../preview/make-preview";
import { Past, withPastOptions, type PastRequest } from "../preview/past";
import { readPreview } from "../preview/read-preview";
import { workingTree } from "../preview/read-side";
import { terminal } from "../preview/terminal";
import { watchPreview } from "../preview/watch";

/** Every form of a preview, made from the one document. */
const formats: Readonly<Record<string, (preview: Preview) => string>> = {
  table: (preview) => `${terminal(preview)}\n`,
  markdown,
  html,
  json,
  sarif,
  junit,
  github: annotations,
};

interface PreviewOptions extends PastRequest, GateOptions {
  /** What is compared with: a git ref, a plan's file or what is deployed; missing only with `read`. */
  readonly base?: string;
  /** A preview that was made before, as JSON. */
  readonly read?: string;
  /** What is compared: a git ref, a plan's file, or the checkout as it stands. */
  readonly head: string;
  /** Environments; `prod` when left out. */
  readonly stack?: readonly string[];
  /** Form of the output. */
  readonly format: string;
  /** Asks the engine too, of what is deployed and the checkout as it stands. */
  readonly engine?: boolean;
  /** Has the engine read every resource at its provider first. */
  readonly refresh?: boolean;
  /** Makes the plans of git refs anew. */
  readonly evaluate?: boolean;
  /** Shows it again after every edit. */
  readonly watch?: boolean;
}

/** `belfry preview`: what changes for the people on call, without engine or credentials unless asked for. */
export function previewCommand(): Command {
  return withModes(withPastOptions(withGateOptions(withEngineOptions(new Command("preview")))))
    .description(
      "Show what changes for the people on call between two plans, and hold back what needs a second look.",
    )
    .option(
      "--base <ref or file>",
      "what to compare with: a git ref, a plan's .json file, or deployed:<stack>, the plan that a stack exports",
    )
    .option("--head <ref or file>", "what to compare: the same, or the checkout as it stands", workingTree)
    .addOption(stacksOption())
    .addOption(
      new Option("--format <format>", "table for people; the others for machines and pull requests")
        .choices(Object.keys(formats))
        .default("table"),
    )
    .option(
      "--evaluate",
      "make the plan of a git ref anew with its own code, where it is not committed or stale",
    )
    .action(async (options: PreviewOptions) => {
      if (options.watch) {
        if (options.head !== workingTree)
          throw new Stop(
            exitCodes.usage,
            "error: --watch looks at the checkout as it stands; leave --head out.",
          );
        await watchPreview(requestOf(options));
        return;
      }
      const preview =
        options.read === undefined ? await makePreview(requestOf(options)) : readPreview(options.read);
      process.stdout.write(formats[options.format]?.(preview) ?? "");
      if (preview.held > 0) throw new Stop(exitCodes.problems);
    });
}

/** Adds the options that make something else of a preview. */
function withModes(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--read <file>",
        "give another form to a preview that was made before with --format json",
      ).conflicts([
        "base",
        "head",
        "stack",
        "engine",
        "refresh",
        "evaluate",
        "gate",
        "waive",
        "labels",
        "history",
        "incidents",
      ]),
    )
    .addOption(
      new Option("--watch", "show it again after every edit of the checkout, until Ctrl-C").conflicts([
        "read",
        "engine",
        "head",
        "format",
      ]),
    );
}

function requestOf({ base, ...options }: PreviewOptions): PreviewRequest {
  const { engine = false, evaluate = false, head, refresh = false } = options;
  if (base === undefined && !engine)
    throw new Stop(
      exitCodes.usage,
      "error: --base <ref or file> is missing (belfry preview --help lists its options)",
    );
  return {
    root: checkout,
    base: base ?? null,
    head,
    stacks: options.stack ?? ["prod"],
    evaluates: evaluate,
    refreshes: refresh,
    gates: gatesOf(options),
    past: new Past(checkout, options),
  };
}
