import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { isPackageName, sdkFolder, type PackageName } from "../packages";

/** Where the installed SDK declares a resource type. */
export interface Declaration {
  /** Package whose SDK declares it. */
  readonly package: PackageName;
  /** Declaration file of the resource class. */
  readonly file: string;
  /** Class name, such as `HorizontalPodAutoscaler`. */
  readonly className: string;
}

/** Finds a type's declaration; `undefined` when the installed SDK has none. */
export function locateDeclaration(type: string): Declaration | undefined {
  const [name, module = "", className = ""] = type.split(":");
  if (!isPackageName(name) || className === "") return undefined;
  const path = name === "kubernetes" ? kubernetesPath(module, className) : bridgedPath(module);
  const base = existingBase(join(sdkFolder(name), path));
  if (base === undefined) return undefined;
  // A file of that name is not proof: the token is, and it stands in the JavaScript.
  const isThatType = readFileSync(`${base}.js`, "utf8").includes(`'${type}'`);
  return isThatType ? { package: name, file: `${base}.d.ts`, className } : undefined;
}

/** `index/monitor` is the file `monitor`, `backup/plan` the file `backup/plan`. */
function bridgedPath(module: string): string {
  return module.replace(/^index\//, "");
}

/** `rbac.authorization.k8s.io/v1` and `Role` are the file `rbac/v1/role`. */
function kubernetesPath(module: string, className: string): string {
  const [group = "", version = ""] = module.split("/");
  const lowerFirst = className.charAt(0).toLowerCase() + className.slice(1);
  return join(group.split(".")[0] ?? "", version, lowerFirst);
}

/** Files are named after the type, but not always in its letter case (`s3location.d.ts` holds `S3Location`). */
function existingBase(base: string): string | undefined {
  if (existsSync(`${base}.d.ts`)) return base;
  if (!existsSync(dirname(base))) return undefined;
  const wanted = `${basename(base)}.d.ts`.toLowerCase();
  const found = readdirSync(dirname(base)).find((file) => file.toLowerCase() === wanted);
  return found === undefined ? undefined : join(dirname(base), found.slice(0, -".d.ts".length));
}
