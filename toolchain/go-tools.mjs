import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import { checkout, SetUpError } from "./checkout.mjs";
import { buildProgram, checkGo, goEnvironment, requiredGo } from "./go-build.mjs";
import { withLock } from "./lock.mjs";
import { capture, tail } from "./processes.mjs";
import { inStaging } from "./staging.mjs";
import { createLog } from "./terminal.mjs";

/**
 * Programs that only tests and benchmarks need, and that npm does not have. Each has a Go module under toolchain/ that
 * pins all it is built from.
 */
const tools = {
  promtool: { main: "github.com/prometheus/prometheus/cmd/promtool", minutes: "3 to 7 minutes" },
  "kube-apiserver": { main: "k8s.io/kubernetes/cmd/kube-apiserver", minutes: "5 to 12 minutes" },
};

const answerMs = 60_000;

/**
 * Finds a tool in the user's cache (`$XDG_CACHE_HOME/belfry`, by default `~/.cache/belfry`), or builds it from its Go
 * module. What is there is run before it is trusted; other pins are another folder, so nothing there is ever stale.
 *
 * @param {"promtool" | "kube-apiserver"} name
 * @param {{ log?: (text: string) => void, env?: NodeJS.ProcessEnv, root?: string }} [options]
 * @returns {Promise<string>} the program's path
 * @throws {SetUpError} saying why it could not be built, and what to do
 */
export async function ensureGoTool(name, { log = createLog(), env = process.env, root = checkout } = {}) {
  const folder = join(root, "toolchain", name);
  const cache = join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache"), "belfry");
  const home = join(cache, `${name}-${pinsOf(folder)}`);
  const program = join(home, process.platform === "win32" ? `${name}.exe` : name);
  if (await runs(program, env)) return program;
  mkdirSync(home, { recursive: true });
  return withLock(join(home, ".lock"), { log, work: `building ${name}` }, async () => {
    if (await runs(program, env)) return program;
    const problem = await inStaging(home, (staging) =>
      build({ name, folder, program, output: join(staging, name), env: goEnvironment(env), log }),
    );
    if (problem) throw new SetUpError(explain(name, folder, problem));
    return program;
  });
}

const pinsOf = (folder) => {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(folder, file)));
  return hash.digest("hex").slice(0, 12);
};

async function runs(program, env) {
  const { problem } = await capture(program, ["--version"], { env, timeoutMs: answerMs });
  return problem === undefined;
}

async function build({ name, folder, program, output, env, log }) {
  const goProblem = await checkGo([folder], env);
  if (goProblem) return goProblem;
  const { main, minutes } = tools[name];
  log(`Building ${name} from its Go module (${minutes} the first time, once per machine)…`);
  const problem = await buildProgram({ name, folder, main, output, env, log });
  if (problem) return problem;
  const { problem: broken, output: said } = await capture(output, ["--version"], {
    env,
    timeoutMs: answerMs,
  });
  if (broken) return `what was built does not run: ${tail(said, 1) || broken}`;
  renameSync(output, program);
  return undefined;
}

const explain = (name, folder, problem) => `${name} is needed and could not be built: ${problem}

Install Go ${requiredGo([folder])} or newer (https://go.dev/dl), with access to a Go module proxy (\`go env GOPROXY\`),
then run the same command again. Once it is built, no network is needed.`;

/**
 * Fetches a Go module of which only files are wanted, through the module proxy, into Go's own cache.
 *
 * @param {{ module: string, sum: string }} wanted with its version, and its hash as go.sum has it
 * @returns {Promise<string>} the folder with its files
 * @throws {SetUpError} where it cannot be fetched, or is another than was pinned
 */
export async function fetchGoModule({ module, sum }, env = process.env) {
  // Outside of any module, so that only this one is looked at.
  const options = { cwd: homedir(), env: goEnvironment(env), timeoutMs: 10 * 60_000 };
  const { output, problem, missing } = await capture("go", ["mod", "download", "-json", module], options);
  if (missing)
    throw new SetUpError(`There is no go on PATH, which fetches ${module}: see https://go.dev/dl.`);
  if (problem) throw new SetUpError(`${module} could not be fetched: ${tail(output)}`);
  // A module that must be downloaded first is told before the answer.
  const { Dir: folder, Sum: found } = JSON.parse(output.slice(output.indexOf("{")));
  if (found !== sum) throw new SetUpError(`${module} is not what was pinned: ${found} instead of ${sum}.`);
  return folder;
}
