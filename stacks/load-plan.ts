import { dirname } from "node:path";

import type { Environment } from "../model/environment";
import { ModelError, type Problem } from "../model/problem";
import type { Service } from "../model/service";
import { buildOriginalPlan, type OriginalPlan, type PlanInputs } from "../plan/build";
import { checkPlan } from "../plan/check/check-plan";
import { checkDeclarations } from "../plan/check/declarations";
import { checkCoherence } from "../plan/coherence/rules";
import { applyWaivers } from "../plan/coherence/waivers";
import type { Plan } from "../plan/types";
import { services } from "../services/all";
import { estate } from "../services/estate";
import { facts, factsOf } from "../services/facts";
import { resolveEnvironment, type ConfigSource } from "./resolve-environment";

/** A plan with what it was made of and all that is wrong with it. */
export interface LoadedPlan {
  /** What the environment deploys. */
  readonly plan: Plan;
  /** The lines on which each guardrail's sources are written, by id. */
  readonly origins: OriginalPlan["origins"];
  /** The stack's configuration, resolved; complete only when there are no problems. */
  readonly environment: Environment;
  /** What the plan was built of, for checks that look behind it. */
  readonly inputs: PlanInputs;
  /** Empty when the plan may be shown, rendered or deployed. */
  readonly problems: readonly Problem[];
  /** Keys of settings that the stack has and nobody else can read. */
  readonly encrypted: readonly string[];
  /** Problems of coherence that the environment waives. */
  readonly waived: readonly Problem[];
}

/** The facts to which every plan is held. */
export const factBook = { facts, factsOf };

/** Every service that a stack may select, and what they share. */
export const knownServices: readonly Service[] = [estate, ...services];

/**
 * The plan that a stack's configuration asks for, checked.
 *
 * @throws ModelError when services hold what the compiler refuses, of which no plan can be made
 */
export function loadPlan(source: ConfigSource, asOf?: string): LoadedPlan {
  const refused = checkDeclarations(knownServices, dirname(__dirname));
  if (refused.length > 0) throw new ModelError("What services/ declares", refused);
  const values = asOf === undefined ? source.values : { ...source.values, asOf };
  const { environment, problems } = resolveEnvironment({ ...source, values }, knownServices);
  const inputs = { environment, estate, services };
  const { origins, plan } = buildOriginalPlan(inputs);
  const checked = checkedPlan(plan, inputs);
  const { encrypted = [] } = source;
  const all = [...problems, ...checked.problems];
  return { ...checked, plan, origins, environment, inputs, encrypted, problems: all };
}

/** All that is wrong with a plan, and what of it its environment waives. */
export function checkedPlan(plan: Plan, inputs: PlanInputs): Pick<LoadedPlan, "problems" | "waived"> {
  const { environment } = inputs;
  const { open, waived } = applyWaivers(
    checkCoherence({ environment, guardrails: plan.guardrails }),
    environment.waivers,
  );
  return {
    problems: [...checkPlan(plan, inputs, factBook), ...open],
    waived,
  };
}
