import type { Problem } from "../../model/problem";
import { nameIn } from "../deployed/state";
import type { PreviewEvent } from "./steps";

/** What the engine and its policy packs found wrong, beside the steps. */
export interface Told {
  /** Resources that break a mandatory rule. */
  readonly violations: readonly Problem[];
  /** Errors of the program, of a provider or of the engine itself. */
  readonly errors: readonly string[];
  /** Warnings, and rules that only advise. */
  readonly warnings: readonly string[];
}

/** Sorts what the engine told by how much it matters; debug messages are the engine's own. */
export function toldIn(events: readonly PreviewEvent[]): Told {
  const diagnostics = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
  const policies = events.flatMap(({ policyEvent }) => policyEvent ?? []);
  const saying = (severity: string): readonly string[] =>
    diagnostics
      .filter((each) => each.severity === severity)
      .map(({ message, urn }) => `${urn ? `${nameIn(urn)}: ` : ""}${message.trim()}`)
      .filter(Boolean);
  const advice = policies.filter(({ enforcementLevel }) => enforcementLevel !== "mandatory");
  return {
    violations: policies
      .filter(({ enforcementLevel }) => enforcementLevel === "mandatory")
      .map(({ message, policyName, resourceUrn }) => ({
        code: `policy/${policyName}`,
        path: resourceUrn ? nameIn(resourceUrn) : "the stack",
        value: null,
        rule: message.trim().replaceAll(/\s+/g, " "),
        remedy: "Mend the resource, or the rule in its policy pack.",
      })),
    errors: [...new Set(saying("error"))],
    warnings: [
      ...saying("warning"),
      ...advice.map(({ message, policyName }) => `${policyName}: ${message.trim()}`),
    ],
  };
}
