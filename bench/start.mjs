// node bench/start.mjs [...options]: sets up whatever is missing, then runs the benchmark.

import { join } from "node:path";

import { checkout, main } from "../toolchain/checkout.mjs";
import { ensureDependencies } from "../toolchain/dependencies.mjs";
import { takeOver } from "../toolchain/processes.mjs";
import { ensurePulumiCli, withCliOnPath } from "../toolchain/pulumi-cli.mjs";
import { createLog } from "../toolchain/terminal.mjs";

await main(async (args) => {
  // On standard error: the table itself may be piped into another program.
  const log = createLog(process.stderr);
  await ensureDependencies({ log });
  const cli = await ensurePulumiCli({ log });
  const words = ["-r", join(checkout, "toolchain", "register.cjs"), join(checkout, "bench", "main.ts")];
  return takeOver(process.execPath, [...words, ...args], { env: withCliOnPath(cli) });
});
