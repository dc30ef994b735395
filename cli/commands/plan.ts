import { Command } from "commander";

import { describeProblems } from "../../model/problem";
import { decimal, units, writtenDuration } from "../../model/quantity";
import type { Guardrail, Plan } from "../../plan/types";
import { loadPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { exitCodes, Stop } from "../exit";
import { asOfOption, formatOption, stackOption } from "../options";
import { table } from "../table";

interface PlanOptions {
  readonly stack: string;
  readonly format: "table" | "json";
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
      if (problems.length > 0) throw new Stop(exitCodes.problems, describeProblems(source.where, problems));
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

/** What a guardrail does, in a few words with its numbers. */
export function summaryOf(guardrail: Guardrail): string {
  switch (guardrail.kind) {
    case "monitor": {
      const { comparator, critical, draft, over, sustainedFor, unit, warning } = guardrail;
      const level = (value: number): string =>
        `${decimal(value)}${units[unit].symbol && ` ${units[unit].symbol}`}`;
      const warn = warning === null ? "" : ` (warn ${level(warning)})`;
      const during =
        sustainedFor > 0 ? `throughout ${writtenDuration(over)}` : `over ${writtenDuration(over)}`;
      return `${comparator} ${level(critical)}${warn} ${during}${draft ? ", not measured yet" : ""}`;
    }
    case "objective":
      return `${guardrail.target} % over ${writtenDuration(guardrail.period)}`;
    case "burn-rate":
      return `${guardrail.factor}x over ${writtenDuration(guardrail.longWindow)} and ${writtenDuration(guardrail.shortWindow)}`;
    case "synthetic":
      return `every ${writtenDuration(guardrail.every)} from ${guardrail.locations.length} locations`;
    case "certificate":
      return `< ${guardrail.critical} d left${guardrail.warning === null ? "" : ` (warn ${guardrail.warning} d)`}`;
    case "autoscaling":
      return `${guardrail.minimum} to ${guardrail.maximum} replicas, CPU ${guardrail.utilization.cpu ?? "-"} %`;
    case "disruption-budget":
      return `at most ${guardrail.maxUnavailable} unavailable`;
    case "capacity":
      return `at most ${guardrail.maximum.cpu} CPU and ${guardrail.maximum.memory} a container`;
    case "backup":
      return `${guardrail.schedule} UTC; ${guardrail.tiers.map(({ deleteAfter, name }) => `${name} kept ${writtenDuration(deleteAfter)}`).join(", ")}`;
    case "restore-test":
      return `${guardrail.schedule} UTC; counts ${guardrail.tables.join(", ")}`;
    case "backup-store":
      return `vault ${guardrail.vault}`;
    case "probe":
      return `${guardrail.schedule}; ${guardrail.metrics.length} metrics`;
    case "downtime":
      return `${guardrail.rrule} for ${writtenDuration(guardrail.duration)}`;
    case "sentry-rule":
      return guardrail.rule.kind === "issue"
        ? "issue rule"
        : `${guardrail.rule.aggregate} > ${guardrail.rule.critical}`;
    case "dashboard":
      return `${guardrail.widgets.length} widgets`;
    case "escalation":
      return guardrail.steps.map(({ after, role }) => `${role} at ${Math.round(after / 60)} min`).join(", ");
    case "log-metric":
      return guardrail.metric;
  }
}
