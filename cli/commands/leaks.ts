import { resolve } from "node:path";

import { Command } from "commander";

import { leaksOf } from "../../environments/leaks/leaks";
import { stateObjects, stateSecrets } from "../../environments/leaks/state";
import { describeProblem, ModelError, type Problem } from "../../model/problem";
import { isRecord } from "../../model/record";
import { holdsEncrypted } from "../../preview/deployed/secret";
import { oneLine } from "../../preview/render/text";
import { many } from "../../preview/sentence";
import type { StackExport } from "../../recovery/deployment";
import type { ConfigSource } from "../../stacks/resolve-environment";
import { checkout } from "../checkout";
import { exportStack } from "../engine/deployed-stack";
import { findWorkplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import { formatOption, namedStackOption, stackArgument } from "../options";
import { fileAsJson, refuse } from "../preview/json";
import { soundPlan } from "../sound-plan";

interface LeaksOptions {
  /** The environment that must not be found. */
  readonly of: string;
  /** A state that was exported before, instead of what is deployed. */
  readonly state?: string;
  /** The same of the origin. */
  readonly originState?: string;
  /** Form of the output. */
  readonly format: "table" | "json";
}

/** What was searched, beside the plan and the settings. */
interface Searched {
  /** The state; null where there is none. */
  readonly state: StackExport | null;
  /** What a person should know of it; null for nothing. */
  readonly note: string | null;
}

/** `belfry leaks`: what of one environment is found in another. */
export function leaksCommand(): Command {
  return new Command("leaks")
    .description("Search an environment's settings, plan and deployed state for anything of another.")
    .addArgument(stackArgument("stack", "the environment that is searched, such as a clone"))
    .addOption(
      namedStackOption("--of <name>", "the environment that must not be found in it").makeOptionMandatory(),
    )
    .option(
      "--state <file>",
      "search a state made by `pulumi stack export --show-secrets` instead of the stack's own",
    )
    .option(
      "--origin-state <file>",
      "take the origin's ids and secrets from such a file instead of its stack",
    )
    .addOption(formatOption())
    .action(async (stack: string, { format, of, originState, state }: LeaksOptions) => {
      if (stack === of)
        throw new Stop(exitCodes.usage, `error: ${stack} cannot be searched for itself; --of names another.`);
      const [origin, clone] = [soundPlan(of, sourceOf(of)), soundPlan(stack, sourceOf(stack))];
      const theirs = await stateOf(of, "--origin-state", originState);
      const own = await stateOf(stack, "--state", state);
      const leaks = leaksOf({
        origin: origin.inputs,
        clone: clone.environment,
        originState: theirs.state === null ? [] : stateObjects(theirs.state),
        cloneState: own.state === null ? [] : stateObjects(own.state),
        secrets: theirs.state === null ? new Map<string, string>() : stateSecrets(theirs.state),
      });
      const notes = [theirs, own].flatMap(({ note }) => note ?? []);
      console.log(format === "json" ? asJson(leaks, own, notes) : asText([stack, of], leaks, [own, notes]));
      if (leaks.length > 0) throw new Stop(exitCodes.problems);
    });
}

/** What an environment's stacks read, where it lives: in the sandbox, with what is made up for it. */
const sourceOf = (environment: string): ConfigSource =>
  findWorkplace(checkout, { stack: environment }).configOf(environment);

/** A stack that is not deployed has no state to leak; one that cannot be read is told, since nothing is proved of it. */
async function stateOf(stack: string, option: string, file: string | undefined): Promise<Searched> {
  if (file !== undefined)
    return {
      state: stateIn(fileAsJson(resolve(process.cwd(), file), option, file), option, file),
      note: null,
    };
  try {
    return { state: await exportStack(checkout, stack, stack), note: null };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const [problem] = error.problems;
    return { state: null, note: `Of ${stack} no state was searched: ${problem?.rule ?? ""}` };
  }
}

/** A state as `pulumi stack export` writes it; anything else would be searched in vain. */
function stateIn(document: unknown, option: string, file: string): StackExport {
  const deployment = isRecord(document) ? document["deployment"] : undefined;
  const resources = isRecord(deployment) ? (deployment["resources"] ?? []) : undefined;
  const isResource = (each: unknown): boolean =>
    isRecord(each) && typeof each["urn"] === "string" && typeof each["type"] === "string";
  if (Array.isArray(resources) && resources.every(isResource))
    return holdsEncrypted(resources) ? refuse(encrypted(option, file)) : (document as StackExport);
  return refuse({
    code: "leaks/state",
    path: option,
    value: file,
    rule: "it is no exported state: a record whose deployment lists resources, each with a urn and a type.",
    remedy: "Make it with `pulumi stack export --show-secrets`.",
  });
}

/** Whether a secret of the origin is in it nobody could tell. */
const encrypted = (option: string, file: string): Problem => ({
  code: "leaks/encrypted",
  path: option,
  value: file,
  rule: "its secrets are encrypted, so none of them could be searched for or found.",
  remedy: "Make it with `pulumi stack export --show-secrets`.",
});

const resourcesOf = ({ state }: Searched): number | null =>
  state === null ? null : (state.deployment.resources ?? []).length;

function asJson(leaks: readonly Problem[], own: Searched, notes: readonly string[]): string {
  const searched = { plan: true, resources: resourcesOf(own) };
  return JSON.stringify({ schemaVersion: 1, searched, notes, leaks }, null, 2);
}

function asText(
  [stack, of]: readonly [stack: string, of: string],
  leaks: readonly Problem[],
  [own, notes]: readonly [Searched, readonly string[]],
): string {
  const resources = resourcesOf(own);
  const what = resources === null ? "settings and plan" : `settings, plan and ${many(resources, "resource")}`;
  const found = leaks.length === 0 ? "nothing" : many(leaks.length, "leak");
  return [
    `${stack}: ${found} of ${of} in its ${what}.`,
    ...leaks.map((each) => `  ${oneLine(describeProblem(each))}`),
    ...notes,
  ].join("\n");
}
