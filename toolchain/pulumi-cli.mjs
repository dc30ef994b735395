import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

import { checkout, readJson, SetUpError } from "./checkout.mjs";
import { withLock } from "./lock.mjs";
import { cliName, findOnPath, inspectFolder, languageHostName, moveBinaries } from "./pulumi-binaries.mjs";
import { buildCli, goForCli } from "./pulumi-build.mjs";
import { downloadCli } from "./pulumi-download.mjs";
import { inStaging } from "./staging.mjs";
import { createLog } from "./terminal.mjs";

/**
 * Finds a Pulumi CLI that fits Belfry, or installs one. In this order: a compatible one on PATH; the one that the
 * `pulumi` npm package downloads, into the cache that it shares with Pulumi's Automation API
 * (`$PULUMI_HOME/versions/<version>/bin`, by default under ~/.pulumi); the same version built from Go modules into that
 * same folder. What is in the cache is run before it is trusted, and replaced if it is broken.
 *
 * @param {{ log?: (text: string) => void, env?: NodeJS.ProcessEnv, root?: string }} [options]
 * @returns {Promise<{ path: string, version: string, how: "path" | "cache" | "download" | "go", binFolder: string }>}
 * @throws {SetUpError} naming the three ways, why each failed and what to do by hand
 */
export async function ensurePulumiCli({ log = createLog(), env = process.env, root = checkout } = {}) {
  const wanted = { log, env, ...wantedCli(root, env) };
  const onPath = await findOnPath(wanted);
  if (onPath.cli) return onPath.cli;

  const cached = await inspectFolder(wanted.binFolder, wanted);
  if (!cached.problem) return installed(wanted, "cache");
  const failures = await tryInstalling(wanted);
  if (failures.how) return installed(wanted, failures.how);
  throw new SetUpError(explain(wanted, [onPath.problem, failures.download, failures.build]));
}

/**
 * The environment with the CLI's folder first on PATH, for everything that runs `pulumi`. BELFRY_PULUMI tells a command
 * started with it that this folder was checked, so that it does not look again.
 */
export function withCliOnPath({ binFolder }, env = process.env) {
  return { ...env, PATH: [binFolder, env.PATH].filter(Boolean).join(delimiter), BELFRY_PULUMI: binFolder };
}

/**
 * The range starts at the SDK's own version: Pulumi promises that a CLI runs programs of older SDKs of its major version,
 * not of newer ones. Both numbers come from package.json, where an update raises them.
 */
function wantedCli(root, env) {
  const { pulumi: version, "@pulumi/pulumi": sdk } = readJson(root, "package.json").dependencies;
  const versions = join(env.PULUMI_HOME || join(env.HOME || homedir(), ".pulumi"), "versions");
  return {
    version,
    range: `>=${sdk} <4.0.0`,
    versions,
    binFolder: join(versions, version, "bin"),
    packageFolder: join(root, "node_modules", "pulumi"),
    toolchain: join(root, "toolchain"),
  };
}

const installed = ({ binFolder, version }, how) => ({
  path: join(binFolder, cliName),
  version,
  how,
  binFolder,
});

/** Under a lock, so that two starts neither download nor build the same thing. */
async function tryInstalling(wanted) {
  const { versions, version, log } = wanted;
  const lock = join(versions, `.belfry-${version}.lock`);
  try {
    return await withLock(lock, { log, work: `installing the Pulumi CLI ${version}` }, async () => {
      const cached = await inspectFolder(wanted.binFolder, wanted);
      if (!cached.problem) return { how: "cache" };
      if (existsSync(wanted.binFolder)) log(`The cached Pulumi CLI cannot be used: ${cached.problem}.`);
      return await inStaging(versions, (staging) => downloadOrBuild({ ...wanted, staging }));
    });
  } catch (error) {
    if (error.syscall === undefined) throw error;
    const problem = `cannot write below ${versions}: ${error.message}`;
    return { download: problem, build: problem };
  }
}

async function downloadOrBuild(wanted) {
  const downloaded = await downloadCli(wanted);
  const download = downloaded.problem ?? (await accept(downloaded.binFolder, wanted));
  if (!download) return { how: "download" };
  wanted.log(`The download failed: ${download}`);

  // Only what is missing or broken: an official CLI whose language host is gone keeps its CLI.
  const { broken: names } = await inspectFolder(wanted.binFolder, wanted);
  const built = await buildCli({ ...wanted, names });
  const build = built.problem ?? (await accept(built.binFolder, { ...wanted, names }));
  return build ? { download, build } : { how: "go" };
}

/** Puts new binaries in place if they run; otherwise says why they do not. */
async function accept(newFolder, wanted) {
  const { problem } = await inspectFolder(newFolder, wanted);
  if (!problem) moveBinaries(newFolder, wanted.binFolder);
  return problem;
}

function explain({ version, range, toolchain }, problems) {
  const titles = [
    "pulumi on PATH",
    `download of ${version} by the pulumi npm package`,
    `build of ${version} from Go modules`,
  ];
  const tried = titles.map((title, index) => {
    const [first, ...rest] = problems[index].split("\n");
    return [`  ${index + 1}. ${title}: ${first}`, ...rest.map((line) => `     ${line}`)].join("\n");
  });
  return `Belfry needs the Pulumi CLI, and none of the three ways to get it worked:

${tried.join("\n")}

Do one of these, then run the same command again:
  - install it with the official installer: curl -fsSL https://get.pulumi.com | sh -s -- --version ${version}
    and put the folder it names on PATH
  - put any pulumi ${range} on PATH, with ${languageHostName} beside it
  - install Go ${goForCli(toolchain)} or newer (https://go.dev/dl): the CLI is then built from source`;
}
