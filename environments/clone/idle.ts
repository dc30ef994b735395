import { checkOverrides } from "../../plan/check/wiring";
import { checkCoherence } from "../../plan/coherence/rules";
import { applyWaivers } from "../../plan/coherence/waivers";
import { at, Draft } from "./draft";
import { plannedOf, type Planned } from "./planned";
import type { CloneRequest } from "./request";

/**
 * Leaves out changed values and waivers that say something in the origin and nothing in the clone, which pages nobody and
 * keeps fewer recovery points: there each would be a problem.
 */
export function dropIdle(draft: Draft, request: CloneRequest): void {
  if (draft.read(at("overrides")) === undefined && draft.read(at("waivers")) === undefined) return;
  const { from, origin, to } = request;
  const original = plannedOf(new Draft(origin.text), request, { stack: from });
  const clone = plannedOf(draft, request, { stack: to });
  const wereIdle = idleOverrides(original);
  const idle = idleOverrides(clone).filter((path) => !wereIdle.includes(path));
  for (const [id, fields] of Object.entries(clone.environment.overrides)) {
    if (idle.includes(pathOf(id))) draft.drop(at("overrides", id), "idle");
    for (const field of Object.keys(fields))
      if (idle.includes(pathOf(id, field))) draft.drop(at("overrides", id, field), "idle");
  }
  const used = usedWaivers(original);
  const stillUsed = usedWaivers(clone);
  for (const [index, waiver] of [...clone.environment.waivers.entries()].reverse()) {
    const name = nameOf(waiver);
    if (used.includes(name) && !stillUsed.includes(name)) draft.drop(at("waivers", index), "idle");
  }
}

const pathOf = (...path: readonly string[]): string => ["belfry:overrides", ...path].join(".");

const nameOf = ({ code, path }: { readonly code: string; readonly path: string }): string =>
  `${code} ${path}`;

/** Paths of changed values that change nothing. */
const idleOverrides = ({ environment, guardrails }: Planned): readonly string[] =>
  checkOverrides(guardrails, environment)
    .filter(({ code }) => code !== "override/unit")
    .map(({ path }) => path);

function usedWaivers({ environment, guardrails }: Planned): readonly string[] {
  return applyWaivers(checkCoherence({ environment, guardrails }), environment.waivers).waived.map(nameOf);
}
