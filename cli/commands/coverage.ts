import { Command } from "commander";

import { services } from "../../services/all";
import { factsOf, type Fact } from "../../services/facts";
import type { Plan } from "../../plan/types";
import { loadPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { formatOption, stackOption } from "../options";
import { table } from "../table";

/** What became of one fact. */
export interface FactCoverage {
  readonly id: string;
  readonly service: string;
  readonly kind: string;
  /** `deployed` by guardrails, `explained` with a reason, or `open`: its kind need not be accounted for yet. */
  readonly status: "deployed" | "explained" | "open";
  readonly guardrails: readonly string[];
  readonly reason: string | null;
}

/** `belfry coverage`: what became of each runbook fact. */
export function coverageCommand(): Command {
  return new Command("coverage")
    .description("Show which guardrails deploy each runbook fact, and why the others are not deployed.")
    .addOption(stackOption())
    .addOption(formatOption())
    .action(({ format, stack }: { readonly stack: string; readonly format: "table" | "json" }) => {
      const { plan } = loadPlan(readStackFile(checkout, stack));
      const coverage = coverageOf(plan);
      console.log(
        format === "json" ? JSON.stringify({ facts: coverage }, null, 2) : coverageTables(plan, coverage),
      );
    });
}

/** What became of every fact of every runbook. */
export function coverageOf(plan: Plan): readonly FactCoverage[] {
  return services.flatMap((service) =>
    Object.entries<Fact>(factsOf[service.name] ?? {}).map(([id, { kind }]) => {
      const guardrails = plan.guardrails
        .filter(({ facts }) => facts.includes(id))
        .map((guardrail) => guardrail.id);
      const explained = service.undeployed.find(({ facts }) => (facts as readonly string[]).includes(id));
      const status = guardrails.length > 0 ? "deployed" : explained ? "explained" : "open";
      return { id, service: service.name, kind, status, guardrails, reason: explained?.because ?? null };
    }),
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
    const tally = (status: FactCoverage["status"]): string =>
      String(of.filter((each) => each.status === status).length || "");
    return [kind, tally("deployed"), tally("explained"), tally("open")];
  });
  const explained = coverage.filter(({ status }) => status === "explained");
  return [
    table(["guardrails", ...names, "estate"], byKind),
    "",
    table(["facts", "deployed", "explained", "open"], byFact),
    "",
    "Explained, not deployed:",
    ...explained.map(({ id, reason }) => `  ${id}: ${reason ?? ""}`),
  ].join("\n");
}
