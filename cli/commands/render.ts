import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { Command } from "commander";
import { z } from "zod";

import { describeProblems } from "../../model/problem";
import { planSchema } from "../../plan/schema";
import { previewSchema } from "../../preview/schema";
import { catalogueFolder, cataloguePages } from "../../report/catalogue/pages";
import { knownServices, loadPlan } from "../../stacks/load-plan";
import { localTemplate, readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { exitCodes, Stop } from "../exit";

/** The environments whose plans are committed. */
export const renderedStacks = ["prod", "staging", "local"] as const;

/** `belfry render`: writes the committed plans, the schemas and the catalogue, or finds where they differ. */
export function renderCommand(): Command {
  return new Command("render")
    .description("Write the committed plan of each environment, the JSON Schemas and the catalogue.")
    .option("--check", "write nothing; fail where a committed file differs")
    .action(({ check }: { readonly check?: true }) => {
      const files = renderAll(checkout);
      const stale = [
        ...[...files].filter(([path, text]) => textOf(path) !== text).map(([path]) => path),
        ...forgottenPages(files),
      ];
      if (check && stale.length > 0) {
        throw new Stop(
          exitCodes.problems,
          `${stale.join(", ")} differ from the model; run npm run render and commit.`,
        );
      }
      for (const path of stale) {
        const text = files.get(path);
        mkdirSync(dirname(join(checkout, path)), { recursive: true });
        if (text === undefined) rmSync(join(checkout, path));
        else writeFileSync(join(checkout, path), text);
      }
      console.log(stale.length === 0 ? "Nothing changed." : `Wrote ${stale.join(", ")}.`);
    });
}

const textOf = (path: string): string | null => {
  const file = join(checkout, path);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
};

/** Pages of services that are gone. */
function forgottenPages(files: ReadonlyMap<string, string>): readonly string[] {
  const folder = join(checkout, catalogueFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => `${catalogueFolder}/${name}`)
    .filter((path) => !files.has(path));
}

/** Every committed file that follows from the model, by path, with its text. */
export function renderAll(root: string): ReadonlyMap<string, string> {
  const loaded = renderedStacks.map((stack) => ({
    stack,
    ...loadPlan(readStackFile(root, stack, stack === "local" ? localTemplate : undefined)),
  }));
  const problems = loaded.flatMap((each) => each.problems);
  if (problems.length > 0) throw new Stop(exitCodes.problems, describeProblems("The model", problems));
  const production = loaded.find(({ stack }) => stack === "prod")?.plan;
  return new Map([
    ...loaded.map(({ plan, stack }) => [`rendered/${stack}.json`, json(plan)] as const),
    ["plan.schema.json", json(z.toJSONSchema(planSchema))],
    ["preview.schema.json", json(z.toJSONSchema(previewSchema))],
    ...(production ? cataloguePages(knownServices, production) : []),
  ]);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
