import { SchemaCache } from "./cache";
import { ForkedDeriver } from "./forked-deriver";
import { locateDeclaration } from "./locate";
import type { TypeSchema } from "./shape";

/** Options of a {@link SchemaSource}. */
export interface SchemaSourceOptions {
  /**
   * Milliseconds for which the process that derives is kept after its last answer.
   *
   * @defaultValue 3000: long enough for the burst of a first deployment, short enough to give the memory back soon
   */
  readonly idle?: number;
}

/** Gives schemas of resource types: from memory, from disk, or derived once in a process of its own. */
export class SchemaSource {
  readonly #cache: SchemaCache;
  readonly #known = new Map<string, Promise<TypeSchema | undefined>>();
  readonly #idle: number;
  #deriver: ForkedDeriver | undefined;

  constructor(cache: SchemaCache = new SchemaCache(), { idle = 3000 }: SchemaSourceOptions = {}) {
    this.#cache = cache;
    this.#idle = idle;
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
    if (this.#deriver?.isOpen !== true) this.#deriver = new ForkedDeriver(this.#idle);
    return this.#deriver.derive(type);
  }
}
