import { Command } from "commander";

import type { Plan } from "../../plan/types";
import type { StackExport } from "../../recovery/deployment";
import { loadPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { colour } from "../colour";
import { deployedOf, type Deployed } from "../engine/deployed";
import { localStack } from "../engine/local-stack";
import { counted, refuseUnfinished, type StackRun } from "../engine/deploy";
import { deployStacks } from "../engine/deploy-stacks";
import { progressLine, type Progress } from "../engine/progress";
import { runPulumi, type PulumiResult, type PulumiRun } from "../engine/pulumi";
import { recoverFirst } from "../engine/recover";
import { holdingStack } from "../engine/stack-lock";
import { openWorkplace, type Workplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import { table } from "../table";
import { problemsOf } from "./check";
import { describeRepairs } from "./recover";
import { describeProblems } from "../../model/problem";

/** `belfry start`: every guardrail of every service, deployed in the sandbox on this machine. */
export function startCommand(): Command {
  return new Command("start")
    .description("Deploy every guardrail into the sandbox on this machine; no account is needed.")
    .action(() => holdingStack(checkout, startAll));
}

async function startAll(): Promise<void> {
  const progress = progressLine();
  const loaded = loadPlan(readStackFile(checkout, localStack));
  const problems = problemsOf(loaded, true, new Date().toJSON().slice(0, 10));
  if (problems.length > 0) throw new Stop(exitCodes.problems, describeProblems("The local stack", problems));

  const place = await openWorkplace(checkout, { stack: localStack, make: [localStack] }, (line) => {
    console.error(line);
  });
  try {
    const report = await recoverFirst(place, localStack, (line) => {
      console.error(line);
    });
    if (report !== null) console.error(describeRepairs(report, true));
    const up = await deployLocal(place, loaded.plan, progress);
    console.log(await summary(place.runOf(localStack), loaded.plan, up));
  } finally {
    await place.close();
  }
}

async function deployLocal(place: Workplace, plan: Plan, progress: Progress): Promise<StackRun> {
  const what = counted(plan.guardrails.length, "guardrail");
  progress.say(`Deploying ${what} of ${plan.environment}`);
  const [run] = await deployStacks(place, [localStack], {
    parallel: 1,
    onChange: (_, changed) => {
      progress.say(`Deploying ${what}: ${counted(changed, "resource")} changed`);
    },
  }).finally(progress.end);
  if (run?.code === 0) return run;
  return run ? refuseUnfinished(place, run, "npm start") : Promise.reject(new Stop(exitCodes.problems));
}

async function summary(run: PulumiRun, plan: Plan, up: PulumiResult): Promise<string> {
  const exported = await runPulumi(["stack", "export"], run);
  const deployed = deployedOf(JSON.parse(exported.stdout) as StackExport, plan);
  const changes = /Resources:\n((?: {4}.*\n?)+)/.exec(up.stdout)?.[1] ?? "";
  const resources = [...deployed.byType.values()].reduce((sum, each) => sum + each, 0);
  return [
    deployedTable(plan, deployed),
    "",
    `${counted(deployed.guardrails.size, "guardrail")} ${deployed.guardrails.size === 1 ? "is" : "are"} deployed as ${counted(resources, "resource")} of ${counted(deployed.byType.size, "type")}.`,
    /[+~-]/.test(changes)
      ? `This run: ${changes.trim().replaceAll(/\s*\n\s*/g, ", ")}.`
      : "This run: no changes.",
    "",
    "What next:",
    `  ${colour.bold("npx belfry plan")}        what prod would deploy, and which settings it still needs`,
    `  ${colour.bold("npx belfry check")}       every problem at once; --assumptions lists what no runbook states`,
    `  ${colour.bold("npm run sandbox")}        keeps the sandbox up for plain pulumi preview, up, refresh and destroy`,
    "  Change a number in services/, run npm start again, and only what carries it changes.",
  ].join("\n");
}

/** Guardrails in the state, by kind and service. */
function deployedTable(plan: Plan, { guardrails }: Deployed): string {
  const there = plan.guardrails.filter(({ id }) => guardrails.has(id));
  const services = [...new Set(there.map(({ service }) => service))];
  const kinds = [...new Set(there.map(({ kind }) => kind))].sort();
  const count = (of: readonly unknown[]): string => String(of.length || "");
  const rows = kinds.map((kind) => [
    kind,
    ...services.map((service) =>
      count(there.filter((each) => each.kind === kind && each.service === service)),
    ),
    count(there.filter((each) => each.kind === kind)),
  ]);
  const total = [
    "total",
    ...services.map((service) => count(there.filter((each) => each.service === service))),
    count(there),
  ];
  return table(["deployed", ...services, "all"], [...rows, total]);
}
