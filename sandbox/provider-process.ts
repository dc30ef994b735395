import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as wait } from "node:timers/promises";

import type * as Assembly from "./assemble";
import { FaultBoard } from "./faults/faults";
import { faultGuard } from "./faults/guard";
import { isPackageName, PACKAGES, sdkVersion, type PackageName } from "./packages";
import { lastWordsFile } from "./paths";
import type { SandboxProvider } from "./provider/provider";
import { ObjectStore } from "./store/store";
import { hasUsers } from "./users";
import { protocolHandlers } from "./wire/protocol";
import { serve } from "./wire/server";

const USERS_PAUSE = 500;

/**
 * One control plane as a process: `provider-process.ts <package> <directory> [port]`. It prints its port on the first
 * line and serves until its standard input closes, which happens when the process that started it ends, however it ends;
 * where others have joined the sandbox, until the last of them is gone.
 */
async function main(words: readonly string[]): Promise<void> {
  const [name, directory, port = "0"] = words;
  if (!isPackageName(name) || directory === undefined) {
    throw new Error(`usage: provider-process.ts <${PACKAGES.join("|")}> <directory> [port]`);
  }
  outliveTheStarter();
  leaveLastWords(lastWordsFile(directory, name));
  const provider = lazily(() => assemble(name, directory));
  const guard = faultGuard({
    package: name,
    store: new ObjectStore(directory),
    board: new FaultBoard(directory, name),
  });
  const handlers = protocolHandlers({ version: sdkVersion(name), provider, guard });
  const { port: bound } = await serve({ port: Number(port), handlers });
  process.stdout.write(`${bound}\n`);
  process.stdin.resume().on("end", () => void endWithLastUser(directory));
  // The starter says when all control planes listen. Loading the rules before that would take processor time from
  // those still starting; after it, the engine's own start leaves enough.
  process.stdin.once("data", () => void provider().catch(() => undefined));
}

async function endWithLastUser(directory: string): Promise<void> {
  while (hasUsers(directory)) await wait(USERS_PAUSE);
  process.exit(0);
}

/** Ctrl-C on a terminal reaches every process there; how long a control plane serves is for its users to say. */
function outliveTheStarter(): void {
  for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
  // Nobody reads what is written once the starter is gone.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

/** A defect of ours ends the process; the engine hears only that the line broke, and nobody reads our standard error. */
function leaveLastWords(file: string): void {
  rmSync(file, { force: true });
  process.on("uncaughtExceptionMonitor", (error) => {
    writeFileSync(file, `${new Date().toISOString()} ${error.stack ?? error.message}\n`, { mode: 0o600 });
  });
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
