import { nearest } from "../model/nearest";
import type { Guardrail, Plan } from "../plan/types";
import { findGuardrail } from "../report/explain";
import { exitCodes, Stop } from "./exit";

/**
 * The guardrail that a user's word means.
 *
 * @throws Stop with the nearest id where there is none
 */
export function meantGuardrail(word: string, plan: Plan): Guardrail {
  return findGuardrail(word, plan) ?? unknown(word, plan);
}

function unknown(word: string, { environment, guardrails }: Plan): never {
  const near = nearest(
    word,
    guardrails.map(({ id }) => id),
  );
  const remedy = near === undefined ? "`npx belfry plan` lists the ids." : `Did you mean ${near}?`;
  throw new Stop(exitCodes.usage, `${environment} has no guardrail or resource called ${word}. ${remedy}`);
}
