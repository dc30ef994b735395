import { readFileSync } from "node:fs";
import { join } from "node:path";

import { capture, tail } from "./processes.mjs";
import { elapsed } from "./terminal.mjs";
import { compareVersions } from "./versions.mjs";

const longestMs = 30 * 60_000;

/** The environment of Go commands: a go.work above the checkout must not pull its modules into another build. */
export const goEnvironment = (env) => ({ ...env, GOWORK: "off" });

/** The Go version that modules ask for; the newest of them, so that one number can be told. */
export function requiredGo(folders) {
  const versions = folders.map(
    (folder) => /^go (\S+)$/m.exec(readFileSync(join(folder, "go.mod"), "utf8"))[1],
  );
  return versions.sort(compareVersions).at(-1);
}

/** Why modules cannot be built by the Go on PATH; undefined when they can. */
export async function checkGo(folders, env) {
  const needed = requiredGo(folders);
  // Asked inside the module, `go` fetches the version it names, or says why it may not.
  const { output, problem, missing } = await capture("go", ["version"], { cwd: folders[0], env });
  if (missing) return `there is no go on PATH; Go ${needed} or newer is needed`;
  if (problem) return `go version: ${tail(output, 1) || problem}; Go ${needed} or newer is needed`;
  const found = /\bgo(\d+\.\d+\S*)/.exec(output)?.[1];
  if (found && compareVersions(found, needed) >= 0) return undefined;
  return `go on PATH is ${found ?? "of an unknown version"}; Go ${needed} or newer is needed`;
}

/**
 * Builds a program from a folder with a Go module that pins all it is built from.
 *
 * @param {{ name: string, folder: string, main: string, stamp?: string, output: string, env: NodeJS.ProcessEnv,
 *   log: { (text: string): void, status?: (text: string) => void } }} program `stamp` names a variable and its value,
 *   which the linker sets.
 * @returns {Promise<string | undefined>} why it was not built; undefined when it was
 */
export async function buildProgram({ name, folder, main, stamp, output, env, log }) {
  const start = Date.now();
  const report = progressOf(name, start, log);
  const run = (args) => capture("go", args, { cwd: folder, env, timeoutMs: longestMs, onLine: report.line });

  // Listing first fetches the modules and tells how many packages there are to compile at most.
  const listed = await run(["list", "-deps", main]);
  if (listed.problem) return explain(name, "fetching modules", report, listed);
  report.total = listed.output.split("\n").filter((line) => parsePackage(line)).length;

  // Without symbols (-s -w) the files are a third smaller.
  const linker = ["-s -w", ...(stamp ? [`-X ${stamp}`] : [])].join(" ");
  // -v names each package as it is compiled; -buildvcs=false, since the module's code is not this checkout's.
  const built = await run(["build", "-v", "-buildvcs=false", "-ldflags", linker, "-o", output, main]);
  report.end();
  if (built.problem) return explain(name, "go build", report, built);
  log(`Built ${name} in ${elapsed(start)}.`);
  return undefined;
}

const parsePackage = (line) => /^[\w./@-]+$/.test(line);

/** Turns what `go` writes into one line of progress. */
function progressOf(name, start, log) {
  const state = { total: undefined, compiled: 0, doing: "fetching modules" };
  const show = () => log.status?.(`Building ${name}: ${state.doing} (${elapsed(start)})`);
  const timer = setInterval(show, 1_000);
  state.end = () => clearInterval(timer);
  state.line = (line) => {
    if (line.startsWith("go: downloading ")) state.doing = `fetching ${line.split(" ")[2]}`;
    else if (state.total !== undefined && parsePackage(line)) {
      state.compiled += 1;
      state.doing = `${state.compiled} of at most ${state.total} packages, ${line}`;
    }
  };
  return state;
}

function explain(name, step, report, { problem, output }) {
  report.end();
  return `${name}: ${step}: ${problem}\n${tail(output)}`.trimEnd();
}
