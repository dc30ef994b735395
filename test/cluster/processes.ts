import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { constants } from "node:os";

/** Programs that run as long as this one. */
export class Companions {
  readonly #running = new Map<ChildProcess, string>();

  constructor() {
    // `exit` comes at every end that this process lives to see, an error that nobody caught included.
    process.on("exit", () => {
      for (const child of this.#running.keys()) child.kill("SIGKILL");
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => process.exit(128 + constants.signals[signal]));
  }

  /** Starts a program; all that it writes goes to a file. */
  start(command: string, words: readonly string[], log: string): void {
    const target = openSync(log, "w");
    const child = spawn(command, words, { stdio: ["ignore", target, target] });
    closeSync(target);
    this.#running.set(child, log);
    child.once("error", () => this.#running.delete(child));
    child.once("exit", () => this.#running.delete(child));
  }

  /** Waits for an answer that is true, as long as every program runs. */
  async until(what: string, ready: () => Promise<boolean>): Promise<void> {
    const logs = [...this.#running.values()];
    const programs = logs.length;
    for (const end = Date.now() + longestMs; Date.now() < end;) {
      if (await ready().catch(() => false)) return;
      if (this.#running.size < programs) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const tails = logs.map((log) => `${log}:\n${readFileSync(log, "utf8").split("\n").slice(-8).join("\n")}`);
    throw new Error(`${what} did not come up.\n${tails.join("\n")}`);
  }

  /** Ends every program and waits until it is gone. */
  async stop(): Promise<void> {
    const ends = [...this.#running.keys()].map(
      (child) =>
        new Promise((resolve) => {
          child.once("exit", resolve);
          child.kill("SIGKILL");
        }),
    );
    await Promise.all(ends);
  }
}

const longestMs = 120_000;

/** Ports of the loopback interface that nobody listens on just now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
          const address = server.address();
          resolve(typeof address === "object" && address ? address.port : 0);
        });
      }),
  );
  const found = await Promise.all(ports);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return found;
}
