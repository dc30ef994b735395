import type { Problem } from "../../model/problem";
import { differences, shown, type Difference } from "./differences";
import type { DeployedInput, StateIndex } from "./state";

/** A resource as the program would ask for it. */
export type Wanted = Pick<DeployedInput, "type" | "name" | "inputs">;

/** The code of every problem that {@link misfits} tells. */
export const misfitCode = "deployed/state";

const mostFields = 6;
const mostCharacters = 120;

/**
 * Where a stack's state is not what the plan that it exports says: an update was cut off, or was made for some resources
 * only. What the provider added by itself does not count.
 *
 * @param wanted - what the program declares for that plan, by type and name
 */
export function misfits(
  where: string,
  wanted: ReadonlyMap<string, Wanted>,
  state: StateIndex,
): readonly Problem[] {
  const keys = [...new Set([...wanted.keys(), ...state.keys()])];
  return keys.flatMap((key) => {
    const [asked, there] = [wanted.get(key), state.get(key)];
    const rule = ruleOf(asked, there);
    if (rule === null) return [];
    const name = (asked ?? there)?.name ?? key;
    return [
      {
        code: misfitCode,
        path: there?.guardrail ?? name,
        value: `${name} in ${where}`,
        rule,
        remedy:
          "An update was cut off or targeted: deploy the whole stack, or see what would change with --engine.",
      },
    ];
  });
}

function ruleOf(wanted: Wanted | undefined, found: DeployedInput | undefined): string | null {
  if (found === undefined) return "the exported plan has this resource, and the state does not.";
  // What no guardrail carries is not the plan's.
  if (wanted === undefined)
    return found.guardrail === null ? null : "the state has this resource, and the exported plan does not.";
  const fields = differences(wanted.inputs, found.inputs);
  if (fields.length === 0) return null;
  const told = fields.slice(0, mostFields).map(fieldText).join("; ");
  const more = fields.length > mostFields ? `; and ${fields.length - mostFields} more` : "";
  return `the state does not hold what the exported plan says: ${told}${more}.`;
}

const fieldText = ({ found, path, wanted }: Difference): string =>
  `${path} is ${short(found)} instead of ${short(wanted)}`;

function short(value: unknown): string {
  const text = shown(value) ?? "nothing";
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
}
