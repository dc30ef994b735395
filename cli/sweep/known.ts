import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { cloneFileOf } from "../../environments/clone/existing";
import type { KnownEnvironment, Lifetime } from "../../environments/sweep";
import { revealed } from "../../preview/deployed/secret";
import { unpackPlan } from "../../stacks/plan-output";
import { shardOf } from "../../stacks/shard";
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
      if (!(error instanceof Stop)) throw error;
      unread.push(error.message);
    }
  }
  return { environments, unread };
}

function clonesWithFiles(root: string): readonly string[] {
  return readdirSync(root).flatMap((name) => {
    const [, environment] = /^Pulumi\.([^.]+)\.yaml$/.exec(name) ?? [];
    if (environment === undefined) return [];
    return cloneFileOf(readFileSync(join(root, name), "utf8")).clonedFrom === null ? [] : [environment];
  });
}

async function knownAs(place: Workplace, name: string): Promise<KnownEnvironment> {
  const { objects, outputs } = await stateOf(place, name);
  const file = join(place.root, `Pulumi.${name}.yaml`);
  const wakes = outputs.map(wakesPeople);
  return {
    name,
    exported: outputs.map(lifetimeIn),
    pages: wakes.includes(true) ? true : wakes.includes(null) || wakes.length === 0 ? null : false,
    file: existsSync(file) ? readFileSync(file, "utf8") : null,
    resources: objects.filter(isDeployed).length,
  };
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
