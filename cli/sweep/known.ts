import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { cloneFileOf } from "../../environments/clone/existing";
import type { KnownEnvironment, Lifetime } from "../../environments/sweep";
import { ModelError } from "../../model/problem";
import { revealed } from "../../preview/deployed/secret";
import { knownServices } from "../../stacks/load-plan";
import { unpackPlan } from "../../stacks/plan-output";
import { resolveEnvironment } from "../../stacks/resolve-environment";
import { shardOf } from "../../stacks/shard";
import { stackSource, type StackText } from "../../stacks/stack-file";
import { isDeployed, stateOf } from "../clone/states";
import type { Workplace } from "../engine/workplace";
import { Stop } from "../exit";

/** The environments that a backend and a checkout know. */
export interface Known {
  /** Those that could be read. */
  readonly environments: readonly KnownEnvironment[];
  /** What could not be read, a line each. */
  readonly unread: readonly string[];
}

/** Reads every environment that has a stack, and every clone that has a file. */
export async function knownEnvironments(place: Workplace): Promise<Known> {
  const stacks = await place.allStacks();
  const names = new Set([
    ...stacks.map((stack) => shardOf(stack).environment),
    ...clonesWithFiles(place.root),
  ]);
  const environments: KnownEnvironment[] = [];
  const unread: string[] = [];
  for (const name of [...names].sort()) {
    try {
      environments.push(await knownAs(place, name));
    } catch (error) {
      if (!(error instanceof Stop || error instanceof ModelError)) throw error;
      unread.push(error.message);
    }
  }
  return { environments, unread };
}

function clonesWithFiles(root: string): readonly string[] {
  return readdirSync(root).flatMap((name) => {
    const [, environment] = /^Pulumi\.([^.]+)\.yaml$/.exec(name) ?? [];
    if (environment === undefined) return [];
    const file = { file: name, text: readFileSync(join(root, name), "utf8") };
    return isClone(file) ? [environment] : [];
  });
}

/** Whether a file is a clone's; one that cannot be read may be, and is told when it is looked at. */
function isClone(file: StackText): boolean {
  try {
    return cloneFileOf(file).clonedFrom !== null;
  } catch (error) {
    if (error instanceof ModelError) return true;
    throw error;
  }
}

async function knownAs(place: Workplace, name: string): Promise<KnownEnvironment> {
  const { objects, outputs } = await stateOf(place, name);
  const path = join(place.root, `Pulumi.${name}.yaml`);
  const file = existsSync(path) ? readFileSync(path, "utf8") : null;
  const exported = outputs.map(lifetimeIn);
  if (file !== null) refuseUnsound(place.root, { file: `Pulumi.${name}.yaml`, text: file }, exported);
  const wakes = outputs.map(wakesPeople);
  return {
    name,
    exported,
    pages: wakes.includes(true) ? true : wakes.includes(null) || wakes.length === 0 ? null : false,
    file,
    resources: objects.filter(isDeployed).length,
  };
}

/**
 * A clone whose file is wrong stays: what would protect it, or put its end off, may be what is mistyped. Settings say
 * nothing of how long it lives.
 *
 * @throws ModelError with what is wrong
 */
function refuseUnsound(root: string, file: StackText, exported: readonly Lifetime[]): void {
  if (cloneFileOf(file).clonedFrom === null && exported.every(({ clonedFrom }) => clonedFrom === null))
    return;
  const name = file.file.split(".")[1] ?? "";
  const source = stackSource(root, name, file);
  const { problems } = resolveEnvironment(
    { ...source, values: { ...source.values, settings: {} } },
    knownServices,
  );
  if (problems.length > 0) throw new ModelError(`${name} stays: its file`, problems);
}

type Outputs = Readonly<Record<string, unknown>>;

const textIn = (outputs: Outputs, key: string): string | null => {
  const value = outputs[key];
  return typeof value === "string" ? value : null;
};

/** What says nothing of protection is of a time when nothing could be swept, or is not ours. */
const lifetimeIn = (outputs: Outputs): Lifetime => ({
  clonedFrom: textIn(outputs, "clonedFrom"),
  expires: textIn(outputs, "expires"),
  protected: outputs["protected"] !== false,
});

/** Whether an alert of the plan that a stack exports wakes people; null where that plan cannot be read. */
function wakesPeople({ plan: packed }: Outputs): boolean | null {
  if (typeof packed !== "object" || packed === null) return null;
  const { brotli, ...rest } = packed as Outputs;
  const { plan } = unpackPlan({ ...rest, brotli: revealed(brotli) });
  const { guardrails } = (plan ?? {}) as { readonly guardrails?: readonly { readonly pages?: unknown }[] };
  return guardrails === undefined ? null : guardrails.some(({ pages }) => pages === true);
}
