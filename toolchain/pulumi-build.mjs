import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { cliName, languageHostName } from "./pulumi-binaries.mjs";
import { capture, tail } from "./processes.mjs";
import { elapsed } from "./terminal.mjs";
import { compareVersions } from "./versions.mjs";

const longestMs = 30 * 60_000;

const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Each has a Go module under toolchain/ that pins all it is built from. */
const builds = {
  [languageHostName]: {
    module: "language-nodejs",
    main: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  },
  [cliName]: { module: "cli", main: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
};

/**
 * Builds the named binaries from Go modules: the way in where the download is blocked but a Go
 * module proxy is not.
 *
 * @returns {Promise<{ binFolder: string } | { problem: string }>}
 */
export async function buildCli({ version, names, toolchain, staging, env: given, log }) {
  // A go.work above the checkout must not pull these modules into another build.
  const env = { ...given, GOWORK: "off" };
  const goProblem = await checkGo(join(toolchain, "cli"), env);
  if (goProblem) return { problem: goProblem };

  const binFolder = join(staging, "build");
  mkdirSync(binFolder, { recursive: true });
  log("Building the Pulumi CLI from Go modules instead (4 to 7 minutes the first time, once per machine)…");
  for (const name of names) {
    const problem = await build(name, { version, toolchain, output: join(binFolder, name), env, log });
    if (problem) return { problem };
  }
  return { binFolder };
}

/** The Go version that the modules ask for; the newer of the two, so that one number can be told. */
export function requiredGo(toolchain) {
  const versions = Object.values(builds).map(
    ({ module }) => /^go (\S+)$/m.exec(readFileSync(join(toolchain, module, "go.mod"), "utf8"))[1],
  );
  return versions.sort(compareVersions).at(-1);
}

async function checkGo(folder, env) {
  const needed = requiredGo(join(folder, ".."));
  // Asked inside the module, `go` fetches the version it names, or says why it may not.
  const { output, problem, missing } = await capture("go", ["version"], { cwd: folder, env });
  if (missing) return `there is no go on PATH; Go ${needed} or newer is needed`;
  if (problem) return `go version: ${tail(output, 1) || problem}; Go ${needed} or newer is needed`;
  const found = /\bgo(\d+\.\d+\S*)/.exec(output)?.[1];
  if (found && compareVersions(found, needed) >= 0) return undefined;
  return `go on PATH is ${found ?? "of an unknown version"}; Go ${needed} or newer is needed`;
}

async function build(name, { version, toolchain, output, env, log }) {
  const { module, main } = builds[name];
  const cwd = join(toolchain, module);
  const start = Date.now();
  const report = progressOf(name, start, log);
  const run = (args) => capture("go", args, { cwd, env, timeoutMs: longestMs, onLine: report.line });

  // Listing first fetches the modules and tells how many packages there are to compile at most.
  const listed = await run(["list", "-deps", main]);
  if (listed.problem) return explain(name, "fetching modules", report, listed);
  report.total = listed.output.split("\n").filter((line) => parsePackage(line)).length;

  // Without symbols (-s -w) the files are a third smaller; the CLI learns its version only from here.
  const stamp = name === cliName ? ` -X ${versionVariable}=v${version}` : "";
  // -v names each package as it is compiled; -buildvcs=false, since the module's code is not this checkout's.
  const flags = ["-v", "-buildvcs=false", "-ldflags", `-s -w${stamp}`];
  const built = await run(["build", ...flags, "-o", output, main]);
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
