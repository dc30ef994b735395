import { setImmediate as afterPendingEvents } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { ServiceGuardrails } from "../components/service-guardrails";
import { describeProblems, ModelError, type Problem } from "../model/problem";
import { missingSettings } from "../plan/check/wiring";
import type { Guardrail } from "../plan/types";
import { knownServices, loadPlan, type LoadedPlan } from "./load-plan";
import type { ConfigSource } from "./resolve-environment";
import { runningStack } from "./settings";

/** What a stack exports. */
export interface StackOutputs {
  /** Name of the environment. */
  readonly environment: string;
  /** How many guardrails the stack deploys. */
  readonly guardrails: number;
}

/**
 * Deploys the running stack's plan: every problem stops it before any resource exists. What a service declares is sent
 * before the next service is declared, so that the engine compares the first while this process makes the others.
 *
 * @throws RunError with all problems, without a stack trace: the author erred, not the code
 */
export async function deploy(): Promise<StackOutputs> {
  const source = runningStack();
  const { environment, plan, problems } = loadOrRefuse(source);
  const all = [
    ...problems,
    ...missingSettings(plan.guardrails, knownServices, environment),
    ...examplesOutside(source),
  ];
  if (all.length > 0) throw new pulumi.RunError(describeProblems(source.where, all));
  let store: pulumi.Resource | undefined;
  for (const [service, guardrails] of byService(plan.guardrails)) {
    store = new ServiceGuardrails(service, { guardrails, store }).store ?? store;
    await afterPendingEvents();
  }
  return { environment: environment.name, guardrails: plan.guardrails.length };
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

/** The guardrails of each service, in the plan's order: what services share comes first. */
function byService(guardrails: readonly Guardrail[]): ReadonlyMap<string, readonly Guardrail[]> {
  const groups = new Map<string, Guardrail[]>();
  for (const guardrail of guardrails) {
    const group = groups.get(guardrail.service);
    if (group) group.push(guardrail);
    else groups.set(guardrail.service, [guardrail]);
  }
  return groups;
}
