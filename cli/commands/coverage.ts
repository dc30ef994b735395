import { Command } from "commander";

import { services } from "../../services/all";
import { factsOf } from "../../services/facts";
import type { Plan } from "../../plan/types";
import { coverageOf, type FactCoverage } from "../../report/coverage";
import { loadPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { formatOption, stackOption } from "../options";
import { table } from "../table";

/** `belfry coverage`: what became of each runbook fact. */
export function coverageCommand(): Command {
  return new Command("coverage")
    .description("Show what became of each runbook fact: deployed, told by the catalogue, or why neither.")
    .addOption(stackOption())
    .addOption(formatOption())
    .action(({ format, stack }: { readonly stack: string; readonly format: "table" | "json" }) => {
      const { plan } = loadPlan(readStackFile(checkout, stack));
      const coverage = coverageOf(plan, services, factsOf);
      console.log(
        format === "json" ? JSON.stringify({ facts: coverage }, null, 2) : coverageTables(plan, coverage),
      );
    });
}

function coverageTables(plan: Plan, coverage: readonly FactCoverage[]): string {
  const names = services.map(({ name }) => name);
  const kinds = [...new Set(plan.guardrails.map(({ kind }) => kind))].sort();
  const count = (kind: string, service: string): string =>
    String(plan.guardrails.filter((each) => each.kind === kind && each.service === service).length || "");
  const byKind = kinds.map((kind) => [
    kind,
    ...names.map((name) => count(kind, name)),
    count(kind, "estate"),
  ]);
  const factKinds = [...new Set(coverage.map(({ kind }) => kind))];
  const byFact = factKinds.map((kind) => {
    const of = coverage.filter((each) => each.kind === kind);
    const tally = (status: FactCoverage["status"]): string =>
      String(of.filter((each) => each.status === status).length || "");
    return [kind, tally("deployed"), tally("documented"), tally("not applicable"), tally("open")];
  });
  const left = coverage.filter(({ status }) => status === "not applicable");
  return [
    table(["guardrails", ...names, "estate"], byKind),
    "",
    table(["facts", "deployed", "documented", "not applicable", "open"], byFact),
    "",
    "Not applicable:",
    ...left.map(({ id, reason }) => `  ${id}: ${reason ?? ""}`),
  ].join("\n");
}
