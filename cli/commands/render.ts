import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { Command } from "commander";
import { z } from "zod";

import { describeProblems, type Problem } from "../../model/problem";
import { planSchema } from "../../plan/schema";
import { loadPlan } from "../../stacks/load-plan";
import { localTemplate, readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { exitCodes, Stop } from "../exit";

/** The environments whose plans are committed. */
export const renderedStacks = ["prod", "staging", "local"] as const;

/** `belfry render`: writes the committed plans and the plan's schema, or finds where they differ. */
export function renderCommand(): Command {
  return new Command("render")
    .description("Write the committed plan of each environment and the plan's JSON Schema.")
    .option("--check", "write nothing; fail where a committed file differs")
    .action(({ check }: { readonly check?: true }) => {
      const files = renderAll(checkout);
      const stale = [...files].filter(([path, text]) => textOf(path) !== text).map(([path]) => path);
      if (check && stale.length > 0) {
        throw new Stop(
          exitCodes.problems,
          `${stale.join(", ")} differ from the model; run npm run render and commit.`,
        );
      }
      for (const path of stale) {
        const text = files.get(path);
        if (text === undefined) continue;
        mkdirSync(dirname(join(checkout, path)), { recursive: true });
        writeFileSync(join(checkout, path), text);
      }
      console.log(stale.length === 0 ? "Nothing changed." : `Wrote ${stale.join(", ")}.`);
    });
}

const textOf = (path: string): string | null => {
  const file = join(checkout, path);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
};

/** Every committed file that follows from the model, by path, with its text. */
export function renderAll(root: string): ReadonlyMap<string, string> {
  const problems: Problem[] = [];
  const plans = renderedStacks.map((stack) => {
    const loaded = loadPlan(readStackFile(root, stack, stack === "local" ? localTemplate : undefined));
    problems.push(...loaded.problems);
    return [`rendered/${stack}.json`, json(loaded.plan)] as const;
  });
  if (problems.length > 0) throw new Stop(exitCodes.problems, describeProblems("The model", problems));
  return new Map([...plans, ["plan.schema.json", json(z.toJSONSchema(planSchema))]]);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
