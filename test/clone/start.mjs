// node test/clone/start.mjs: sets up whatever is missing, then cuts a clone off at ten points and asks for it again each time.

import { join } from "node:path";

import { checkout, main } from "../../toolchain/checkout.mjs";
import { ensureDependencies } from "../../toolchain/dependencies.mjs";
import { takeOver } from "../../toolchain/processes.mjs";
import { ensurePulumiCli, withCliOnPath } from "../../toolchain/pulumi-cli.mjs";
import { createLog } from "../../toolchain/terminal.mjs";

await main(async () => {
  const log = createLog(process.stderr);
  await ensureDependencies({ log });
  // `npm test` takes three of the points.
  const env = { ...withCliOnPath(await ensurePulumiCli({ log })), BELFRY_TEST_CLONE: "all" };
  const jest = join(checkout, "node_modules", "jest", "bin", "jest.js");
  return takeOver(process.execPath, [jest, "--selectProjects", "engine", "--", "test/engine/clone.test"], {
    env,
  });
});
