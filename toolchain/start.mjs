// node toolchain/start.mjs <command> [...args]: sets up whatever is missing, then runs `belfry <command>`.

import { join } from "node:path";

import { checkout, main } from "./checkout.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { takeOver } from "./processes.mjs";
import { ensurePulumiCli, withCliOnPath } from "./pulumi-cli.mjs";
import { createLog } from "./terminal.mjs";

await main(async (args) => {
  // On standard error: what belfry itself prints may be piped into another program.
  const log = createLog(process.stderr);
  await ensureDependencies({ log });
  const cli = await ensurePulumiCli({ log });
  const belfry = join(checkout, "cli", "belfry.js");
  return takeOver(process.execPath, [belfry, ...args], { env: withCliOnPath(cli) });
});
