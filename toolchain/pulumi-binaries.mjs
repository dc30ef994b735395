import { accessSync, constants, mkdirSync, readdirSync, realpathSync, renameSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";

import { capture } from "./processes.mjs";
import { satisfies } from "./versions.mjs";

const suffix = process.platform === "win32" ? ".exe" : "";

export const cliName = `pulumi${suffix}`;
/** The engine starts a program through this; it looks beside the CLI and on PATH. */
export const languageHostName = `pulumi-language-nodejs${suffix}`;

export const binaries = [languageHostName, cliName];

const answerMs = 30_000;

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    const found = statSync(file);
    return found.isFile() && found.size > 0;
  } catch {
    return false;
  }
}

/**
 * The CLI's version by its own account. Asking it is the only test that finds a download that broke off, a binary for
 * another machine and a wrapper that cannot do its work.
 */
async function askVersion(file, env) {
  const quiet = { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { output, problem } = await capture(file, ["version"], { env: quiet, timeoutMs: answerMs });
  if (problem) return { problem: `\`pulumi version\`: ${problem}` };
  const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(output)?.[1];
  return version ? { version } : { problem: "`pulumi version` names no version" };
}

/**
 * Whether these binaries are in a folder and able to run: `broken` names those that are not, `problem` says why.
 *
 * @returns {Promise<{ broken: string[], problem?: string }>}
 */
export async function inspectFolder(folder, { version, env, names = binaries }) {
  const found = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      if (!isExecutable(file)) return { name, problem: `no executable ${file}` };
      const problem = await (name === cliName ? checkCli(file, version, env) : checkLanguageHost(file, env));
      return { name, problem: problem && `${file}: ${problem}` };
    }),
  );
  const broken = found.filter(({ problem }) => problem);
  if (broken.length === 0) return { broken: [] };
  return { broken: broken.map(({ name }) => name), problem: broken.map(({ problem }) => problem).join("; ") };
}

async function checkCli(file, wanted, env) {
  const { version, problem } = await askVersion(file, env);
  return problem ?? (version === wanted ? undefined : `this is ${version}, not ${wanted}`);
}

async function checkLanguageHost(file, env) {
  const { output, problem } = await capture(file, ["-help"], { env, timeoutMs: answerMs });
  if (/usage/i.test(output) && !problem?.startsWith("ended by")) return undefined;
  return `it does not run${problem ? ` (${problem})` : ""}`;
}

/** The first compatible CLI on PATH, or what was wrong with each that is there. */
export async function findOnPath({ env, range }) {
  const folders = (env.PATH ?? "").split(delimiter).filter(isAbsolute);
  const problems = [];
  for (const folder of new Set(folders)) {
    const path = join(folder, cliName);
    if (!isExecutable(path) || isNpmWrapper(path)) continue;
    const { version, problem } = await askVersion(path, env);
    if (problem) problems.push(`${path}: ${problem}`);
    else if (!satisfies(version, range)) problems.push(`${path} is ${version}; Belfry needs ${range}`);
    else if (!hasLanguageHost(path, folders))
      problems.push(`${path} has no ${languageHostName} beside it or on PATH`);
    else return { cli: { path, version, how: "path", binFolder: folder } };
  }
  return { problem: problems.join("\n") || "there is none" };
}

/** npm puts node_modules/.bin on PATH, where `pulumi` is the npm package's wrapper: asking it starts its download. */
const isNpmWrapper = (path) => /[\\/]node_modules[\\/]pulumi[\\/]/.test(realpathSync(path));

function hasLanguageHost(path, folders) {
  const places = [dirname(path), dirname(realpathSync(path)), ...folders];
  return places.some((folder) => isExecutable(join(folder, languageHostName)));
}

/**
 * Moves a checked set of binaries into place, each by one rename, the CLI last: whoever sees the new CLI sees its language
 * hosts too, and a process that runs an old file keeps it.
 */
export function moveBinaries(from, to) {
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from).filter((name) => name !== cliName);
  if (isExecutable(join(from, cliName))) names.push(cliName);
  for (const name of names) renameSync(join(from, name), join(to, name));
}
