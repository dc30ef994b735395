import { createRequire } from "node:module";

import type * as Assembly from "./assemble";
import { FaultBoard } from "./faults/faults";
import { faultGuard } from "./faults/guard";
import { isPackageName, PACKAGES, sdkVersion, type PackageName } from "./packages";
import type { SandboxProvider } from "./provider/provider";
import { ObjectStore } from "./store/store";
import { protocolHandlers } from "./wire/protocol";
import { serve } from "./wire/server";

/**
 * One control plane as a process: `provider-process.ts <package> <directory> [port]`. It prints its port on the first
 * line and serves until its standard input closes, which happens when the process that started it ends, however it ends.
 */
async function main(words: readonly string[]): Promise<void> {
  const [name, directory, port = "0"] = words;
  if (!isPackageName(name) || directory === undefined) {
    throw new Error(`usage: provider-process.ts <${PACKAGES.join("|")}> <directory> [port]`);
  }
  const provider = lazily(() => assemble(name, directory));
  const guard = faultGuard({
    package: name,
    store: new ObjectStore(directory),
    board: new FaultBoard(directory, name),
  });
  const handlers = protocolHandlers({ version: sdkVersion(name), provider, guard });
  const { port: bound } = await serve({ port: Number(port), handlers });
  process.stdout.write(`${bound}\n`);
  process.stdin.resume().on("end", () => process.exit(0));
  // The starter says when all control planes listen. Loading the rules before that would take processor time from
  // those still starting; after it, the engine's own start leaves enough.
  process.stdin.once("data", () => void provider().catch(() => undefined));
}

function assemble(name: PackageName, directory: string): SandboxProvider {
  // Loaded late on purpose: the port is known long before rules and catalogues are needed.
  const late = createRequire(__filename)("./assemble.ts") as typeof Assembly;
  return late.assembleProvider(name, directory);
}

function lazily<Value>(make: () => Value): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= Promise.resolve().then(make));
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exit(1);
});
