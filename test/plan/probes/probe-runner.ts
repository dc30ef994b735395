import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** How a probe ended. */
export interface ProbeRun {
  readonly code: number;
  /** Each printed line, in order. */
  readonly lines: readonly string[];
  readonly stderr: string;
}

/** A folder in which probes run as their job runs them, with stand-ins for the programs that need a network. */
export class ProbeRunner {
  readonly #folder = mkdtempSync(join(tmpdir(), "belfry-probe-"));

  /** Puts a program on the path; it is a shell script. */
  stub(name: string, script: string): void {
    const file = join(this.#folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** What a stand-in wrote to a file of the folder. */
  read(name: string): string {
    return readFileSync(join(this.#folder, name), "utf8");
  }

  /** Runs a probe's script to its end; nothing of this process's environment reaches it but the path. */
  run(
    interpreter: "sh" | "node",
    script: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<ProbeRun> {
    const file = join(this.#folder, interpreter === "node" ? "measure.mjs" : "measure.sh");
    writeFileSync(file, script);
    const path = [this.#folder, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
    const env = { PATH: path, HOME: this.#folder, FOLDER: this.#folder, ...environment };
    return new Promise((resolve) => {
      execFile(interpreter, [file], { env, encoding: "utf8" }, (error, stdout, stderr) => {
        const code = error ? (typeof error.code === "number" ? error.code : -1) : 0;
        resolve({ code, lines: stdout.split("\n").filter(Boolean), stderr });
      });
    });
  }

  /** Forgets the folder. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A request as a fake API received it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A local HTTP server that answers what it is told to and remembers what it was asked. */
export class FakeApi {
  readonly received: Received[] = [];
  readonly #server: Server;

  private constructor(answer: (request: Received) => { readonly status?: number; readonly body: unknown }) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { headers, method = "", url = "" } = request;
        const received = { method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") };
        this.received.push(received);
        const { body, status = 200 } = answer(received);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      });
    });
  }

  /** Starts a server on a free port of this machine. */
  static async start(
    answer: (request: Received) => { readonly status?: number; readonly body: unknown },
  ): Promise<FakeApi> {
    const api = new FakeApi(answer);
    await new Promise<void>((resolve) => api.#server.listen(0, "127.0.0.1", resolve));
    return api;
  }

  /** Its address. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Stops it. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.closeAllConnections();
      this.#server.close(() => {
        resolve();
      });
    });
  }
}
