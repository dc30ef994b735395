import type { Fields } from "../../model/record";
import { adoptionOf, type Adoption, type AdoptionRequest } from "../../adoption/adoption";
import { inputsOf, type ForeignMonitor } from "../../adoption/foreign-monitor";
import { measuring } from "../../adoption/measures";
import { registeredFor } from "../../cli/engine/registered";
import type { PlanInputs } from "../../plan/build";
import type { Plan } from "../../plan/types";
import { monitorType } from "../../preview/engine/read-back";
import { checkedPlan } from "../../stacks/load-plan";
import { madeByHand, type MadeByHand } from "../support/foreign-monitors";

/** The monitors that a program declares, as an account would show them. */
export function monitorsOf(declared: Declared) {
  return [...declared.values()].flatMap(({ inputs, name, type }, index) =>
    type === monitorType
      ? [{ name, monitor: { id: String(1000 + index), address: address(1000 + index), inputs } }]
      : [],
  );
}

/** What a program declares for a plan. */
export type Declared = Awaited<ReturnType<typeof registeredFor>>;

/** What the program declares for a plan, which takes seconds for all of it. */
export const declaredFor = (plan: Parameters<typeof registeredFor>[0]): Promise<Declared> =>
  registeredFor(plan, new Map());

const address = (id: number): string => `https://app.datadoghq.com/monitors/${id}`;

/** Monitors that people made, by name; their ids begin with 1. */
export function foreignMonitors(env: string): readonly (readonly [name: string, monitor: ForeignMonitor])[] {
  return Object.entries(madeByHand(env)).map(([name, made], index) => [
    name,
    foreignMonitor(made, index + 1),
  ]);
}

/** One monitor that a person made. */
export const foreignMonitor = (made: MadeByHand, id = 1): ForeignMonitor => ({
  id: String(id),
  address: address(id),
  inputs: inputsOf(camelCased(made) as Fields),
});

/** As the official client names what the API calls otherwise. */
function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null) return value;
  const named = (name: string): string =>
    name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [named(name), camelCased(each)]));
}

/**
 * What becomes of monitors, as `belfry import` finds it.
 *
 * @param declare - what the program declares; nothing where a test looks at no change
 */
export const adoptionFor = (
  inputs: PlanInputs,
  monitors: readonly ForeignMonitor[],
  more: Partial<AdoptionRequest> = {},
  declare: (plan: Plan) => Promise<Declared> = () => Promise.resolve(new Map()),
): Promise<Adoption> =>
  adoptionOf(
    {
      inputs,
      monitors,
      managed: new Map(),
      service: null,
      measureOf: measuring(inputs.services, []),
      ...more,
    },
    {
      declare,
      check: (plan, parts) => checkedPlan(plan, parts).problems,
    },
  );
