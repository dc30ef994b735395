import type { CloneOptions, CloneRequest } from "../../environments/clone/request";
import { leavesOf } from "../../environments/leaks/leaves";
import type { Problem } from "../../model/problem";
import { runPulumi } from "../engine/pulumi";
import type { Workplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import type { DeployedState } from "./states";

/**
 * Sets the secrets of a clone in its stack's file, encrypted by that stack's own key. Pulumi reads each from its input:
 * the words of a command are seen by every process of the machine. One whose variable is not set any more is there.
 *
 * https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set/
 */
export async function setSecrets(place: Workplace, stack: string, { options }: CloneRequest): Promise<void> {
  for (const [key, variable] of options.secrets) {
    const value = process.env[variable];
    if (!value) continue;
    const path = key.includes(":") ? key : `belfry:settings["${key}"]`;
    const words = ["config", "set", "--secret", "--path", "--stack", stack, path];
    const { code, stderr } = await runPulumi(words, { ...place.runOf(stack), input: value });
    if (code !== 0)
      throw new Stop(exitCodes.problems, `The secret ${key} could not be set:\n${stderr.trim()}`);
  }
}

/**
 * Secrets given to a clone that are the origin's: the same text stands in the origin's configuration, or is a secret of
 * what it deployed. Asked before anything is written; neither text is told.
 */
export async function copiedSecrets(
  place: Workplace,
  { secrets }: CloneOptions,
  origin: Pick<DeployedState, "stacks" | "secrets">,
): Promise<readonly Problem[]> {
  const given = secrets.flatMap(([key, name]) => {
    const value = process.env[name] ?? "";
    return value === "" ? [] : [{ key, name, value }];
  });
  if (given.length === 0 || place.kind === "sandbox") return [];
  const theirs = new Map([...origin.secrets].map(([path, text]) => [text, path]));
  for (const stack of origin.stacks)
    for (const { path, text } of await configured(place, stack)) theirs.set(text, path);
  return given.flatMap(({ key, name, value }) => {
    const path = theirs.get(value);
    return path === undefined
      ? []
      : [
          {
            code: "clone/secret",
            path: `--secret ${key}`,
            value: name,
            rule: `this variable holds what the origin has at ${path}.`,
            remedy: `Put a secret of the clone's own into ${name}, and ask again.`,
          },
        ];
  });
}

/** Every text of a stack's configuration, decrypted: for this process alone. */
async function configured(place: Workplace, stack: string): Promise<ReturnType<typeof leavesOf>> {
  const words = ["config", "--json", "--show-secrets", "--stack", stack];
  const { code, stderr, stdout } = await runPulumi(words, place.runOf(stack));
  if (code !== 0)
    throw new Stop(exitCodes.problems, `The configuration of ${stack} cannot be read:\n${stderr.trim()}`);
  const shown = JSON.parse(stdout) as Readonly<Record<string, { readonly value?: unknown }>>;
  return Object.entries(shown).flatMap(([key, { value }]) => leavesOf(value, key));
}
