import * as pulumi from "@pulumi/pulumi";

import { describeProblems, ModelError, type Problem } from "../model/problem";
import { missingSettings } from "../plan/check/wiring";
import { declarePlan } from "./declare-plan";
import { knownServices, loadPlan, type LoadedPlan } from "./load-plan";
import { packPlan, type PackedPlan } from "./plan-output";
import type { ConfigSource } from "./resolve-environment";
import { runningShard, runningStack, secretKeys } from "./settings";
import { planOfShard, unknownShard } from "./shard";

/** What a stack exports. */
export interface StackOutputs {
  /** Name of the environment. */
  readonly environment: string;
  /** The environment of which it was cloned; null for one that was written by hand. */
  readonly clonedFrom: string | null;
  /** The instant after which `belfry sweep` removes it; null for one that stays. */
  readonly expires: string | null;
  /** Whether nothing may remove it as a whole. */
  readonly protected: boolean;
  /** How many guardrails the stack deploys: of a shard, its own. */
  readonly guardrails: number;
  /** The plan itself, for `belfry preview --base deployed:<stack>`. */
  readonly plan: Omit<PackedPlan, "brotli"> & {
    /** Kept encrypted, and never shown: it names people and places, and is longer than any terminal. */
    readonly brotli: pulumi.Output<string>;
  };
}

/**
 * Deploys the running stack's plan, or its part of its environment's: every problem of the whole stops it before any
 * resource exists.
 *
 * @throws RunError with all problems, without a stack trace: the author erred, not the code
 */
export async function deploy(): Promise<StackOutputs> {
  const source = runningStack();
  const { environment, plan: whole, problems } = loadOrRefuse(source);
  const running = runningShard();
  const all = [
    ...unknownShard(running, knownServices),
    ...problems,
    ...missingSettings(whole.guardrails, knownServices, environment),
    ...examplesOutside(source),
  ];
  if (all.length > 0) throw new pulumi.RunError(describeProblems(source.where, all));
  const plan = planOfShard(whole, running);
  await declarePlan(plan);
  const packed = packPlan(plan, secretKeys().has("settings"));
  return {
    environment: environment.name,
    clonedFrom: environment.clonedFrom,
    expires: environment.expires,
    protected: environment.protected,
    guardrails: plan.guardrails.length,
    plan: { ...packed, brotli: pulumi.secret(packed.brotli) },
  };
}

/** The plan, or all that is wrong with what it would be made of, as Pulumi shows a mistake of the author. */
function loadOrRefuse(source: ConfigSource): LoadedPlan {
  try {
    return loadPlan(source);
  } catch (error) {
    throw error instanceof ModelError ? new pulumi.RunError(error.message) : error;
  }
}

/**
 * Made-up settings reach no provider but the sandbox's, which the engine finds by this variable. A preview may show them:
 * it makes nothing.
 */
function examplesOutside({ values, where }: ConfigSource): readonly Problem[] {
  const reachesNobody = pulumi.runtime.isDryRun() || Boolean(process.env["PULUMI_DEBUG_PROVIDERS"]);
  if (values["exampleSettings"] !== true || reachesNobody) return [];
  return [
    {
      code: "config/examples",
      path: `${where} belfry:exampleSettings`,
      value: "true",
      rule: "made-up settings are for a stack in the sandbox, and this run reaches real providers.",
      remedy: "Remove it and write the real settings, or set what `npm run sandbox` prints.",
    },
  ];
}
