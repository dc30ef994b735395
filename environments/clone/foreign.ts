import { parse } from "yaml";

import type { Problem } from "../../model/problem";
import { isSecret, pathText, shown, type Draft, type Path } from "./draft";
import { names } from "./names";
import type { CloneRequest } from "./request";

/**
 * Keys of other packages that name a place and nobody's account, so that environments share them. Everything else is
 * asked for: what nobody knows may be a role or a credential.
 *
 * https://www.pulumi.com/registry/packages/aws/installation-configuration/
 * https://www.pulumi.com/registry/packages/datadog/installation-configuration/
 */
const places: ReadonlySet<string> = new Set(["aws:region", "datadog:apiUrl", "sentry:baseUrl"]);

/** Keys of a stack's file that belong to the encryption of its own secrets. */
const encryption = ["secretsprovider", "encryptedkey", "encryptionsalt"];

/** Leaves out how the origin's secrets are encrypted: its key opens them for whoever holds the clone. */
export function dropEncryption(draft: Draft): void {
  for (const key of encryption) draft.drop([key], "encryption");
}

const isForeign = (key: string): boolean => key.includes(":") && !key.startsWith("belfry:");

/** Keys of other packages in the origin's file. */
const foreignKeys = (draft: Draft): readonly string[] => draft.keys(["config"]).filter(isForeign);

/** Rewrites what other packages are configured with; keeps what is a place, and asks for the rest. */
export function rewriteForeign(draft: Draft, request: CloneRequest): readonly Problem[] {
  const { from, makesUp, options, to } = request;
  const given = new Map(options.set);
  const secrets = new Set(options.secrets.map(([key]) => key));
  const own = foreignKeys(draft);
  for (const [key, value] of options.set)
    if (isForeign(key) && !own.includes(key) && value !== "")
      draft.write(["config", key], parse(value), "set");
  return own.flatMap((key): readonly Problem[] => {
    const path = ["config", key];
    const value = draft.read(path);
    const said = given.get(key);
    if (isSecret(value) || secrets.has(key)) {
      draft.drop(path, "secret");
      return makesUp || secrets.has(key) ? [] : [askedSecret(path, from)];
    }
    if (said === "") draft.drop(path, "set");
    else if (said !== undefined) draft.write(path, parse(said), "set");
    else if (isAnybodys(key, value, from)) return [];
    else if (makesUp) draft.drop(path, "other-package");
    else return [askedForeign(key, value, { from, to })];
    return [];
  });
}

/** A place, or a truth value, that does not name the origin. */
const isAnybodys = (key: string, value: unknown, from: string): boolean =>
  typeof value === "boolean" || (places.has(key) && !names(shown(value), from));

function askedForeign(
  key: string,
  value: unknown,
  { from, to }: { readonly from: string; readonly to: string },
): Problem {
  return {
    code: "clone/package",
    path: pathText(["config", key]),
    value: shown(value),
    rule: `it may name ${from}'s account, role or credentials.`,
    remedy: `Write --set ${key}=… with ${to}'s own, or --set ${key}= to leave it out.`,
  };
}

/** A secret is asked for by the name of a variable: words of a command are read by every process of the machine. */
export const askedSecret = (path: Path, from: string): Problem => ({
  code: "clone/secret",
  path: pathText(path),
  value: null,
  rule: `it is a secret of ${from}, and secrets are never copied.`,
  remedy: `Write --secret ${String(path.at(-1))}=VARIABLE, with the clone's own in that variable.`,
});

/** The two forms in which a stack names what it imports: a list, or a definition with a list in it. */
const importsAt = (draft: Draft): Path =>
  draft.keys(["environment"]).length > 0 ? ["environment", "imports"] : ["environment"];

/**
 * Rewrites the environments of Pulumi ESC that the origin imports. They hold its credentials, so each needs a clone's own,
 * or to be named as its own replacement.
 *
 * https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/#environment
 */
export function rewriteImports(draft: Draft, { from, options, origin }: CloneRequest): readonly Problem[] {
  const path = importsAt(draft);
  const written = draft.read(path);
  const imports: readonly unknown[] = Array.isArray(written) ? written : [];
  const meant = new Map(options.esc);
  const imported = imports.map(importedName);
  const problems = imports.flatMap((each, index): readonly Problem[] => {
    const name = imported[index] ?? "";
    const other = meant.get(name);
    if (other === undefined) return [askedImport([...path, index], name, from)];
    draft.write(
      [...path, index],
      typeof each === "string" ? other : { [other]: Object.values(each as object)[0] as unknown },
      "esc-import",
    );
    return [];
  });
  return [
    ...problems,
    ...draft
      .keys(["environment"])
      .filter((key) => key !== "imports")
      .map((key) => inlined(["environment", key], from)),
    ...(typeof written === "string" ? [inlined(path, from)] : []),
    ...options.esc
      .filter(([name]) => !imported.includes(name))
      .map(([name]) => ({
        code: "clone/esc",
        path: "--esc",
        value: name,
        rule: `${origin.file} imports no such environment.`,
        remedy: imported.length === 0 ? "Leave it out." : `It imports ${imported.join(", ")}.`,
      })),
  ];
}

/** An import is a name, or a name with how it is merged. */
const importedName = (each: unknown): string =>
  typeof each === "object" && each !== null ? (Object.keys(each)[0] ?? "") : String(each);

function askedImport(path: Path, name: string, from: string): Problem {
  return {
    code: "clone/esc",
    path: pathText(path),
    value: name,
    rule: `it may hold ${from}'s credentials and secrets.`,
    remedy: `Write --esc ${name}=… with an environment for the clone; --esc ${name}=${name} shares it on purpose.`,
  };
}

function inlined(path: Path, from: string): Problem {
  return {
    code: "clone/esc",
    path: pathText(path),
    value: null,
    rule: `values of ESC that are written in the file itself are ${from}'s, and nothing tells which may be shared.`,
    remedy: "Move them into an environment of ESC, and rewrite its import with --esc.",
  };
}
