import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { PackageName } from "../packages";
import { objectFile, objectsFolder, typeFolder } from "../paths";
import { ConflictError, ProviderError } from "../provider/errors";
import type { ObjectKey, ObjectRecord } from "./record";

const OWNER_ONLY = 0o600;

/** Objects of the control planes on disk, one readable file each; every write is whole or not at all. */
export class ObjectStore {
  readonly directory: string;

  /** @param directory - the sandbox's folder */
  constructor(directory: string) {
    this.directory = directory;
  }

  /** Keeps a new object; refuses when its id is taken, even if two processes try at once. */
  async insert(record: ObjectRecord): Promise<void> {
    const file = objectFile(this.directory, record);
    const draft = await this.#write(file, record);
    try {
      // A hard link fails when the name exists: the only atomic "create if absent" that never shows half a file.
      await link(draft, file);
    } catch (thrown) {
      if (isCode(thrown, "EEXIST")) throw new ConflictError(`${record.type} "${record.id}" already exists`);
      throw thrown;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Replaces an object's file in one step. */
  async replace(record: ObjectRecord): Promise<void> {
    const file = objectFile(this.directory, record);
    await rename(await this.#write(file, record), file);
  }

  /** Reads one object; `undefined` when it is gone. */
  async find(key: ObjectKey): Promise<ObjectRecord | undefined> {
    return readRecord(objectFile(this.directory, key));
  }

  /** Forgets an object; tells whether it was there. */
  async remove(key: ObjectKey): Promise<boolean> {
    try {
      await rm(objectFile(this.directory, key));
      return true;
    } catch (thrown) {
      if (isCode(thrown, "ENOENT")) return false;
      throw thrown;
    }
  }

  /** Every object of a package, or of one of its types, ordered by type and id. */
  async list(name: PackageName, type?: string): Promise<readonly ObjectRecord[]> {
    const root = join(objectsFolder(this.directory), name);
    const folders = type === undefined ? await names(root) : [typeFolder(type)];
    const files = await Promise.all(
      folders.map(async (folder) =>
        (await names(join(root, folder))).map((file) => join(root, folder, file)),
      ),
    );
    const kept = await Promise.all(
      files
        .flat()
        .filter((file) => file.endsWith(".json"))
        .sort()
        .map(readRecord),
    );
    return kept.filter(
      (record): record is ObjectRecord => record !== undefined && (type ?? record.type) === record.type,
    );
  }

  async #write(file: string, record: ObjectRecord): Promise<string> {
    await mkdir(dirname(file), { recursive: true });
    const draft = `${file}.${randomUUID()}.tmp`;
    await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: OWNER_ONLY });
    return draft;
  }
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if (isCode(thrown, "ENOENT")) return [];
    throw thrown;
  }
}

async function readRecord(file: string): Promise<ObjectRecord | undefined> {
  let text;
  try {
    text = await readFile(file, "utf8");
  } catch (thrown) {
    if (isCode(thrown, "ENOENT")) return undefined;
    throw thrown;
  }
  return parseRecord(text, file);
}

function parseRecord(text: string, file: string): ObjectRecord {
  const complaint = `${file} is not a sandbox object any more (edited by hand?); mend the JSON or delete the file.`;
  let record: Partial<ObjectRecord> | null;
  try {
    record = JSON.parse(text) as Partial<ObjectRecord> | null;
  } catch {
    throw new ProviderError(complaint);
  }
  const isWhole =
    typeof record?.type === "string" && typeof record.id === "string" && typeof record.inputs === "object";
  if (!isWhole) throw new ProviderError(complaint);
  return { computed: {}, ...record } as ObjectRecord;
}

function isCode(thrown: unknown, code: string): boolean {
  return (thrown as Partial<NodeJS.ErrnoException> | undefined)?.code === code;
}
