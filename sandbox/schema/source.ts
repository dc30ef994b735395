import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";

import { checkoutFolder } from "../packages";
import { SchemaCache } from "./cache";
import type { DeriveAnswer } from "./deriver-process";
import { locateDeclaration } from "./locate";
import type { TypeSchema } from "./shape";

// Long enough for the burst of a first deployment, short enough to give the memory back soon.
const IDLE = 3000;

interface Waiting {
  /** Gives the schema to whoever asked. */
  readonly resolve: (schema: TypeSchema) => void;
  /** Tells them why there is none. */
  readonly reject: (error: Error) => void;
}

/** Gives schemas of resource types: from memory, from disk, or derived once in a process of its own. */
export class SchemaSource {
  readonly #cache: SchemaCache;
  readonly #known = new Map<string, Promise<TypeSchema | undefined>>();
  readonly #waiting = new Map<string, Waiting>();
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(cache: SchemaCache = new SchemaCache()) {
    this.#cache = cache;
  }

  /** The schema of a type; `undefined` when the installed SDK does not declare it. */
  schemaOf(type: string): Promise<TypeSchema | undefined> {
    let schema = this.#known.get(type);
    if (schema === undefined) {
      schema = this.#obtain(type);
      this.#known.set(type, schema);
      // A failure is told, not remembered: the next call tries again.
      schema.catch(() => this.#known.delete(type));
    }
    return schema;
  }

  async #obtain(type: string): Promise<TypeSchema | undefined> {
    const cached = this.#cache.read(type);
    if (cached !== undefined) return cached;
    if (locateDeclaration(type) === undefined) return undefined;
    const derived = await this.#derive(type);
    this.#cache.write(derived);
    return derived;
  }

  #derive(type: string): Promise<TypeSchema> {
    const child = (this.#child ??= this.#start());
    clearTimeout(this.#idle);
    child.ref();
    child.channel?.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(type, { resolve, reject });
      child.send({ type });
    });
  }

  #start(): ChildProcess {
    const root = checkoutFolder();
    const child = fork(join(root, "sandbox", "schema", "deriver-process.ts"), {
      execArgv: ["-r", join(root, "toolchain", "register.cjs")],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.on("message", (answer) => {
      this.#settle(answer as DeriveAnswer);
    });
    child.on("exit", (code) => {
      this.#child = undefined;
      for (const { reject } of this.#waiting.values()) {
        reject(new Error(`the process that derives schemas ended with code ${String(code)}`));
      }
      this.#waiting.clear();
    });
    return child;
  }

  /** Ends the child after a while; until then it keeps nobody from ending. */
  #rest(): void {
    const child = this.#child;
    child?.unref();
    child?.channel?.unref();
    this.#idle = setTimeout(() => child?.disconnect(), IDLE);
    this.#idle.unref();
  }

  #settle(answer: DeriveAnswer): void {
    const waiting = this.#waiting.get(answer.type);
    this.#waiting.delete(answer.type);
    if (answer.schema === undefined)
      waiting?.reject(new Error(answer.error ?? `no declaration of ${answer.type}`));
    else waiting?.resolve(answer.schema as TypeSchema);
    if (this.#waiting.size === 0) this.#rest();
  }
}
