// node bench/start.mjs [previews | change | backtest | shards] [...options]: sets up whatever is missing for it, then runs the benchmark.

import { join } from "node:path";

import { checkout, main } from "../toolchain/checkout.mjs";
import { ensureDependencies } from "../toolchain/dependencies.mjs";
import { ensureGoTool } from "../toolchain/go-tools.mjs";
import { takeOver } from "../toolchain/processes.mjs";
import { ensurePulumiCli, withCliOnPath } from "../toolchain/pulumi-cli.mjs";
import { createLog } from "../toolchain/terminal.mjs";

await main(async (args) => {
  // On standard error: the table itself may be piped into another program.
  const log = createLog(process.stderr);
  await ensureDependencies({ log });
  const only = ["previews", "change", "backtest", "shards"].find((part) => args.includes(part));
  const env = only === "backtest" ? process.env : withCliOnPath(await ensurePulumiCli({ log }));
  const promtool =
    only !== undefined && only !== "backtest" ? [] : ["--promtool", await ensureGoTool("promtool", { log })];
  const words = ["-r", join(checkout, "toolchain", "register.cjs"), join(checkout, "bench", "main.ts")];
  return takeOver(process.execPath, [...words, ...promtool, ...args], { env });
});
