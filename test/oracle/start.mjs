// node test/oracle/start.mjs [...options]: sets up whatever is missing, then compares Belfry's simulator with promtool.

import { join } from "node:path";

import { checkout, main } from "../../toolchain/checkout.mjs";
import { ensureDependencies } from "../../toolchain/dependencies.mjs";
import { ensureGoTool } from "../../toolchain/go-tools.mjs";
import { takeOver } from "../../toolchain/processes.mjs";
import { createLog } from "../../toolchain/terminal.mjs";

await main(async (args) => {
  const log = createLog(process.stderr);
  await ensureDependencies({ log });
  const promtool = await ensureGoTool("promtool", { log });
  const words = [
    "-r",
    join(checkout, "toolchain", "register.cjs"),
    join(checkout, "test", "oracle", "main.ts"),
  ];
  return takeOver(process.execPath, [...words, "--promtool", promtool, ...args], {});
});
