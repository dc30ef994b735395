import { Command } from "commander";

import { describeProblems, type Problem } from "../../model/problem";
import { expiredOverrides, missingSettings } from "../../plan/check/wiring";
import { staleWaivers } from "../../plan/coherence/waivers";
import type { Plan, PlanSource } from "../../plan/types";
import { plainMarks, sourceWords, type SourceMarks } from "../../report/source-words";
import { unprovenPromises, type Unproven } from "../../report/unproven";
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
  /** Lists every value that no runbook states, where there are no problems. */
  readonly assumptions?: true;
  /** Also requires every setting that a deployment needs. */
  readonly deployable?: true;
}

/** A value that no runbook states. */
export interface Assumption {
  /** Id of the guardrail that holds the value. */
  readonly guardrail: string;
  /** Field that the value fills, such as `critical` or `tiers.daily.deleteAfter`. */
  readonly field: string;
  /** The value as it was written, with its unit; null when it is neither number, text nor list. */
  readonly value: string | null;
  /** Who says so in the runbook's place: ourselves, a provider's page, a setting or the stack's configuration. */
  readonly source: Exclude<PlanSource["kind"], "fact">;
  /** Why the value is safe to start with, or what the page says; null for a setting. */
  readonly because: string | null;
  /** What the runbook's owner should confirm; null for what we did not choose. */
  readonly ask: string | null;
  /** The provider's page; null for all but documentation. */
  readonly page: string | null;
  /** Key of the setting; null for all but settings. */
  readonly key: string | null;
}

/** `belfry check`: every problem of an environment at once, or every value that no runbook states. */
export function checkCommand(): Command {
  return new Command("check")
    .description("Find every problem of an environment at once, before anything is deployed.")
    .addOption(stackOption())
    .addOption(formatOption())
    .option(
      "--assumptions",
      "list every number that no runbook states, with its source and the question to its owner",
    )
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
  const { encrypted, environment, plan, problems, waived } = loaded;
  const hidden = new Set(encrypted.map((key) => `belfry:settings.${key}`));
  const missing = deployable ? missingSettings(plan.guardrails, knownServices, environment) : [];
  return [
    ...problems,
    ...expiredOverrides(environment, today),
    ...staleWaivers(environment.waivers, waived, today),
    ...missing.filter(({ path }) => !hidden.has(path)),
  ];
}

/**
 * Every value of a plan that no runbook states, in the plan's order: all that we chose, and the numbers that come from
 * a provider's documentation, a setting or the stack's configuration. A changed value stands beside what it changes.
 */
export function assumptionsOf(plan: Plan): readonly Assumption[] {
  return plan.guardrails.flatMap(({ id, sources }) =>
    sources.flatMap(({ ask, because, field, key, kind, page, stated }): readonly Assumption[] => {
      if (kind === "fact" || (kind !== "house" && !/\d/.test(stated ?? ""))) return [];
      return [{ guardrail: id, field, value: stated, source: kind, because, ask, page, key }];
    }),
  );
}

function showAssumptions(assumptions: readonly Assumption[], format: CheckOptions["format"]): void {
  console.log(
    format === "json" ? JSON.stringify({ assumptions }, null, 2) : describeAssumptions(assumptions),
  );
}

/** The page has a column of its own. */
const inColumns: SourceMarks = { ...plainMarks, link: (words) => words };

/** What no runbook states, as a table for people. */
export function describeAssumptions(assumptions: readonly Assumption[]): string {
  const groups = sameAssumptions(assumptions);
  const rows = groups.map(([first, ...others]) => [
    first.field,
    first.value ?? "",
    others.length === 0 ? first.guardrail : `${first.guardrail} and ${others.length} more`,
    sourceWords({ ...first, kind: first.source, facts: [], until: null }, inColumns),
    first.because ?? "",
    first.ask ?? first.page ?? "",
  ]);
  const head = ["field", "value", "guardrails", "source", "because", "ask the owner, or read"];
  const sum = `${groups.length} assumptions stand for ${assumptions.length} values that no runbook states.`;
  return `${table(head, rows)}\n\n${sum}`;
}

/** One assumption often serves many guardrails: those that share all but the guardrail stand together. */
function sameAssumptions(
  assumptions: readonly Assumption[],
): readonly (readonly [Assumption, ...Assumption[]])[] {
  const groups = new Map<string, [Assumption, ...Assumption[]]>();
  for (const each of assumptions) {
    const key = JSON.stringify({ ...each, guardrail: null });
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
  const unproven = unprovenPromises(loaded.plan);
  if (format === "json") console.log(JSON.stringify({ problems, unproven }, null, 2));
  if (problems.length > 0)
    throw new Stop(exitCodes.problems, format === "json" ? "" : describeProblems(where, problems));
  if (format === "json") return;
  console.log(`${where}: ${loaded.plan.guardrails.length} guardrails, no problems.`);
  if (unproven.length > 0) console.log(describeUnproven(unproven));
}

/** Promises that nothing shows to be kept, for people: no problem of the plan, and not to be forgotten. */
export function describeUnproven(unproven: readonly Unproven[]): string {
  const head =
    unproven.length === 1
      ? "1 promise is unproven until its runbook's owner answers:"
      : `${unproven.length} promises are unproven until their runbooks' owners answer:`;
  const lines = unproven.map(
    ({ ask, because, path, promised }) => `  ${path} (${promised}): ${because} ${ask}`,
  );
  return [head, ...lines].join("\n");
}
