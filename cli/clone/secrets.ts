import type { CloneRequest } from "../../environments/clone/request";
import { runPulumi } from "../engine/pulumi";
import type { Workplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";

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
