import { randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";

/** What a client of the sandbox's API shows. */
export interface ApiKeys {
  /** Sent as `DD-API-KEY`. */
  readonly apiKey: string;
  /** Sent as `DD-APPLICATION-KEY`. */
  readonly applicationKey: string;
}

/** New keys, in the lengths of Datadog's. */
export const newKeys = (): ApiKeys => ({
  apiKey: randomBytes(16).toString("hex"),
  applicationKey: randomBytes(20).toString("hex"),
});

/** The keys that a sandbox gave out; made and kept at the first question. */
export function keysOf(directory: string): ApiKeys {
  const file = join(directory, "datadog-keys.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ApiKeys;
  } catch {
    const keys = newKeys();
    mkdirSync(directory, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(keys), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
    return keys;
  }
}

/** Whether a request shows the keys that are needed: `validate` asks for the first only. */
export function isKnown(headers: IncomingHttpHeaders, keys: ApiKeys, both: boolean): boolean {
  return (
    same(headers["dd-api-key"], keys.apiKey) &&
    (!both || same(headers["dd-application-key"], keys.applicationKey))
  );
}

function same(shown: string | readonly string[] | undefined, key: string): boolean {
  const given = Buffer.from(typeof shown === "string" ? shown : "");
  const wanted = Buffer.from(key);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
