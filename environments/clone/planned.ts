import type { Environment } from "../../model/environment";
import type { Service } from "../../model/service";
import { buildPlan } from "../../plan/build";
import type { Plan } from "../../plan/types";
import { resolveEnvironment } from "../../stacks/resolve-environment";
import { at, type Draft } from "./draft";
import type { CloneRequest } from "./request";

/** What a file asks for. */
export interface Planned extends Pick<Plan, "guardrails"> {
  /** The environment. */
  readonly environment: Environment;
}

/**
 * Plans a file as it is now.
 *
 * @param left - keys of settings that are left out
 */
export function plannedOf(
  draft: Draft,
  { known, now }: Pick<CloneRequest, "known" | "now">,
  { left = new Set(), stack }: { readonly stack: string; readonly left?: ReadonlySet<string> },
): Planned {
  const settings = draft.keys(at("settings")).filter((key) => !left.has(key));
  const values = {
    asOf: now.slice(0, 10),
    ...Object.fromEntries(draft.ownKeys().map((key) => [key, draft.read(at(key))])),
    settings: Object.fromEntries(settings.map((key) => [key, draft.read(at("settings", key))])),
  };
  const { environment } = resolveEnvironment({ where: stack, stack, values }, known);
  const [estate, services] = apart(known);
  const { guardrails } = buildPlan({ environment, estate, services });
  return { environment, guardrails };
}

function apart(known: readonly Service[]): readonly [estate: Service, services: readonly Service[]] {
  const estate = known.find(({ name }) => name === "estate");
  if (!estate) throw new Error("The services of a clone have no estate.");
  return [estate, known.filter((each) => each !== estate)];
}
