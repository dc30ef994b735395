// node test/kills/start.mjs: sets up whatever is missing, then kills what deploys, clones, moves and recovers at every point.

import { join } from "node:path";

import { checkout, main } from "../../toolchain/checkout.mjs";
import { ensureDependencies } from "../../toolchain/dependencies.mjs";
import { takeOver } from "../../toolchain/processes.mjs";
import { ensurePulumiCli, withCliOnPath } from "../../toolchain/pulumi-cli.mjs";
import { createLog } from "../../toolchain/terminal.mjs";

await main(async () => {
  const log = createLog(process.stderr);
  await ensureDependencies({ log });
  // `npm test` takes one point of each.
  const env = { ...withCliOnPath(await ensurePulumiCli({ log })), BELFRY_TEST_KILLS: "all" };
  const files = ["recovery", "up", "clone", "reshard"].map((name) => `test/engine/${name}.test`);
  const jest = join(checkout, "node_modules", "jest", "bin", "jest.js");
  return takeOver(process.execPath, [jest, "--selectProjects", "engine", "--", ...files], {
    env,
  });
});
