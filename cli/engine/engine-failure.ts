import type { Problem } from "../../model/problem";
import { toldIn } from "../../preview/engine/told";
import type { EngineRun } from "./engine-preview";

/**
 * What kept the engine from telling everything, each as a problem; none where nothing did.
 *
 * @param command - what a user would run to see the same
 */
export function failureProblems({ events, failure }: EngineRun, command: string): readonly Problem[] {
  if (failure === null) return [];
  const { errors } = toldIn(events);
  return (errors.length > 0 ? errors : [failureLine(failure)]).map((rule) => ({
    code: "engine/failed",
    path: command,
    value: null,
    rule: rule.endsWith(".") ? rule : `${rule}.`,
    remedy: "Mend that, and ask again.",
  }));
}

/** Of all that the Automation API repeats of a command, what the command complained of. */
function failureLine(failure: string): string {
  const [, said] = /stderr:\s*(?:error: )?([^\n]+)/.exec(failure) ?? [];
  return said ?? failure.split("\n")[0] ?? failure;
}
