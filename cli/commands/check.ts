import { Command } from "commander";

import { describeProblems, type Problem } from "../../model/problem";
import { expiredOverrides, missingSettings } from "../../plan/check/wiring";
import { staleWaivers } from "../../plan/coherence/waivers";
import type { Plan } from "../../plan/types";
import { knownServices, loadPlan, type LoadedPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { exitCodes, Stop } from "../exit";
import { formatOption, stackOption } from "../options";
import { table } from "../table";

interface CheckOptions {
  /** Environment, as in `Pulumi.<name>.yaml`. */
  readonly stack: string;
  /** A table for people, or JSON. */
  readonly format: "table" | "json";
  /** Lists every number that no runbook states, where there are no problems. */
  readonly assumptions?: true;
  /** Also requires every setting that a deployment needs. */
  readonly deployable?: true;
}

/** A number that no runbook states. */
export interface Assumption {
  /** Id of the guardrail that holds the number. */
  readonly guardrail: string;
  /** Field that the value fills, such as `critical` or `tiers.daily.deleteAfter`. */
  readonly field: string;
  /** The value as it was written, with its unit; null when it is neither number, text nor list. */
  readonly value: string | null;
  /** Why the value is safe to start with. */
  readonly because: string | null;
  /** What the runbook's owner should confirm. */
  readonly ask: string | null;
}

/** `belfry check`: every problem of an environment at once, or every number that no runbook states. */
export function checkCommand(): Command {
  return new Command("check")
    .description("Find every problem of an environment at once, before anything is deployed.")
    .addOption(stackOption())
    .addOption(formatOption())
    .option("--assumptions", "list every number that no runbook states, with the question to its owner")
    .option("--deployable", "also require every setting that a deployment needs")
    .action((options: CheckOptions) => {
      const source = readStackFile(checkout, options.stack);
      const loaded = loadPlan(source);
      const problems = problemsOf(loaded, options.deployable ?? false, new Date().toJSON().slice(0, 10));
      if (options.assumptions && problems.length === 0) {
        showAssumptions(assumptionsOf(loaded.plan), options.format);
        return;
      }
      showProblems(source.where, problems, { loaded, format: options.format });
    });
}

/** Everything wrong with an environment today; `deployable` adds what a deployment would refuse. */
export function problemsOf(loaded: LoadedPlan, deployable: boolean, today: string): readonly Problem[] {
  const { environment, plan, problems, waived } = loaded;
  return [
    ...problems,
    ...expiredOverrides(environment, today),
    ...staleWaivers(environment.waivers, waived, today),
    ...(deployable ? missingSettings(plan.guardrails, knownServices, environment) : []),
  ];
}

/** Every value of a plan that is a house default or a setting, in the plan's order. */
export function assumptionsOf(plan: Plan): readonly Assumption[] {
  return plan.guardrails.flatMap(({ id, sources }) =>
    sources
      .filter(({ kind }) => kind === "house")
      .map(({ ask, because, field, stated }) => ({ guardrail: id, field, value: stated, because, ask })),
  );
}

function showAssumptions(assumptions: readonly Assumption[], format: CheckOptions["format"]): void {
  if (format === "json") {
    console.log(JSON.stringify({ assumptions }, null, 2));
    return;
  }
  const groups = sameAssumptions(assumptions);
  const rows = groups.map(([first, ...others]) => [
    first.field,
    first.value ?? "",
    others.length === 0 ? first.guardrail : `${first.guardrail} and ${others.length} more`,
    first.because ?? "",
    first.ask ?? "",
  ]);
  console.log(table(["field", "value", "guardrails", "because", "ask the owner"], rows));
  console.log(
    `\n${groups.length} assumptions stand for ${assumptions.length} values that no runbook states.`,
  );
}

/** One assumption often serves many guardrails: those that share value, reason and question stand together. */
function sameAssumptions(
  assumptions: readonly Assumption[],
): readonly (readonly [Assumption, ...Assumption[]])[] {
  const groups = new Map<string, [Assumption, ...Assumption[]]>();
  for (const each of assumptions) {
    const key = [each.field, each.value, each.because, each.ask].join("|");
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}

function showProblems(
  where: string,
  problems: readonly Problem[],
  { format, loaded }: { readonly format: CheckOptions["format"]; readonly loaded: LoadedPlan },
): void {
  if (format === "json") console.log(JSON.stringify({ problems }, null, 2));
  if (problems.length > 0)
    throw new Stop(exitCodes.problems, format === "json" ? "" : describeProblems(where, problems));
  if (format === "table") console.log(`${where}: ${loaded.plan.guardrails.length} guardrails, no problems.`);
}
