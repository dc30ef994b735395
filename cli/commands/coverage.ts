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

/** What a fact may have become, as the table counts it: each fact is in one column. */
const columns: readonly (readonly [string, (each: FactCoverage) => boolean])[] = [
  ["deployed", ({ remindedOnly, status }) => status === "deployed" && !remindedOnly],
  ["reminded of", ({ remindedOnly }) => remindedOnly],
  ["documented", ({ drafts, status }) => status === "documented" && drafts.length === 0],
  ["as draft", ({ drafts, status }) => status === "documented" && drafts.length > 0],
  ["not applicable", ({ status }) => status === "not applicable"],
  ["open", ({ status }) => status === "open"],
];

function waitingIn({ guardrails }: Plan): readonly string[] {
  return guardrails.flatMap(({ id, facts, telemetry }) =>
    telemetry?.status === "uninstrumented"
      ? [`  ${id} (${facts.join(", ")}): ${telemetry.because} ${telemetry.ask}`]
      : [],
  );
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
    const count = (is: (each: FactCoverage) => boolean): string => String(of.filter(is).length || "");
    return [kind, ...columns.map(([, is]) => count(is))];
  });
  const totals = ["all", ...columns.map(([, is]) => String(coverage.filter(is).length))];
  const left = coverage.filter(({ status }) => status === "not applicable");
  return [
    table(["guardrails", ...names, "estate"], byKind),
    "",
    table(["facts", ...columns.map(([heading]) => heading)], [...byFact, totals]),
    "",
    "Waiting for something to measure them:",
    ...waitingIn(plan),
    "",
    "Not applicable:",
    ...left.map(({ id, reason }) => `  ${id}: ${reason ?? ""}`),
  ].join("\n");
}
