import { parseDocument } from "yaml";

import type { Problem } from "../../model/problem";
import { isRecord } from "../../model/record";
import { isSecret } from "../../stacks/config-value";
import { holdsSecret, pathText, shown, type Draft, type Path } from "./draft";
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
  const given = request.options.set.filter(([key]) => isForeign(key));
  const own = foreignKeys(draft);
  const others = given.filter(([key]) => !own.includes(key));
  return [
    ...others.flatMap(([key, said]) =>
      said === "" ? [nothingThere(key, request)] : setForeign(draft, key, said),
    ),
    ...own.flatMap((key) => rewriteKey(draft, request, { key, said: new Map(given).get(key) })),
  ];
}

interface ForeignKey {
  readonly key: string;
  /** What `--set` says; undefined where it says nothing. */
  readonly said: string | undefined;
}

function rewriteKey(draft: Draft, request: CloneRequest, { key, said }: ForeignKey): readonly Problem[] {
  const { from, makesUp, options } = request;
  const path = ["config", key];
  const value = draft.read(path);
  const isGiven = options.secrets.some(([secret]) => secret === key);
  if (said === "") draft.drop(path, "set");
  else if (isSecret(value) || isGiven) {
    draft.drop(path, "secret");
    return makesUp || isGiven ? [] : [askedSecret(path, from)];
  } else if (said !== undefined) return setForeign(draft, key, said);
  else if (isAnybodys(key, value, from)) return [];
  else if (makesUp) draft.drop(path, "other-package");
  else return [askedForeign(key, value, request)];
  return [];
}

/** Pulumi's values are texts, and stay as they are said: 012 is no 12. Only lists and records are read. */
function setForeign(draft: Draft, key: string, said: string): readonly Problem[] {
  const isStructured = /^\s*[[{]/.test(said);
  const { errors, value } = isStructured ? structure(said) : { errors: 0, value: said };
  if (errors > 0) return [misshapen(key, said)];
  draft.write(["config", key], value, "set");
  return [];
}

function structure(text: string): { readonly errors: number; readonly value: unknown } {
  const document = parseDocument(text, { logLevel: "silent" });
  return { errors: document.errors.length, value: document.errors.length > 0 ? undefined : document.toJS() };
}

const misshapen = (key: string, value: string): Problem => ({
  code: "clone/form",
  path: pathText(["config", key]),
  value,
  rule: "it begins as a list or a record does, and is none.",
  remedy: `Write --set '${key}=[…]' as JSON, or a plain text.`,
});

const nothingThere = (key: string, { from }: CloneRequest): Problem => ({
  code: "clone/setting",
  path: "--set",
  value: key,
  rule: `${from} does not configure it, so there is nothing to leave out.`,
  remedy: "Leave it out here too, or give it a value.",
});

/** A place, or a truth value, that does not name the origin. */
const isAnybodys = (key: string, value: unknown, from: string): boolean =>
  typeof value === "boolean" || (places.has(key) && !names(shown(value), from));

function askedForeign(key: string, value: unknown, { from, to }: Pick<CloneRequest, "from" | "to">): Problem {
  return {
    code: "clone/package",
    path: pathText(["config", key]),
    value: holdsSecret(value) ? null : shown(value),
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
    const name = imported[index] ?? null;
    if (name === null) return [inlined([...path, index], from)];
    const other = meant.get(name);
    if (other === undefined) return [askedImport([...path, index], name, from)];
    draft.write([...path, index], isRecord(each) ? { [other]: Object.values(each)[0] } : other, "esc-import");
    return [];
  });
  return [
    ...problems,
    ...draft
      .keys(["environment"])
      .filter((key) => key !== "imports")
      .map((key) => inlined(["environment", key], from)),
    ...(written === undefined || written === null || Array.isArray(written) ? [] : [inlined(path, from)]),
    ...options.esc
      .filter(([name]) => !imported.includes(name))
      .map(([name]) => ({
        code: "clone/esc",
        path: "--esc",
        value: name,
        rule: `${origin.file} imports no such environment.`,
        remedy:
          imported.length === 0
            ? "Leave it out."
            : `It imports ${imported.filter((each) => each !== null).join(", ")}.`,
      })),
  ];
}

/** An import is a name, or one name with how it is merged; null for what is neither. */
function importedName(each: unknown): string | null {
  if (typeof each === "string") return each;
  const [name, ...more] = isRecord(each) ? Object.keys(each) : [];
  return name === undefined || more.length > 0 ? null : name;
}

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
    rule: `it is no list of imports; values of ESC in the file itself are ${from}'s, and nothing tells which may be shared.`,
    remedy: "Move them into an environment of ESC, and rewrite its import with --esc.",
  };
}
