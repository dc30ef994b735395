import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { buildProgram, checkGo, goEnvironment, requiredGo } from "./go-build.mjs";
import { cliName, languageHostName } from "./pulumi-binaries.mjs";

/** Each has a Go module under toolchain/ that pins all it is built from. */
const builds = {
  [languageHostName]: {
    module: "language-nodejs",
    main: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  },
  [cliName]: {
    module: "cli",
    main: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    // The CLI learns its version only from the linker.
    versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
  },
};

const foldersIn = (toolchain) => Object.values(builds).map(({ module }) => join(toolchain, module));

/** The Go version that the CLI's modules ask for. */
export const goForCli = (toolchain) => requiredGo(foldersIn(toolchain));

/**
 * Builds the named binaries from Go modules: the way in where the download is blocked but a Go
 * module proxy is not.
 *
 * @returns {Promise<{ binFolder: string } | { problem: string }>}
 */
export async function buildCli({ version, names, toolchain, staging, env: given, log }) {
  const env = goEnvironment(given);
  const goProblem = await checkGo(foldersIn(toolchain), env);
  if (goProblem) return { problem: goProblem };

  const binFolder = join(staging, "build");
  mkdirSync(binFolder, { recursive: true });
  log("Building the Pulumi CLI from Go modules instead (4 to 7 minutes the first time, once per machine)…");
  for (const name of names) {
    const { module, main, versionVariable } = builds[name];
    const stamp = versionVariable && `${versionVariable}=v${version}`;
    const folder = join(toolchain, module);
    const problem = await buildProgram({
      name,
      folder,
      main,
      stamp,
      output: join(binFolder, name),
      env,
      log,
    });
    if (problem) return { problem };
  }
  return { binFolder };
}
