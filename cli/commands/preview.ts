import { Command, InvalidArgumentError, Option } from "commander";

import { ModelError, type Problem } from "../../model/problem";
import { coherenceRules } from "../../plan/coherence/rules";
import { classesByWeight, type ChangeClass } from "../../preview/change";
import { misfitCode } from "../../preview/deployed/fit";
import { defaultGates, unknownWaivers } from "../../preview/gates";
import { previewOf, type StackPlans } from "../../preview/preview";
import { reconcile } from "../../preview/reconcile";
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
import { engineStack } from "../preview/engine-stack";
import { labelsOption } from "../preview/labels";
import { readPreview } from "../preview/read-preview";
import { coherenceOf, readSide, workingTree } from "../preview/read-side";
import { terminal } from "../preview/terminal";

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

interface PreviewOptions {
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
  /** Classes that are held back; false holds back none. */
  readonly gate: readonly ChangeClass[] | false;
  /** What may pass. */
  readonly waive: readonly string[];
  /** What may pass by labels of the pull request. */
  readonly labels: readonly string[];
}

/** `belfry preview`: what changes for the people on call, without engine or credentials unless asked for. */
export function previewCommand(): Command {
  return withEngineOptions(new Command("preview"))
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
    .addOption(
      new Option(
        "--gate <class>",
        `class of changes to hold back, instead of ${defaultGates.join(", ")}; may be repeated`,
      )
        .argParser(parseGate)
        .default(defaultGates, ""),
    )
    .option("--no-gate", "hold no change back")
    .addOption(
      new Option(
        "--waive <word>",
        "a class, a guardrail's id or a rule's code that may pass; may be repeated",
      )
        .argParser((word, earlier: readonly string[]) => [...earlier, word])
        .default([], ""),
    )
    .addOption(labelsOption())
    .addOption(
      new Option(
        "--read <file>",
        "give another form to a preview that was made before with --format json",
      ).conflicts(["base", "head", "stack", "engine", "refresh", "evaluate", "gate", "waive", "labels"]),
    )
    .action(async (options: PreviewOptions) => {
      const preview = options.read === undefined ? await makePreview(options) : readPreview(options.read);
      process.stdout.write(formats[options.format]?.(preview) ?? "");
      if (preview.held > 0) throw new Stop(exitCodes.problems);
    });
}

function parseGate(word: string, earlier: readonly ChangeClass[] | false): readonly ChangeClass[] {
  const known = classesByWeight.find((each) => each === word);
  if (known === undefined) throw new InvalidArgumentError(`Classes are ${classesByWeight.join(", ")}.`);
  return earlier === false || earlier === defaultGates ? [known] : [...earlier, known];
}

async function makePreview(options: PreviewOptions): Promise<Preview> {
  const { gate, head } = options;
  const waive = [...new Set([...options.waive, ...options.labels])];
  const { base, plans } = options.engine === true ? await askEngine(options) : await readPlans(options);
  const unknown = unknownWaivers(
    waive,
    plans.flatMap((each) => [each.base, each.head]),
    [...coherenceRules.map(({ code }) => code), misfitCode],
  );
  if (unknown.length > 0)
    throw new Stop(
      exitCodes.usage,
      unknown.map(({ remedy, rule, value }) => `--waive ${value ?? ""}: ${rule} ${remedy}`).join("\n"),
    );
  const gates = { classes: gate === false ? [] : gate, waivers: waive };
  return previewOf({ base, head, stacks: plans, gates });
}

interface Compared {
  readonly base: string;
  readonly plans: readonly StackPlans[];
}

async function askEngine({ refresh = false, stack: stacks = ["prod"] }: PreviewOptions): Promise<Compared> {
  const plans: StackPlans[] = [];
  for (const stack of stacks) plans.push(await engineStack({ root: checkout, stack, refresh }));
  return { base: stacks.map((stack) => `deployed:${stack}`).join(", "), plans };
}

async function readPlans({
  base,
  evaluate = false,
  head,
  stack: stacks = ["prod"],
}: PreviewOptions): Promise<Compared> {
  if (base === undefined)
    throw new Stop(
      exitCodes.usage,
      "error: --base <ref or file> is missing (belfry preview --help lists its options)",
    );
  const plans: StackPlans[] = [];
  const problems: Problem[] = [];
  for (const stack of stacks) {
    const read = await readStack({ stack, base, head, evaluates: evaluate });
    problems.push(...read.refused);
    plans.push(read.plans);
  }
  if (problems.length > 0) throw new ModelError(`${base} and ${head}`, problems);
  return { base, plans };
}

interface ReadStack {
  readonly plans: StackPlans;
  readonly refused: readonly Problem[];
}

interface StackRequest {
  readonly stack: string;
  readonly base: string;
  readonly head: string;
  readonly evaluates: boolean;
}

async function readStack({ base: before, evaluates, head: after, stack }: StackRequest): Promise<ReadStack> {
  const request = { root: checkout, stack, evaluates };
  const was = await readSide({ ...request, option: "--base", spec: before });
  const is = await readSide({ ...request, option: "--head", spec: after });
  const { base, head, notCompared, problems: refused } = reconcile(was.raw, is.raw);
  // A rule may read what a plan of another time does not say.
  const whole = is.waived === null && refused.length + notCompared.length === 0;
  const fits = refused.length > 0 ? [] : [await was.fits?.(base), await is.fits?.(head)];
  const problems = [...(whole ? coherenceOf(head) : is.problems), ...fits.flatMap((each) => each ?? [])];
  const { originOf } = is;
  const hideSettings = was.hideSettings === true || is.hideSettings === true;
  return {
    refused,
    plans: { stack, base, head, notCompared, problems, waived: is.waived ?? [], originOf, hideSettings },
  };
}
