import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { checkout, readJson, SetUpError, stateFolder } from "./checkout.mjs";
import { withLock } from "./lock.mjs";
import { capture } from "./processes.mjs";
import { createLog, elapsed } from "./terminal.mjs";
import { satisfies } from "./versions.mjs";

/**
 * Installs the locked dependencies unless node_modules already holds them, and says so. No package's install script runs:
 * none is needed, and a dependency has no business running code on the machine that deploys production.
 *
 * @param {{ log?: (text: string) => void, env?: NodeJS.ProcessEnv, root?: string, nodeVersion?: string }} [options]
 * @returns {Promise<"installed" | "present">}
 */
export async function ensureDependencies(options = {}) {
  const {
    log = createLog(),
    env = process.env,
    root = checkout,
    nodeVersion = process.versions.node,
  } = options;
  checkNode(root, nodeVersion);
  if (isInstalled(root)) return "present";

  const lock = join(stateFolder(root), "dependencies.lock");
  return withLock(lock, { log, work: "npm ci" }, async () => {
    // Another start may have installed them while this one waited.
    if (isInstalled(root)) return "present";
    await install({ log, env, root });
    writeStamp(root);
    return "installed";
  });
}

function checkNode(root, nodeVersion) {
  const { engines } = readJson(root, "package.json");
  if (satisfies(nodeVersion, engines.node)) return;
  throw new SetUpError(
    `Belfry runs on Node.js ${engines.node}; this is ${nodeVersion} (${process.execPath}).\n` +
      "Install a supported version (22 or 24 are good choices) and run the same command again.",
  );
}

const lockfile = (root) => join(root, "package-lock.json");
/** npm's own record of what it installed; it is written last, so a broken-off install leaves none. */
const installedRecord = (root) => join(root, "node_modules", ".package-lock.json");
const stampFile = (root) => join(stateFolder(root), "dependencies.stamp");

/**
 * The stamp names both the lockfile and npm's record, because someone may have run npm by hand since; and the platform,
 * because a folder shared with a container holds the other one's binaries. Without a stamp the two files are compared, so
 * that an install made by hand is kept.
 */
function isInstalled(root) {
  if (!existsSync(installedRecord(root))) return false;
  if (existsSync(stampFile(root)) && readFileSync(stampFile(root), "utf8") === stamp(root)) return true;
  if (!holdsLockedPackages(root)) return false;
  writeStamp(root);
  return true;
}

function stamp(root) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const file of [lockfile(root), installedRecord(root)]) hash.update(readFileSync(file));
  return hash.digest("hex");
}

function writeStamp(root) {
  mkdirSync(stateFolder(root), { recursive: true });
  writeFileSync(stampFile(root), stamp(root));
}

function holdsLockedPackages(root) {
  const locked = readJson(lockfile(root)).packages;
  const installed = readJson(installedRecord(root)).packages;
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity;
    return wanted.optional === true && !isForThisPlatform(wanted);
  });
}

/** Binaries for other platforms are left out by npm. Those for another C library too, which no field here tells. */
function isForThisPlatform({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  return !libc && (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
}

async function install({ log, env, root }) {
  const start = Date.now();
  const reason = existsSync(join(root, "node_modules"))
    ? "node_modules does not match package-lock.json"
    : "first start";
  log(`Installing dependencies with npm ci (${reason})…`);
  const [command, ...prefix] = npmCommand(env);
  // --include=dev: NODE_ENV=production would leave out what `npm test` needs.
  const args = [...prefix, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"];

  const ticking = setInterval(() => log.status?.(`npm ci is running (${elapsed(start)})`), 1_000);
  const result = await capture(command, args, { cwd: root, env }).finally(() => clearInterval(ticking));
  if (result.problem) throw new SetUpError(explainFailure(result));
  log(`Dependencies installed in ${elapsed(start)}.`);
}

/** The npm that runs this script, if one does, so that `npx node@24` and several installed versions do not mix. */
function npmCommand(env) {
  return env.npm_execpath?.endsWith("npm-cli.js") ? [process.execPath, env.npm_execpath] : ["npm"];
}

const hints = [
  [
    /can only install packages when|EUSAGE/,
    "package.json and package-lock.json differ: run `npm install`, then `node toolchain/complete-lockfile.mjs`, and commit the lockfile.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i,
    "The package registry was not reached: check the network, the proxy settings and `npm config get registry`.",
  ],
  [/E401|E403/, "The package registry refused the login or the package: check `npm config get registry`."],
  [/ENOSPC/, "The disk is full: node_modules takes 400 MB."],
  [/EACCES|EPERM/, "A file could not be written: does node_modules, or npm's cache, belong to another user?"],
];

function explainFailure({ output, problem, missing }) {
  if (missing)
    return "npm was not found on PATH. It comes with Node.js: reinstall Node.js, or put npm on PATH.";
  const hint = hints.find(([pattern]) => pattern.test(output))?.[1];
  // npm's manual page for `npm ci` follows some errors: it buries them.
  const written = output.split(/^npm error Clean install a project$/m)[0].trimEnd();
  return `npm ci failed (${problem}).\n\n${written}\n\n${hint ?? "`npm ci --ignore-scripts` repeats it."}`;
}
