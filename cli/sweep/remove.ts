import { rmSync } from "node:fs";
import { join } from "node:path";

import { cloneFileOf } from "../../environments/clone/existing";
import type { KnownEnvironment } from "../../environments/sweep";
import { estateShard, shardOf } from "../../stacks/shard";
import { runPulumi } from "../engine/pulumi";
import { recoverFirst } from "../engine/recover";
import { holdingStack } from "../engine/stack-lock";
import type { Workplace } from "../engine/workplace";
import { Stop } from "../exit";

/**
 * Removes what is deployed of an environment, its stacks, and its file last: one that is cut off is found again by the
 * file that is left.
 *
 * @returns why it could not be removed; null where it is gone
 */
export async function removeEnvironment(
  place: Workplace,
  environment: KnownEnvironment,
): Promise<string | null> {
  try {
    return await holdingStack(place.root, () => removed(place, environment), environment.name);
  } catch (error) {
    if (error instanceof Stop) return error.message;
    throw error;
  }
}

async function removed(place: Workplace, { file, name }: KnownEnvironment): Promise<string | null> {
  // What a run that was cut off left at the providers is in no state, and would stay.
  if (place.kind === "sandbox" && file !== null) await recoverFirst(place, name, () => undefined);
  for (const stack of inOrder(await place.stacksOf(name))) {
    const destroyed = await failureOf(
      place,
      ["destroy", "--yes", "--skip-preview", "--suppress-outputs"],
      stack,
    );
    if (destroyed !== null) return `${stack} is not destroyed: ${destroyed}`;
    // In the sandbox the stack's file is a generated one, which goes with it.
    const kept = place.kind === "own" ? ["--preserve-config"] : [];
    const gone = await failureOf(place, ["stack", "rm", "--yes", ...kept], stack);
    if (gone !== null) return `the stack ${stack} is not removed: ${gone}`;
  }
  const own = `Pulumi.${name}.yaml`;
  if (file !== null && cloneFileOf({ file: own, text: file }).clonedFrom !== null)
    rmSync(join(place.root, own));
  return null;
}

/** What services share goes last: their backups lie in it. */
const inOrder = (stacks: readonly string[]): readonly string[] =>
  [...stacks].sort((one, other) => rank(one) - rank(other));

const rank = (stack: string): number => (shardOf(stack).shard === estateShard ? 1 : 0);

async function failureOf(
  { runOf }: Workplace,
  words: readonly string[],
  stack: string,
): Promise<string | null> {
  const { code, stderr, stdout } = await runPulumi([...words, "--stack", stack], runOf(stack));
  if (code === 0) return null;
  const start = stdout.indexOf("Diagnostics:");
  return [start < 0 ? "" : stdout.slice(start).trim(), stderr.trim()].filter(Boolean).join("\n");
}
