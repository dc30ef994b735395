import { existsSync, mkdirSync, rmSync } from "node:fs";
import os from "node:os";
import { dirname, join } from "node:path";

import { checkout, stateFolder } from "./checkout.mjs";
import { countJest, countStage } from "./test-report.mjs";

/** An old Node.js, which set-up is yet to refuse with a message, has no availableParallelism. */
export const cores = os.availableParallelism?.() ?? os.cpus().length;
/** One core is left to the engine tests that run beside the unit tests. */
const unitWorkers = Math.max(1, cores - 1);
/** Each engine test runs the CLI, a program and providers: more than a core's worth. */
const engineWorkers = Math.max(1, Math.min(4, Math.floor(cores / 2)));

const tool = (...path) => join(checkout, "node_modules", ...path);
const cache = (name) => join(stateFolder(), "cache", name);
const resultsFile = (project) => join(stateFolder(), "results", `${project}.json`);

/** ESLint's cache goes by file, though a rule that uses types depends on other files: right at a desk, not in CI. */
const lintCache = process.env.CI ? [] : ["--cache", "--cache-location", cache("eslint/")];

const formatCache = ["--cache", "--cache-strategy=content", `--cache-location=${cache("prettier.json")}`];

/**
 * @typedef {{ name: string, script: string, args: string[], streams?: boolean, needsCli?: boolean,
 *   count: (problem?: string) => import("./test-report.mjs").Counts }} Stage
 * `streams`: its output is shown as it comes, not only if it fails. `needsCli`: it runs the Pulumi CLI.
 */

/** @returns {Stage[]} */
export function stages(jestArgs) {
  return [
    check("check", tool("typescript", "bin", "tsc"), ["-p", ".", "--noEmit"]),
    check("lint", tool("eslint", "bin", "eslint.js"), [".", ...lintCache]),
    check("format", tool("prettier", "bin", "prettier.cjs"), ["--check", ".", ...formatCache]),
    check("drift", join(checkout, "cli", "belfry.js"), ["render", "--check"]),
    jest("unit", unitWorkers, jestArgs),
    { ...jest("engine", engineWorkers, jestArgs), needsCli: true },
  ];
}

function check(name, script, args) {
  return { name, script, args, count: (problem) => countStage(name, problem) };
}

function jest(project, workers, jestArgs) {
  const results = resultsFile(project);
  mkdirSync(dirname(results), { recursive: true });
  // An old run's results must not be counted if this one writes none.
  rmSync(results, { force: true });
  // With a filter of one's own, finding nothing in one of the two projects is no failure.
  const filter = jestArgs.length > 0 ? ["--passWithNoTests", ...jestArgs] : [];
  const args = ["--ci", "--selectProjects", project, `--maxWorkers=${workers}`];
  return {
    name: project,
    script: tool("jest", "bin", "jest.js"),
    args: [...args, "--json", `--outputFile=${results}`, ...filter],
    streams: true,
    count: (problem) => countJest(project, results, problem),
  };
}
