import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { checkoutFolder } from "../packages";
import { typeFolder } from "../paths";
import type { TypeSchema } from "./shape";

/** Raise when the same SDK would give another schema, so that old files are not used. */
const FORMAT = 2;

/** Derived schemas on disk; a folder belongs to one lock file, so an SDK upgrade starts an empty one. */
export class SchemaCache {
  readonly #folder: string;

  /** @param root - folder of all caches; by default `.belfry/schemas` in the checkout */
  constructor(root: string = join(checkoutFolder(), ".belfry", "schemas")) {
    const hash = createHash("sha256").update(`format ${FORMAT}\n`);
    hash.update(readFileSync(join(checkoutFolder(), "package-lock.json")));
    this.#folder = join(root, hash.digest("hex").slice(0, 16));
  }

  /** The schema kept for a type; `undefined` when none is, or the file is damaged. */
  read(type: string): TypeSchema | undefined {
    try {
      return JSON.parse(readFileSync(this.#file(type), "utf8")) as TypeSchema;
    } catch {
      return undefined;
    }
  }

  /** Keeps a schema; the file appears whole. */
  write(schema: TypeSchema): void {
    const file = this.#file(schema.type);
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${randomUUID()}.tmp`;
    writeFileSync(draft, JSON.stringify(schema));
    renameSync(draft, file);
  }

  #file(type: string): string {
    return join(this.#folder, type.split(":")[0] ?? "", `${typeFolder(type)}.json`);
  }
}
