import { Command } from "commander";

import { ModelError } from "../../model/problem";
import type { Plan } from "../../plan/types";
import { summaryOf } from "../../report/summary";
import { loadPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { asOfOption, formatOption, stackOption } from "../options";
import { table } from "../table";

interface PlanOptions {
  /** Environment, as in `Pulumi.<name>.yaml`. */
  readonly stack: string;
  /** A table for people, or the plan as JSON. */
  readonly format: "table" | "json";
  /** Day for which the plan is made, `YYYY-MM-DD`; the configuration's own when left out. */
  readonly asOf?: string;
}

/** `belfry plan`: what an environment deploys, without engine or credentials. */
export function planCommand(): Command {
  return new Command("plan")
    .description("Show what an environment deploys, without engine or credentials.")
    .addOption(stackOption())
    .addOption(formatOption())
    .addOption(asOfOption())
    .action(({ asOf, format, stack }: PlanOptions) => {
      const source = readStackFile(checkout, stack);
      const { plan, problems } = loadPlan(source, asOf);
      if (problems.length > 0) throw new ModelError(source.where, problems);
      console.log(format === "json" ? JSON.stringify(plan, null, 2) : planTable(plan));
    });
}

/** A plan as a person reads it: a line a guardrail, then what is still unset. */
export function planTable(plan: Plan): string {
  const rows = plan.guardrails.map((guardrail) => [
    guardrail.id,
    guardrail.kind,
    summaryOf(guardrail),
    "severity" in guardrail ? `${guardrail.severity}${guardrail.pages ? ", pages" : ""}` : "",
    guardrail.facts.join(" "),
  ]);
  const unset = plan.settings.filter(({ value }) => value === null);
  const notes =
    unset.length === 0
      ? ["Every required setting is set."]
      : [
          `${unset.length} required settings are unset; a deployment refuses until they are supplied:`,
          ...unset.map(({ describe, key }) => `  ${key}: ${describe}`),
        ];
  return [
    `${plan.environment}: ${plan.guardrails.length} guardrails as of ${plan.asOf}`,
    "",
    table(["guardrail", "kind", "what", "severity", "facts"], rows),
    "",
    ...notes,
  ].join("\n");
}
