import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Pulumi packages that the sandbox answers for. */
export const PACKAGES = ["datadog", "sentry", "aws", "kubernetes"] as const;

/** One of the packages that the sandbox answers for. */
export type PackageName = (typeof PACKAGES)[number];

/** Tells whether a word taken from outside, such as a command-line argument, names a served package. */
export function isPackageName(word: string | undefined): word is PackageName {
  return PACKAGES.some((name) => name === word);
}

/** Checkout that this code lies in: the nearest folder above that holds a package.json. */
export function checkoutFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Folder of a package's installed SDK, whose declared types the sandbox checks against. */
export function sdkFolder(name: PackageName): string {
  return join(checkoutFolder(), "node_modules", "@pulumi", name);
}

/** Version the sandbox reports for a package: the installed SDK's, else the engine warns about the difference. */
export function sdkVersion(name: PackageName): string {
  const manifest = JSON.parse(readFileSync(join(sdkFolder(name), "package.json"), "utf8")) as {
    version: string;
  };
  return manifest.version;
}
