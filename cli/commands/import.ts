import { join } from "node:path";

import { Command, InvalidArgumentError, Option } from "commander";

import { adoptionOf, type Adoption } from "../../adoption/adoption";
import { monitorName } from "../../adoption/import-file";
import { measuring, parseMeasure, type UserMeasure } from "../../adoption/measures";
import { isServiceName, serviceNameRule } from "../../adoption/destination";
import { ModelError } from "../../model/problem";
import { stateIndex, type StateIndex } from "../../preview/deployed/state";
import { monitorType } from "../../preview/engine/read-back";
import type { StackExport } from "../../recovery/deployment";
import { checkedPlan } from "../../stacks/load-plan";
import { importsFor, refuseFile, writeOut, type StackImport } from "../adoption/files";
import { readMonitors } from "../adoption/monitors";
import { terminal } from "../adoption/terminal";
import { checkout } from "../checkout";
import { exportStack } from "../engine/deployed-stack";
import { localStack } from "../engine/local-stack";
import { progressLine } from "../engine/progress";
import { adoptInto } from "../engine/recover";
import { holdingStack } from "../engine/stack-lock";
import { openWorkplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import { openSource } from "../history/account";
import { formatOption, stackOption } from "../options";
import { registering } from "../preview/deployed-side";
import { soundPlan } from "../sound-plan";
import { describeRepairs } from "./recover";

interface ImportOptions {
  /** Environment whose guardrails the monitors become. */
  readonly stack: string;
  /** Service of the monitors that name none. */
  readonly service?: string;
  /** Tags that each must have. */
  readonly tag: readonly string[];
  /** Search that must find each. */
  readonly query?: string;
  /** What metrics measure. */
  readonly signal: readonly UserMeasure[];
  /** Folder for what is proposed. */
  readonly out?: string;
  /** Form of the output. */
  readonly format: "table" | "json";
  /** Enters what is declared already into the sandbox's state. */
  readonly yes?: true;
}

/** `belfry import`: monitors that were made by hand, brought under Belfry without making any anew. */
export function importCommand(): Command {
  return new Command("import")
    .description(
      "Bring Datadog monitors that were made by hand under Belfry: which are guardrails already, which could be, which not and why. Reads only.",
    )
    .addOption(
      new Option(
        "--service <name>",
        "service of the monitors of which neither tags nor query name one",
      ).argParser(parseService),
    )
    .addOption(
      new Option("--tag <tag>", "only monitors with this tag, such as team:shop; may be repeated")
        .argParser((tag: string, earlier: readonly string[]) => [...earlier, parseText(tag)])
        .default([], "all"),
    )
    .addOption(
      new Option("--query <text>", "only monitors that this search of Datadog's list finds").argParser(
        parseText,
      ),
    )
    .addOption(
      new Option(
        "--signal <metric=signal>",
        "what a metric of your own measures, with its unit where it has several: shop.queue.age=backupAge:hours; may be repeated",
      )
        .argParser(addMeasure)
        .default([], "what is documented"),
    )
    .option("--out <folder>", "write the proposed files there, and import.json for `pulumi import --file`")
    .option("--yes", "sandbox only: enter what is declared already into the local stack's state")
    .addOption(stackOption())
    .addOption(formatOption())
    .action(importMonitors);
}

/** An empty text would find everything. */
function parseText(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It is empty; write what the monitors have, or leave the option out.");
}

function parseService(text: string): string {
  if (isServiceName(text)) return text;
  throw new InvalidArgumentError(`A service is called by ${serviceNameRule}.`);
}

function addMeasure(text: string, earlier: readonly UserMeasure[]): readonly UserMeasure[] {
  const measure = parseMeasure(text);
  if (typeof measure === "string") throw new InvalidArgumentError(measure);
  return [...earlier, measure];
}

async function importMonitors(options: ImportOptions): Promise<void> {
  const { format, out, stack, yes } = options;
  if (yes && stack !== localStack) throw onlyLocal();
  if (out !== undefined) refuseFile(out);
  const known = soundPlan(stack);
  const { monitors, place } = await readAll(options);
  if (yes && place !== "sandbox") throw onlyLocal();
  const { exported, notes } = await stateOf(stack);
  const state: StateIndex = exported ? stateIndex(exported) : new Map<string, never>();
  const managed = new Map(
    [...state.values()].flatMap(({ guardrail, id, type }) =>
      type === monitorType ? [[id, guardrail] as const] : [],
    ),
  );
  const { inputs } = known;
  const adoption = await adoptionOf(
    {
      monitors,
      inputs,
      managed,
      service: options.service ?? null,
      measureOf: measuring(inputs.services, options.signal),
    },
    {
      declare: (plan) => registering().registeredFor(plan, state),
      check: (plan, parts) => checkedPlan(plan, parts).problems,
    },
  );
  const imports = importsFor(adoption.adopt, exported, stack);
  const written = options.out === undefined ? [] : writeOut(options.out, adoption, imports);
  const next = nextSteps({ adoption, imports, local: place === "sandbox" && stack === localStack, options });
  const told = { adoption, place, filter: filterText(options), notes, written, next };
  console.log(
    format === "json"
      ? JSON.stringify({ schemaVersion: 1, place, notes, ...adoption, imports }, null, 2)
      : terminal(told),
  );
  if (yes && adoption.adopt.length > 0) await adopt(adoption);
}

const onlyLocal = (): Stop =>
  new Stop(
    exitCodes.usage,
    "error: --yes is for the sandbox's own stack (--stack local); elsewhere `pulumi import --file` enters them: see --out.",
  );

async function readAll({ query, tag }: ImportOptions) {
  const source = await openSource(
    process.env,
    (line) => {
      console.error(line);
    },
    "the sandbox's monitors are read. For an account's, make both keys under Organization Settings: https://docs.datadoghq.com/account_management/api-app-keys/",
  );
  const progress = progressLine();
  try {
    progress.say("Reading monitors.");
    const monitors = await readMonitors(
      source.account,
      { query: query ?? null, tags: tag },
      {
        onWait: (milliseconds, why) => {
          progress.end();
          console.error(`Waiting ${Math.ceil(milliseconds / 1000)} s: ${why}.`);
        },
      },
    );
    return { monitors, place: source.origin.place };
  } finally {
    progress.end();
    await source.stop();
  }
}

/** A stack that is not deployed has no monitor yet; one that cannot be read is told, since what it has is not known. */
async function stateOf(
  stack: string,
): Promise<{ readonly exported: StackExport | null; readonly notes: readonly string[] }> {
  try {
    return { exported: await exportStack(checkout, stack, stack), notes: [] };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const [problem] = error.problems;
    return { exported: null, notes: [`The state of ${stack} was not read: ${problem?.rule ?? ""}`] };
  }
}

function filterText({ query, tag }: ImportOptions): string {
  const words = [...tag, ...(query === undefined ? [] : [`"${query}"`])];
  return words.length === 0 ? "" : ` with ${words.join(", ")}`;
}

interface Next {
  readonly adoption: Adoption;
  readonly imports: readonly StackImport[];
  readonly local: boolean;
  readonly options: ImportOptions;
}

/** What a person does now, a line each. */
function nextSteps({ adoption: { adopt, files }, imports, local, options }: Next): readonly string[] {
  const { out, yes } = options;
  const declare =
    files.length === 0
      ? []
      : out === undefined
        ? ["--out services writes what is proposed where it belongs; then run this again."]
        : [
            "Put the proposed files in place, run `npx belfry check`, then run this again: they are guardrails then.",
          ];
  if (adopt.length === 0 || yes) return declare;
  if (local)
    return [
      ...declare,
      "--yes enters those that are declared into the local stack; `npm start` then changes in place what differs.",
    ];
  if (out === undefined)
    return [
      ...declare,
      "--out <folder> writes import.json, with which `pulumi import` enters those that are declared.",
    ];
  return [
    ...declare,
    "Enter those that are declared, and let `pulumi up` change in place what differs:",
    ...imports.map(
      ({ file, stack }) =>
        `  pulumi import --file ${join(out, file)} --stack ${stack} --protect=false --generate-code=false`,
    ),
  ];
}

async function adopt({ adopt: adopted }: Adoption): Promise<void> {
  const meant = new Map(adopted.map(({ guardrail, id }) => [`${monitorType} ${id}`, monitorName(guardrail)]));
  await holdingStack(checkout, async () => {
    const place = await openWorkplace(checkout, { stack: localStack, make: [localStack] }, (line) => {
      console.error(line);
    });
    try {
      const report = await adoptInto(place, localStack, meant);
      console.error(describeRepairs(report, true));
    } finally {
      await place.close();
    }
  });
}
