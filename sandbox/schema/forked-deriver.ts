import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";

import { checkoutFolder } from "../packages";
import type { DeriveAnswer, DeriveRequest } from "./deriver-process";
import type { TypeSchema } from "./shape";

interface Waiting {
  /** Gives the schema to whoever asked. */
  readonly resolve: (schema: TypeSchema) => void;
  /** Tells them why there is none. */
  readonly reject: (error: Error) => void;
}

/** One process that derives schemas: it serves until nobody has asked it for a while, and is not used again then. */
export class ForkedDeriver {
  readonly #child: ChildProcess;
  readonly #idle: number;
  // Of this process alone: one that ends must not take away what its successor was asked.
  readonly #waiting = new Map<string, Waiting>();
  #rest: NodeJS.Timeout | undefined;

  /** @param idle - milliseconds without a question after which it ends */
  constructor(idle: number) {
    this.#idle = idle;
    const root = checkoutFolder();
    this.#child = fork(join(root, "sandbox", "schema", "deriver-process.ts"), {
      execArgv: ["-r", join(root, "toolchain", "register.cjs")],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child.on("message", (answer) => {
      this.#settle(answer as DeriveAnswer);
    });
    // A line that breaks is heard of as an error, a process that ends as its exit; either leaves nobody waiting.
    this.#child.on("error", ({ message }) => {
      this.#giveUp(`the process that derives schemas failed: ${message}`);
    });
    this.#child.on("exit", (code) => {
      this.#giveUp(`the process that derives schemas ended with code ${String(code)}`);
    });
  }

  /** Whether it can still be asked; its process lives on for some time after it cannot. */
  get isOpen(): boolean {
    return this.#child.connected;
  }

  /** Derives the schema of a type that an installed SDK declares. */
  derive(type: string): Promise<TypeSchema> {
    clearTimeout(this.#rest);
    this.#child.ref();
    this.#child.channel?.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(type, { resolve, reject });
      this.#child.send({ type } satisfies DeriveRequest);
    });
  }

  #settle(answer: DeriveAnswer): void {
    const waiting = this.#waiting.get(answer.type);
    this.#waiting.delete(answer.type);
    if (answer.schema === undefined)
      waiting?.reject(new Error(answer.error ?? `no declaration of ${answer.type}`));
    else waiting?.resolve(answer.schema as TypeSchema);
    if (this.#waiting.size === 0) this.#restLater();
  }

  /** Ends the process after a while; until then it keeps nobody from ending. */
  #restLater(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    this.#rest = setTimeout(() => {
      if (this.isOpen) this.#child.disconnect();
    }, this.#idle);
    this.#rest.unref();
  }

  #giveUp(why: string): void {
    clearTimeout(this.#rest);
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }
}
