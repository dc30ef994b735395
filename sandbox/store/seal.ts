import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import {
  isSecret,
  isWireBag,
  isWireList,
  mapBag,
  secret,
  secretContent,
  type Wire,
  type WireBag,
} from "../wire/values";

const SEAL = "sealed";
const REPLACED = "(a secret changed since the last update; the sandbox keeps only its fingerprint)";

/**
 * Keeps secrets out of the object files: a file holds a keyed fingerprint, which is enough to see that a secret
 * changed. The key never leaves the sandbox's folder.
 */
export class Sealer {
  readonly #key: Buffer;

  constructor(directory: string) {
    this.#key = sealKey(join(directory, "seal.key"));
  }

  /** The values with each secret replaced by its fingerprint. */
  sealBag(values: WireBag): WireBag {
    return mapBag(values, (value) => this.#seal(value));
  }

  /** The values with each fingerprint replaced by the caller's secret, where the two still agree. */
  openBag(values: WireBag, known: WireBag): WireBag {
    return mapBag(values, (value, name) => this.#open(value, known[name]));
  }

  #seal(value: Wire): Wire {
    if (isSecret(value)) return { [SEAL]: this.#fingerprint(secretContent(value)) };
    if (isWireList(value)) return value.map((item) => this.#seal(item));
    return isWireBag(value) ? this.sealBag(value) : value;
  }

  #open(value: Wire, known: Wire | undefined): Wire {
    if (isWireBag(value) && typeof value[SEAL] === "string") {
      const isSame = isSecret(known) && this.#fingerprint(secretContent(known)) === value[SEAL];
      return isSame ? known : secret(REPLACED);
    }
    if (isSecret(known)) return secret(value);
    if (isWireList(value))
      return value.map((item, index) => this.#open(item, isWireList(known) ? known[index] : null));
    return isWireBag(value) ? this.openBag(value, isWireBag(known) ? known : {}) : value;
  }

  #fingerprint(value: Wire): string {
    return `hmac-sha256:${createHmac("sha256", this.#key).update(JSON.stringify(value)).digest("hex")}`;
  }
}

function sealKey(file: string): Buffer {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.tmp`;
  writeFileSync(draft, randomBytes(32).toString("hex"), { mode: 0o600 });
  try {
    // The first of several processes wins; the link makes the whole key appear at once.
    linkSync(draft, file);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
  } finally {
    rmSync(draft, { force: true });
  }
  return Buffer.from(readFileSync(file, "utf8"), "hex");
}
