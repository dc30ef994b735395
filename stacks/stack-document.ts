import type { Problem } from "../model/problem";
import { nearest } from "../model/nearest";
import { isRecord } from "../model/record";
import { configKeys } from "./raw-config";

/** The keys of a stack's file. https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/ */
const documentKeys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/** What is wrong with a stack's file as a whole: what Pulumi would not read, or nobody would notice is not read. */
export function documentProblems(file: string, document: unknown): readonly Problem[] {
  if (!isRecord(document)) return [nothingSaid(file)];
  const unknown = Object.keys(document).filter((key) => !documentKeys.includes(key));
  const config = document["config"];
  return [
    ...unknown.map((key) => unknownKey(`${file} ${key}`, nearest(key, documentKeys), documentKeys)),
    ...importProblems(file, document["environment"]),
    ...(isRecord(config) ? configProblems(file, Object.keys(config)) : [nothingSaid(file)]),
  ];
}

/**
 * What is neither a list of names nor a definition: as a rule somebody meant the environment's own name.
 *
 * https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/#environment
 */
function importProblems(file: string, imports: unknown): readonly Problem[] {
  if (imports === undefined || imports === null || isRecord(imports)) return [];
  const isImport = (each: unknown): boolean =>
    typeof each === "string" || (isRecord(each) && Object.keys(each).length === 1);
  const wrong = Array.isArray(imports) ? imports.filter((each) => !isImport(each)) : [imports];
  return wrong.map((value) => ({
    code: "stack/environment",
    path: `${file} environment`,
    value: typeof value === "string" ? value : JSON.stringify(value),
    rule: "it lists the environments of Pulumi ESC that the stack imports, each by its name.",
    remedy:
      "Write a list such as [aws/prod]; what Belfry calls the environment is config.belfry:environment.",
  }));
}

function configProblems(file: string, keys: readonly string[]): readonly Problem[] {
  const wrong = keys.filter((key) => !key.startsWith("belfry:") && isMeant(key));
  const said = keys.length > wrong.length && keys.some((key) => key.startsWith("belfry:"));
  return [
    ...wrong.map((key) => unknownKey(`${file} config.${key}`, `belfry:${key.split(":").pop() ?? ""}`, [])),
    ...(said || wrong.length > 0 ? [] : [nothingSaid(file)]),
  ];
}

/** A key of ours without its namespace, or with one that is mistyped; other packages' keys are theirs. */
function isMeant(key: string): boolean {
  const [namespace = "", name] = key.split(":");
  if (name === undefined) return configKeys.includes(namespace);
  return nearest(namespace, ["belfry"]) !== undefined;
}

function unknownKey(path: string, meant: string | undefined, known: readonly string[]): Problem {
  return {
    code: "stack/unknown-key",
    path,
    value: null,
    rule: "no such key is known; what stands under it would be ignored.",
    remedy: meant === undefined ? `Known are ${known.join(", ")}.` : `Did you mean ${meant}?`,
  };
}

function nothingSaid(file: string): Problem {
  return {
    code: "stack/empty",
    path: file,
    value: null,
    rule: "it says nothing under config.belfry:…, so an environment that should page would page nobody.",
    remedy: "Write at least belfry:environment and belfry:pages under config.",
  };
}
