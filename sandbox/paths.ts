import { join } from "node:path";

import { checkoutFolder, type PackageName } from "./packages";

/** Folder a sandbox uses when none is named. */
export function defaultDirectory(): string {
  return join(checkoutFolder(), ".belfry", "sandbox");
}

/** Record of the running control planes: their process ids and ports. */
export function recordFile(directory: string): string {
  return join(directory, "sandbox.json");
}

/** Why a control plane ended by itself, with the stack trace; there only where one did. */
export function lastWordsFile(directory: string, name: PackageName): string {
  return join(directory, `${name}.error`);
}

/** Control file that tells the sandbox to fail, read at each call. */
export function faultsFile(directory: string): string {
  return join(directory, "faults.json");
}

/** Folder holding every object of every package. */
export function objectsFolder(directory: string): string {
  return join(directory, "objects");
}

/** Turns a type token into a folder name: `aws:backup/vault:Vault` becomes `backup.vault`. */
export function typeFolder(type: string): string {
  const [, module = "", kind = ""] = type.split(":");
  const [group = "", rest = ""] = module.split("/");
  const isBridged = rest.toLowerCase() === kind.toLowerCase() && rest !== "";
  const words = isBridged ? [group === "index" ? "" : group, kind] : [group, rest, kind];
  return words
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toLowerCase() + word.slice(1))
    .join(".")
    .replaceAll(/[^A-Za-z0-9.-]/g, "-");
}

/** Turns an id into a file name that is unique, readable and safe on every file system. */
export function idFile(id: string): string {
  const safe = id.replaceAll(
    /[^A-Za-z0-9._-]/g,
    (char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return `${safe.startsWith(".") ? `%2e${safe.slice(1)}` : safe}.json`;
}

/** File that keeps one object. */
export function objectFile(
  directory: string,
  key: { package: PackageName; type: string; id: string },
): string {
  return join(objectsFolder(directory), key.package, typeFolder(key.type), idFile(key.id));
}
